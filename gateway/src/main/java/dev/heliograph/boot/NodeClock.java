package dev.heliograph.boot;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's wall clock, for stamps and validity. It begins with the system's clock, then goes by monotonic time, and follows the system's clock at most
 * {@value #SLEW_PERCENT} % faster or slower than that. So a clock that jumps, by an operator's hand, a wrong time server or a leap second, neither lets stamps run back
 * nor ends the validity of messages in mass; a second is made up for in 100 seconds, an hour in four days.
 *
 * <p>Time for which the machine was suspended is real and taken over at once, where the platform tells it from a jump (Linux does). A virtual machine that its
 * host stopped without its knowledge cannot tell, so that counts as a jump: restart the gateway to take the system's time as it is.
 *
 * <p>Any thread may ask; it costs about as much as the system's clock. Whoever asks first in a second also compares the clocks, so there is no timer to stop.
 */
final class NodeClock implements LongSupplier {
    static final int SLEW_PERCENT = 1;

    private static final Logger LOG = LoggerFactory.getLogger(NodeClock.class);

    private static final double SLEW = SLEW_PERCENT / 100.0;
    private static final long COMPARE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final double MILLIS_PER_NANO = 1e-6;

    /** A difference that is worth a line in the log, and one at which it is over, in milliseconds. */
    private static final long JUMP_MILLIS = 1_000;

    private static final long CLOSE_MILLIS = 100;

    /** The platform counts suspended time coarsely; less than this is noise. */
    private static final long SUSPENDED_MILLIS_MIN = 1_000;

    private final LongSupplier systemMillis;
    private final LongSupplier nanos;
    private final LongSupplier suspendedMillis;
    /** Replaced by whoever compares first. */
    private volatile Stretch stretch;

    private final AtomicBoolean comparing = new AtomicBoolean();

    /** What was told last. Stretches meet exactly, but threads that read two of them at their seam would differ by a rounding. */
    private final AtomicLong told;

    /**
     * From one comparison to the next.
     *
     * @param millis our time at {@code fromNanos}
     * @param rate of our time against monotonic time
     * @param offsetMillis how far the system's clock was ahead of ours
     * @param suspendedMillis since the machine was started
     * @param jumped whether a jump was logged and is not made up for yet
     */
    private record Stretch(
            long fromNanos, double millis, double rate, long offsetMillis, long suspendedMillis, boolean jumped) {
        /** The rate holds until the next comparison is due: when nobody asks for long it must not lead past the goal. */
        double at(long nanos) {
            long passed = nanos - fromNanos;
            return millis + (passed + Math.min(passed, COMPARE_NANOS) * (rate - 1)) * MILLIS_PER_NANO;
        }
    }

    /**
     * @param systemMillis milliseconds since 1970 by the system's clock
     * @param nanos monotonic
     * @param suspendedMillis how long the machine was suspended since its start, constant where nobody knows
     */
    NodeClock(LongSupplier systemMillis, LongSupplier nanos, LongSupplier suspendedMillis) {
        this.systemMillis = systemMillis;
        this.nanos = nanos;
        this.suspendedMillis = suspendedMillis;
        long now = systemMillis.getAsLong();
        this.stretch = new Stretch(nanos.getAsLong(), now, 1, 0, suspendedMillis.getAsLong(), false);
        this.told = new AtomicLong(now);
    }

    /** The clocks of this machine. */
    static NodeClock ofSystem() {
        return new NodeClock(System::currentTimeMillis, System::nanoTime, SuspendedTime.ofSystem());
    }

    @Override
    public long getAsLong() {
        long now = nanos.getAsLong();
        Stretch current = stretch;
        if (now - current.fromNanos >= COMPARE_NANOS && comparing.compareAndSet(false, true)) {
            try {
                current = stretch;
                if (now - current.fromNanos >= COMPARE_NANOS) {
                    current = compare(current, now);
                    stretch = current;
                }
            } finally {
                comparing.set(false);
            }
        }
        long millis = (long) current.at(now);
        long last = told.get();
        while (millis > last) {
            if (told.compareAndSet(last, millis)) {
                return millis;
            }
            last = told.get();
        }
        return last;
    }

    /** @return how far the system's clock is ahead of this one, in milliseconds; negative when it is behind */
    long offsetMillis() {
        getAsLong();
        return stretch.offsetMillis;
    }

    private Stretch compare(Stretch current, long now) {
        double own = current.at(now);
        long suspended = suspendedMillis.getAsLong();
        long slept = suspended - current.suspendedMillis;
        if (slept >= SUSPENDED_MILLIS_MIN) {
            own += slept;
        } else {
            suspended = current.suspendedMillis;
        }
        long offset = systemMillis.getAsLong() - (long) own;
        // As fast as it may, but so that the difference is gone by the next comparison if that is possible.
        double wanted = offset / (COMPARE_NANOS * MILLIS_PER_NANO);
        double rate = 1 + Math.max(-SLEW, Math.min(SLEW, wanted));
        boolean jumped = current.jumped ? Math.abs(offset) > CLOSE_MILLIS : Math.abs(offset) >= JUMP_MILLIS;
        Stretch next = new Stretch(now, own, rate, offset, suspended, jumped);
        tell(current, next, slept);
        return next;
    }

    private static void tell(Stretch before, Stretch after, long slept) {
        if (slept >= SUSPENDED_MILLIS_MIN) {
            LOG.warn("the machine was suspended for {} ms; its time is taken over", slept);
        }
        if (after.jumped && !before.jumped) {
            LOG.warn(
                    "the system's clock has jumped by {} ms; it is followed at {} % of the time passing",
                    after.offsetMillis, SLEW_PERCENT);
        } else if (before.jumped && !after.jumped) {
            LOG.info("the system's clock is caught up with");
        }
    }
}

package dev.heliograph.egress.receiver;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a pump knows of one of its lines. Owned by the pump's loop. */
final class PumpedLine {
    /** How long a line that could not write is left alone unless it reports before. */
    private static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    final ReceiverLine line;
    private List<Delivery> batch = new ArrayList<>();
    private int inFlight;
    private boolean gone;
    private boolean silent;
    private boolean stalled;
    private long stalledUntilNanos;
    private long pauseMillis;
    private long throttledUntilNanos;

    PumpedLine(ReceiverLine line) {
        this.line = line;
    }

    int free(long nowNanos) {
        return gone || restNanos(nowNanos) > 0 ? 0 : Math.max(0, (silent ? 1 : line.windowMax()) - inFlight);
    }

    void add(Delivery delivery) {
        delivery.line = this;
        delivery.pdu = EventPdu.of(delivery.event, line.version());
        inFlight++;
        batch.add(delivery);
    }

    void flush() {
        if (!batch.isEmpty()) {
            List<Delivery> full = batch;
            batch = new ArrayList<>();
            line.send(full);
        }
    }

    void onEnded() {
        inFlight--;
        onRoom();
    }

    /** It takes messages; a pause that has begun is kept all the same, for this may be an answer from before it. */
    void onTaken(long nowNanos) {
        if (!isThrottled(nowNanos)) {
            pauseMillis = 0;
        }
    }

    /** It did not answer in time: until it answers again it is given one event at a time, so that others take what it would sit on. */
    void onSilence() {
        silent = true;
    }

    void onAnswered() {
        silent = false;
    }

    /** The session is over or about to be; it is given nothing more. */
    void onGone() {
        gone = true;
    }

    boolean isGone() {
        return gone;
    }

    /** It can write again, or its window has room. */
    void onRoom() {
        stalled = false;
    }

    /** It could not take what it was given. */
    void stall(long nowNanos) {
        stalled = true;
        stalledUntilNanos = nowNanos + STALL_NANOS;
    }

    /** One pause for all that was refused together; it grows with the next refusal after it. */
    void throttle(long nowNanos, ReceiverOptions options) {
        if (!isThrottled(nowNanos)) {
            pauseMillis = Math.min(
                    options.throttleMillisMax(), pauseMillis == 0 ? options.throttleMillis() : pauseMillis * 2);
            throttledUntilNanos = nowNanos + TimeUnit.MILLISECONDS.toNanos(pauseMillis);
        }
    }

    private boolean isThrottled(long nowNanos) {
        return pauseMillis > 0 && nowNanos - throttledUntilNanos < 0;
    }

    private boolean isStalled(long nowNanos) {
        return stalled && nowNanos - stalledUntilNanos < 0;
    }

    /** @return nanoseconds until it may be given something again, 0 when it may now */
    long restNanos(long nowNanos) {
        long throttled = isThrottled(nowNanos) ? throttledUntilNanos - nowNanos : 0;
        long waiting = isStalled(nowNanos) ? stalledUntilNanos - nowNanos : 0;
        return Math.max(throttled, waiting);
    }
}

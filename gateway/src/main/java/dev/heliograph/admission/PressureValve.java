package dev.heliograph.admission;

import dev.heliograph.admission.Pressure.AccountLoad;
import dev.heliograph.throttle.Scheduler;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Keeps the sockets of one event loop from being read while the node is under pressure, each for a bounded time: most of the time it is over by
 * then, and nobody was refused anything. Owned by its loop.
 */
public final class PressureValve {
    /** How often it is looked whether the pressure has fallen, in milliseconds. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Pressure pressure;
    private final LongSupplier nanos;
    private final Scheduler scheduler;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final ArrayDeque<Refusal> refusals = new ArrayDeque<>();
    private boolean looking;
    private boolean asked;

    /** A socket, or whatever else can stop taking work. */
    public interface Reader {
        /**
         * Goes on reading.
         *
         * @param atMost requests before the valve is asked again: after a pause that used up its time they are taken whatever the pressure, so that each is
         *     answered in the end; 0 when the pressure has fallen
         */
        void goOn(int atMost);

        /**
         * Asked when a pause is over, before it goes on.
         *
         * @return whether what it was sent has waited for so long that leaving it unread is not enough; unless the reader knows better, when the pause has used up its
         *     time
         */
        default boolean isBehind(Pause pause) {
            return pause.ranOut();
        }
    }

    /**
     * A time in which a socket was not read.
     *
     * @param sinceNanos monotonic
     * @param untilNanos monotonic
     * @param ranOut whether it was over because it had used up its time
     */
    public record Pause(long sinceNanos, long untilNanos, boolean ranOut) {}

    private record Refusal(Runnable answer, long dueNanos) {}

    private record Waiting(AccountLoad load, Reader reader, long sinceNanos) {}

    /** @param nanos monotonic */
    public PressureValve(Pressure pressure, LongSupplier nanos, Scheduler scheduler) {
        this.pressure = pressure;
        this.nanos = nanos;
        this.scheduler = scheduler;
    }

    public Pressure pressure() {
        return pressure;
    }

    /**
     * @param reader told to go on, once, within {@link PressureOptions#pauseMillisMax} and a few milliseconds; only when the answer is true
     * @return whether to stop reading
     */
    public boolean shuts(AccountLoad load, Reader reader) {
        asked = true;
        lookLater();
        if (!pressure.pauses(load)) {
            return false;
        }
        pressure.pauses().increment();
        waiting.add(new Waiting(load, reader, nanos.getAsLong()));
        return true;
    }

    /** @return what passes an answer on, a refusal for want of room {@link #refuseLater later} */
    public Consumer<Admitted> paced(Consumer<Admitted> answer) {
        return admitted -> {
            if (admitted.verdict() == Verdict.QUEUE_FULL) {
                refuseLater(() -> answer.accept(admitted));
            } else {
                answer.accept(admitted);
            }
        };
    }

    /**
     * Answers after twice {@link PressureOptions#pauseMillisMax}. Whoever sends again at once what was refused is paced by his window then, and costs the node no more
     * than that; what it accepts of him is answered as soon as it is stored.
     */
    public void refuseLater(Runnable answer) {
        refusals.add(new Refusal(
                answer,
                nanos.getAsLong()
                        + 2 * TimeUnit.MILLISECONDS.toNanos(pressure.options().pauseMillisMax())));
        lookLater();
    }

    private void lookLater() {
        if (!looking) {
            looking = true;
            scheduler.after(LOOK_NANOS, this::look);
        }
    }

    private void look() {
        looking = false;
        long now = nanos.getAsLong();
        pressure.look();
        long expired = now - TimeUnit.MILLISECONDS.toNanos(pressure.options().pauseMillisMax());
        // Each is looked at once: those that go on may come back at once.
        for (int i = waiting.size(); i > 0; i--) {
            Waiting next = waiting.remove();
            boolean ranOut = next.sinceNanos <= expired;
            if (ranOut || !pressure.pauses(next.load)) {
                if (next.reader.isBehind(new Pause(next.sinceNanos, now, ranOut))) {
                    pressure.pausedInVain();
                }
                next.reader.goOn(ranOut ? pressure.options().readAfterPause() : 0);
            } else {
                waiting.add(next);
            }
        }
        while (!refusals.isEmpty() && refusals.peek().dueNanos <= now) {
            refusals.remove().answer.run();
        }
        // As long as anything comes in, or what came before has its effect: an idle node has no timers here.
        if (asked || !waiting.isEmpty() || !refusals.isEmpty() || pressure.isWatched()) {
            asked = false;
            lookLater();
        }
    }

    /** @return sockets that are not read now */
    public int waiting() {
        return waiting.size();
    }
}

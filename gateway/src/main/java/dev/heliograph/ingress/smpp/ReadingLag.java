package dev.heliograph.ingress.smpp;

import dev.heliograph.admission.PressureOptions;
import dev.heliograph.admission.PressureValve;
import java.util.concurrent.TimeUnit;

/**
 * For how long a session has not been read to its end. A client that has little under way is read to the end within some pauses, however long each is; one whose window
 * holds more than the node does in that time never is. Owned by the session's loop.
 */
final class ReadingLag {
    private final long tooLongNanos;
    private boolean paused;
    private long sinceNanos;
    private long lastNanos;
    private long timesCaughtUp;

    ReadingLag(PressureOptions options) {
        this.tooLongNanos = 2 * TimeUnit.MILLISECONDS.toNanos(options.pauseMillisMax());
    }

    /**
     * To be asked at the end of every pause.
     *
     * @param nowCaughtUp how often the session has been read to its end
     * @return whether what it was sent has waited for more than two of the longest pauses
     */
    boolean isTooLong(PressureValve.Pause pause, long nowCaughtUp) {
        // Whoever was not paused again soon has been read on meanwhile, even if nobody saw the end.
        boolean anew = !paused || timesCaughtUp != nowCaughtUp || pause.sinceNanos() - lastNanos > tooLongNanos;
        if (anew) {
            paused = true;
            sinceNanos = pause.sinceNanos();
            timesCaughtUp = nowCaughtUp;
        }
        lastNanos = pause.untilNanos();
        return pause.untilNanos() - sinceNanos > tooLongNanos;
    }
}

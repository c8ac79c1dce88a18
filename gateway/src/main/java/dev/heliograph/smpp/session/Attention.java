package dev.heliograph.smpp.session;

/**
 * Whether the peer is listened to, and a clock that runs only while it is.
 *
 * <p>Reading stops for several causes at once and goes on when the last is gone. A response that is late may lie unread in the
 * socket, so patience with the peer is measured on this clock.
 */
final class Attention {
    /** Too many of the peer's requests are unanswered. */
    static final int WINDOW = 1;

    /** The peer does not read our responses. */
    static final int WRITE_QUEUE = 1 << 1;

    /** A bind is being looked at. */
    static final int BINDING = 1 << 2;

    private int causes;
    private long pausedAt;
    private long pausedMillis;

    Attention(long now) {
        pausedAt = now;
    }

    /** Returns true if reading is to stop now. */
    boolean pause(int cause, long now) {
        boolean begins = causes == 0;
        causes |= cause;
        if (begins) {
            pausedAt = now;
        }
        return begins;
    }

    /** Returns true if reading is to go on now. */
    boolean resume(int cause, long now) {
        boolean paused = causes != 0;
        causes &= ~cause;
        boolean ends = paused && causes == 0;
        if (ends) {
            pausedMillis += now - pausedAt;
        }
        return ends;
    }

    /** Milliseconds of this clock at the time given. */
    long time(long now) {
        return (causes == 0 ? now : pausedAt) - pausedMillis;
    }
}

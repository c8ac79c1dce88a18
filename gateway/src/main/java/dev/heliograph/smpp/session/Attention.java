package dev.heliograph.smpp.session;

import dev.heliograph.smpp.wire.PduChannel;

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

    /** The session's user wants no more for the moment. */
    static final int USER = 1 << 3;

    private final PduChannel channel;
    private int causes;
    private long pausedAt;
    private long pausedMillis;

    Attention(PduChannel channel, long now) {
        this.channel = channel;
        pausedAt = now;
    }

    /** Stops reading, if it has not stopped. */
    void pause(int cause, long now) {
        if (causes == 0) {
            pausedAt = now;
            channel.pause();
        }
        causes |= cause;
    }

    /** Goes on reading, if this was the last cause not to. */
    void resume(int cause, long now) {
        boolean paused = causes != 0;
        causes &= ~cause;
        if (paused && causes == 0) {
            pausedMillis += now - pausedAt;
            channel.resume();
        }
    }

    /** Milliseconds of this clock at the time given. */
    long time(long now) {
        return (causes == 0 ? now : pausedAt) - pausedMillis;
    }
}

package dev.heliograph.egress.websocket;

/**
 * Bounds of a socket.
 *
 * @param writeQueueBytesMax bytes that may wait for a reader before it is paused, at least 1,024
 * @param fetchMax events taken from the stream at once, and so gathered into one write
 * @param frameBytesMax a frame of a batch is closed once it is this long
 * @param slowReaderMillis how long the queue may stay full before the socket is closed with 1013
 * @param pingMillis time between pings; a client that shows no life from one to the next is gone
 */
public record EventSocketOptions(
        int writeQueueBytesMax, int fetchMax, int frameBytesMax, long slowReaderMillis, long pingMillis) {

    /** 256 KiB a socket, 256 events a write, frames of 32 KiB, 30 s for a slow reader, a ping every 20 s. */
    public static final EventSocketOptions DEFAULT = new EventSocketOptions(256 << 10, 256, 32 << 10, 30_000, 20_000);

    public EventSocketOptions {
        require(writeQueueBytesMax >= 1_024, "writeQueueBytesMax must be at least 1024");
        require(fetchMax >= 1, "fetchMax must be at least 1");
        require(frameBytesMax >= 1, "frameBytesMax must be at least 1");
        require(slowReaderMillis >= 1, "slowReaderMillis must be at least 1");
        require(pingMillis >= 1, "pingMillis must be at least 1");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}

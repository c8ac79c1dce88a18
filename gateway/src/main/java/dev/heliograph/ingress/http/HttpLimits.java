package dev.heliograph.ingress.http;

/**
 * Bounds of the door. What one connection may hold in memory is at most {@code headerBytesMax + bodyBytesMax}, or for a stream {@code ndjsonInFlightMax} items and
 * one line; the node's sum is that times {@code connectionsMax}.
 *
 * @param connectionsMax open at once, for each instance
 * @param headerBytesMax all header fields of a request together: 431
 * @param uriBytesMax the request line: 414
 * @param bodyBytesMax a body that is read whole, so anything but NDJSON: 413
 * @param batchMax messages in an array: 413
 * @param ndjsonLineBytesMax one line of NDJSON; a longer one is answered with an error and skipped
 * @param ndjsonInFlightMax items of one stream that wait for admission before the stream is paused
 * @param jsonDepthMax objects and arrays within each other: 400
 * @param pageMax events on a page
 * @param idleMillis a connection without traffic, or between requests, is closed
 * @param requestMillis a body must be there within this time: 408
 * @param drainMillis how long stopping waits for requests under way
 */
public record HttpLimits(
        int connectionsMax,
        int headerBytesMax,
        int uriBytesMax,
        int bodyBytesMax,
        int batchMax,
        int ndjsonLineBytesMax,
        int ndjsonInFlightMax,
        int jsonDepthMax,
        int pageMax,
        long idleMillis,
        long requestMillis,
        long drainMillis) {

    /**
     * 10,000 connections; 16 KiB of header, 4 KiB of request line, 1 MiB of body with 1,000 messages; NDJSON lines of 64 KiB, 1,024 under way; depth 16; pages of
     * 1,000; 60 s idle, 30 s for a body, 10 s to drain.
     */
    public static final HttpLimits DEFAULT = new HttpLimits(
            10_000, 16 << 10, 4 << 10, 1 << 20, 1_000, 64 << 10, 1_024, 16, 1_000, 60_000, 30_000, 10_000);

    public HttpLimits {
        positive(connectionsMax, "connectionsMax");
        positive(headerBytesMax, "headerBytesMax");
        positive(uriBytesMax, "uriBytesMax");
        positive(bodyBytesMax, "bodyBytesMax");
        positive(batchMax, "batchMax");
        positive(ndjsonLineBytesMax, "ndjsonLineBytesMax");
        positive(ndjsonInFlightMax, "ndjsonInFlightMax");
        positive(jsonDepthMax, "jsonDepthMax");
        positive(pageMax, "pageMax");
        positive(idleMillis, "idleMillis");
        positive(requestMillis, "requestMillis");
        positive(drainMillis, "drainMillis");
    }

    public HttpLimits withUriBytesMax(int bytes) {
        return new HttpLimits(
                connectionsMax,
                headerBytesMax,
                bytes,
                bodyBytesMax,
                batchMax,
                ndjsonLineBytesMax,
                ndjsonInFlightMax,
                jsonDepthMax,
                pageMax,
                idleMillis,
                requestMillis,
                drainMillis);
    }

    private static void positive(long value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1");
        }
    }
}

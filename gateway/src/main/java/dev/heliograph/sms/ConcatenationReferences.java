package dev.heliograph.sms;

/**
 * Concatenation references: rising by at least one for each message to a destination, so that a handset does not join parts of two messages.
 *
 * <p>A fixed table of counters, which destinations share by hash: nothing grows, nothing is evicted, and sharing only makes a reference skip. The
 * seed comes from outside, so that a restart does not begin again with the same numbers. Owned by one event loop.
 */
public final class ConcatenationReferences {

    /** Counters, which take two octets each. */
    static final int COUNTERS = 1 << 15;

    private final short[] next = new short[COUNTERS];

    /** @param seed where the counters begin */
    public ConcatenationReferences(long seed) {
        long state = seed;
        for (int i = 0; i < COUNTERS; i++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            next[i] = (short) (state >>> 48);
        }
    }

    /** The next reference for a destination, 0 to 65535, wrapping; an 8-bit carrier uses the low octet. */
    public int next(String destination) {
        int hash = destination.hashCode() * 0x9E3779B9;
        return next[hash >>> 17]++ & 0xFFFF;
    }
}

package dev.heliograph.receipt;

/**
 * What the correlator of one provider account may hold in memory; the store holds the rest.
 *
 * @param trackedMax provider ids whose receipts are awaited, about 700 octets each
 * @param parkedMax receipts without a message, about 300 octets each
 */
public record CorrelatorLimits(int trackedMax, int parkedMax) {
    public static final CorrelatorLimits DEFAULT = new CorrelatorLimits(200_000, 100_000);

    public CorrelatorLimits {
        if (trackedMax < 1 || parkedMax < 1) {
            throw new IllegalArgumentException("trackedMax and parkedMax must be at least 1");
        }
    }
}

package dev.heliograph.campaign;

/**
 * Bounds of campaigns.
 *
 * @param recipientsMax recipients of one campaign
 * @param recipientOctetsMax octets of one recipient with its fields, as JSON
 * @param messageOctetsMax octets of the message before its fields are filled in, as JSON
 * @param openMax campaigns of an account that have not ended
 * @param keptMax campaigns of an account; past it its oldest that has ended is forgotten
 * @param accountOctetsMax octets in memory of an account's campaigns, without their recipients; past it the same
 * @param octetsMax of all of the node's
 * @param underWayMax recipients of one campaign that are in the gate at once
 * @param aheadMax recipients of one campaign that are read ahead
 * @param trackedMax messages of the node whose end is waited for in memory; of more it is looked up from time to time
 * @param tickMillis how often recipients are released
 * @param keptMillis how long a campaign and its recipients are kept after the last change
 */
public record CampaignOptions(
        int recipientsMax,
        int recipientOctetsMax,
        int messageOctetsMax,
        int openMax,
        int keptMax,
        long accountOctetsMax,
        long octetsMax,
        int underWayMax,
        int aheadMax,
        int trackedMax,
        long tickMillis,
        long keptMillis) {
    /** 1,000,000 recipients of 4 KiB, a message of 64 KiB, 50 campaigns an account, 1,000 with those that have ended and 4 MiB, 64 MiB of the node, 64 in the gate, 128 ahead, 200,000 tracked, 100 ms, 90 days. */
    public static final CampaignOptions DEFAULT = new CampaignOptions(
            1_000_000,
            4 << 10,
            64 << 10,
            50,
            1_000,
            4L << 20,
            64L << 20,
            64,
            128,
            200_000,
            100,
            90L * 24 * 60 * 60 * 1_000);

    public CampaignOptions {
        boolean none = recipientsMax < 1 || openMax < 1 || keptMax < 1 || accountOctetsMax < 1 || octetsMax < 1;
        if (none || underWayMax < 1 || aheadMax < 1 || tickMillis < 1) {
            throw new IllegalArgumentException("a bound of campaigns is too small");
        }
    }

    public CampaignOptions withTrackedMax(int max) {
        return new CampaignOptions(
                recipientsMax,
                recipientOctetsMax,
                messageOctetsMax,
                openMax,
                keptMax,
                accountOctetsMax,
                octetsMax,
                underWayMax,
                aheadMax,
                max,
                tickMillis,
                keptMillis);
    }
}

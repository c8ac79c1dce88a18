package dev.heliograph.campaign;

import java.util.Locale;

/** The id of a campaign: when it was made, in milliseconds, and the node, in one number. Outside {@code k} and 12 digits of base 36. */
public final class CampaignId {
    private static final int NODE_BITS = 15;
    private static final int DIGITS = 12;

    private CampaignId() {}

    static long of(long millis, int node) {
        return millis << NODE_BITS | node;
    }

    static long millis(long id) {
        return id >>> NODE_BITS;
    }

    public static String text(long id) {
        String digits = Long.toString(id, Character.MAX_RADIX);
        return "k" + "0".repeat(Math.max(0, DIGITS - digits.length())) + digits;
    }

    /** @return 0 when it is none */
    public static long parse(String text) {
        return text.toLowerCase(Locale.ROOT).matches("k[0-9a-z]{12}")
                ? Long.parseLong(text.substring(1), Character.MAX_RADIX)
                : 0;
    }
}

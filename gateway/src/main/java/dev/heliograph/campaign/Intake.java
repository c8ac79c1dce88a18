package dev.heliograph.campaign;

import org.jspecify.annotations.Nullable;

/**
 * The right of one request to add recipients to a campaign. With a key it knows how far the client's list was taken before.
 *
 * @param message the campaign's, to judge recipients by
 * @param list null without a key
 * @param writer which request it is
 * @param next first item of the list that was not taken yet: no item before it is added again
 * @param taken recipients that were added under the key
 * @param digest of the items before {@code next}, as it came with the last of them; zeros when there was none
 */
@SuppressWarnings("ArrayRecordComponent")
public record Intake(
        String account,
        long campaign,
        byte[] message,
        @Nullable RecipientList list,
        long writer,
        long next,
        long taken,
        byte[] digest) {
    /** Octets of a digest. */
    public static final int DIGEST_OCTETS = RecipientList.DIGEST_OCTETS;

    public boolean hasKey() {
        return list != null;
    }
}

package dev.heliograph.campaign;

import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfKey;
import dev.heliograph.store.ShelfRow;
import java.time.Duration;
import java.util.Arrays;

/**
 * The key that a client made a campaign with, on a shelf of its own: it is known for a while after the campaign itself has given way to a newer one, so that a request whose
 * answer was lost makes nothing twice. Written with the campaign, version 1, 1 octet, and the digest of what was asked for.
 */
final class MadeKey {
    /** Beyond the campaign, as long as messages' keys are known. */
    static final long KEPT_MILLIS = Duration.ofHours(24).toMillis();

    private static final byte VERSION = 1;

    private MadeKey() {}

    static byte[] rowKey(String account, String key) {
        return ShelfKey.of(account, key).octets();
    }

    static ShelfRow row(Campaign campaign, long expiresAtMillis) {
        byte[] value = new byte[1 + campaign.bodyDigest.length];
        value[0] = VERSION;
        System.arraycopy(campaign.bodyDigest, 0, value, 1, campaign.bodyDigest.length);
        return new ShelfRow(Shelf.CAMPAIGN_KEYS, rowKey(campaign.account, campaign.key), value, expiresAtMillis);
    }

    /** @return whether it was the same that was asked for */
    static boolean isOf(byte[] value, byte[] bodyDigest) {
        return value.length > 0
                && value[0] == VERSION
                && Arrays.equals(value, 1, value.length, bodyDigest, 0, bodyDigest.length);
    }
}

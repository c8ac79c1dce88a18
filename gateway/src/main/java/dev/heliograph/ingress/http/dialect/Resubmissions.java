package dev.heliograph.ingress.http.dialect;

import dev.heliograph.store.Idempotency;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * What makes a resubmission recognisable: the header {@code Idempotency-Key}, which no dialect knows and any client may add, and 128 bits of SHA-256 over what was sent.
 * Belongs to one event loop.
 */
public final class Resubmissions {
    private final MessageDigest digest;

    Resubmissions() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    static boolean isKey(String key) {
        return !key.isEmpty()
                && key.length() <= Idempotency.BATCH_KEY_CHARS_MAX
                && key.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /**
     * @param index of the message in its request; negative for a message alone
     * @param dialect which one, so that the same key of two dialects is two
     * @param meaning everything that makes it this message
     * @return null when the client sent no key
     */
    public @Nullable Idempotency of(DialectCall call, int index, String dialect, byte[]... meaning) {
        String key = call.header(DialectCall.IDEMPOTENCY_KEY);
        if (key == null) {
            return null;
        }
        digest.reset();
        add(dialect.getBytes(StandardCharsets.UTF_8));
        for (byte[] part : meaning) {
            add(part);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new Idempotency(index < 0 ? key : key + "/" + index, hash.getLong(), hash.getLong());
    }

    private void add(byte[] octets) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(octets.length).flip());
        digest.update(octets);
    }
}

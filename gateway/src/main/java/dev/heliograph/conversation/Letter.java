package dev.heliograph.conversation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What is known of a message that came as a letter: from the address it was sent to, which nobody but the gateway can make. A letter may say of itself that it is from anybody,
 * while a provider knows who writes.
 *
 * @param accountTag {@link #tagOf} the account whose message is answered; {@link #NOBODYS} where the address does not say
 * @param fromRecipient whether it is from the address to which that message was sent
 */
public record Letter(long accountTag, boolean fromRecipient) {
    /** No account's. */
    public static final long NOBODYS = -1;

    /** So that an address has room for it; among 10,000 accounts two share one with a chance of 1 in 5 million. */
    public static final int TAG_BITS = 48;

    /** @return what stands for an account in an address, and finds it without a look at the others */
    public static long tagOf(String account) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(account.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong() >>> (Long.SIZE - TAG_BITS);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}

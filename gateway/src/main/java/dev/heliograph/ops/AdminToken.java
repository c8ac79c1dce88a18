package dev.heliograph.ops;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The key to the admin API, kept as a hash. A fast hash is enough, because tokens are long and random: {@value #LENGTH_MIN} characters at least.
 *
 * @param sha256 lower-case hexadecimal
 */
public record AdminToken(String sha256) {
    /** Shorter tokens could be guessed. */
    public static final int LENGTH_MIN = 16;

    private static final int GENERATED_BYTES = 18;

    public AdminToken {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("an admin token is kept as 64 hexadecimal digits of SHA-256");
        }
    }

    /** @throws IllegalArgumentException when it is too short */
    public static AdminToken of(String token) {
        if (token.length() < LENGTH_MIN) {
            throw new IllegalArgumentException("an admin token has at least " + LENGTH_MIN + " characters");
        }
        return new AdminToken(hash(token));
    }

    /** @return a token that nobody had before */
    public static String generate() {
        byte[] bytes = new byte[GENERATED_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Compares in constant time. */
    boolean matches(String presented) {
        return MessageDigest.isEqual(
                sha256.getBytes(StandardCharsets.US_ASCII), hash(presented).getBytes(StandardCharsets.US_ASCII));
    }

    private static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "AdminToken[...]";
    }
}

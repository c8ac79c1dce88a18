package dev.heliograph.egress.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret that requests to an endpoint are signed with: HMAC-SHA256, scheme {@code v1} of Standard Webhooks 1.0.0, "Signature scheme". */
public final class SigningSecret {
    /** Length of the key in octets; the specification's bounds. */
    public static final int OCTETS_MIN = 24;

    public static final int OCTETS_MAX = 64;

    private static final String PREFIX = "whsec_";
    private static final String HMAC = "HmacSHA256";
    private static final int GENERATED_OCTETS = 32;

    private final byte[] key;

    private SigningSecret(byte[] key) {
        this.key = key;
    }

    /**
     * @param text {@code whsec_} and the key in base 64
     * @throws IllegalArgumentException when it is not of that form, or the key too short or too long
     */
    public static SigningSecret parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a signing secret begins with " + PREFIX);
        }
        byte[] key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
        if (key.length < OCTETS_MIN || key.length > OCTETS_MAX) {
            throw new IllegalArgumentException(
                    "a signing secret has " + OCTETS_MIN + " to " + OCTETS_MAX + " octets, not " + key.length);
        }
        return new SigningSecret(key);
    }

    /** @return the text form of a secret that nobody had before */
    public static String generate() {
        byte[] key = new byte[GENERATED_OCTETS];
        new SecureRandom().nextBytes(key);
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    /**
     * Signs {@code id.timestamp.body}.
     *
     * @param timestamp seconds since 1970
     * @return {@code v1,} and the signature in base 64
     */
    String sign(String id, long timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            mac.update((id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has " + HMAC, e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SigningSecret secret && Arrays.equals(key, secret.key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }

    @Override
    public String toString() {
        return "SigningSecret[...]";
    }
}

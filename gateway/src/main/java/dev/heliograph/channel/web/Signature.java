package dev.heliograph.channel.web;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Signatures of webhooks, compared in a time that does not tell how much of them was right. */
public final class Signature {
    private final String algorithm;
    private final byte[] secret;

    /** @param algorithm as Java names it: {@code HmacSHA256} */
    public Signature(String algorithm, String secret) {
        this(algorithm, secret.getBytes(StandardCharsets.UTF_8));
    }

    Signature(String algorithm, byte[] secret) {
        this.algorithm = algorithm;
        this.secret = secret.clone();
    }

    public static Signature hmacSha256(String secret) {
        return new Signature("HmacSHA256", secret);
    }

    public static Signature hmacSha256(byte[] secret) {
        return new Signature("HmacSHA256", secret);
    }

    /** @return whether {@code given} is the signature of {@code body} in hexadecimal, of either case */
    public boolean isHex(@Nullable String given, Buffer body) {
        return given != null && same(given.toLowerCase(java.util.Locale.ROOT), hex(body));
    }

    public boolean isBase64(@Nullable String given, Buffer body) {
        return given != null && same(given, base64(body));
    }

    public String hex(Buffer body) {
        return HexFormat.of().formatHex(of(body));
    }

    public String base64(Buffer body) {
        return Base64.getEncoder().encodeToString(of(body));
    }

    /** @return the signature itself */
    public byte[] of(Buffer body) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            return mac.doFinal(body.getBytes());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(algorithm, e);
        }
    }

    /** @return whether both are the same, in a time that depends on {@code given} alone */
    public static boolean same(@Nullable String given, String expected) {
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }
}

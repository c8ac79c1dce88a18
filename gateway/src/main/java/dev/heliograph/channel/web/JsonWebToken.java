package dev.heliograph.channel.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** JSON Web Tokens (RFC 7519, RFC 7515): signed with a secret that both sides know, or with a private key. */
public final class JsonWebToken {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final int PARTS = 3;

    private JsonWebToken() {}

    /** @return a token with HMAC-SHA256 */
    public static String hs256(byte[] secret, JsonObject claims) {
        String unsigned = unsigned("HS256", claims);
        return unsigned + "." + ENCODER.encodeToString(hmac(secret, unsigned));
    }

    /** @return a token with RSA and SHA-256 */
    public static String rs256(PrivateKey key, JsonObject claims) {
        String unsigned = unsigned("RS256", claims);
        try {
            java.security.Signature signature = java.security.Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(unsigned.getBytes(StandardCharsets.US_ASCII));
            return unsigned + "." + ENCODER.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that cannot sign", e);
        }
    }

    private static String unsigned(String algorithm, JsonObject claims) {
        JsonObject header = new JsonObject().put("alg", algorithm).put("typ", "JWT");
        return encode(header) + "." + encode(claims);
    }

    private static String encode(JsonObject json) {
        return ENCODER.encodeToString(json.toBuffer().getBytes());
    }

    private static byte[] hmac(byte[] secret, String unsigned) {
        return Signature.hmacSha256(secret).of(Buffer.buffer(unsigned));
    }

    /**
     * Reads a token with HMAC-SHA256; whatever algorithm it says it has, no other is tried.
     *
     * @return its claims, or null when it is not signed with {@code secret}
     */
    public static @Nullable JsonObject read(String token, byte[] secret) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != PARTS) {
            return null;
        }
        String expected = ENCODER.encodeToString(hmac(secret, parts[0] + "." + parts[1]));
        if (!Signature.same(parts[2], expected)) {
            return null;
        }
        try {
            return Buffer.buffer(Base64.getUrlDecoder().decode(parts[1])).toJsonObject();
        } catch (IllegalArgumentException | DecodeException | ClassCastException e) {
            return null;
        }
    }

    /**
     * Reads an RSA key as service accounts have it.
     *
     * @param pem PKCS #8 in PEM, its line ends as such or written {@code \n}; the lines that frame it may be missing
     * @throws IllegalArgumentException when it is something else
     */
    public static PrivateKey rsaKey(String pem) {
        String base64 =
                pem.replace("\\n", "\n").replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            byte[] octets = Base64.getDecoder().decode(base64);
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(octets));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // The cause would quote the key.
            throw new IllegalArgumentException("the private key is no RSA key in PKCS #8");
        }
    }
}

package dev.heliograph.simulator.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;

/** Google's side of RFC 7523: a service account asks for a token with a grant that it has signed, an hour long at most. */
final class SignedGrant {
    /** Of the key pair whose private half stands in the development default; good for nothing but this stand-in. */
    private static final String DEMO_KEY =
            "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAskSlubTf+kh13mm99A6ZhbNiYRBok3euFHGKJEOf8XCS4kvJKOalGTfNpO7ujzkeBR"
                    + "r79Nb6MeRy5XZtBRjyxhv1KEh7t4/Sc/9ceVIK5fXJH68NKmEOi3hvUSI96wP4ShSy8KFCH7zG6sR8G5bpR7juWNt3s0kJ8fPh9QetR0bR43+h"
                    + "ajrY1Eb+c9t8p0m7Ge/sPRnVB2kckrGrftZttwyQFWrJKEa5MIVaaGl/SIIlGpFzzoiVUgfnmS5zs5uLxEvuUv6O4+jWHbtaPYRYfUZqd9f/Lf"
                    + "dS4e5mR4goJ+kA78FP220wVHIHvnQY7NgLCGhUqmSJ2gBqAYavmJsv1QIDAQAB";

    private static final long SKEW_SECONDS = 300;
    private static final long LIFE_SECONDS_MAX = 3_600;

    private final Clock clock;
    private final PublicKey key;
    private final String account;

    SignedGrant(Clock clock, PublicKey key, String account) {
        this.clock = clock;
        this.key = key;
        this.account = account;
    }

    static PublicKey demoKey() {
        try {
            byte[] octets = Base64.getDecoder().decode(DEMO_KEY);
            return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(octets));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the demo key", e);
        }
    }

    /** @param form the fields of the request for a token */
    boolean isGood(JsonObject form) {
        String[] parts = form.getString("assertion", "").split("\\.");
        if (!"urn:ietf:params:oauth:grant-type:jwt-bearer".equals(form.getString("grant_type")) || parts.length != 3) {
            return false;
        }
        try {
            return isSigned(parts) && isFor(decoded(parts[0]), decoded(parts[1]));
        } catch (GeneralSecurityException | IllegalArgumentException | DecodeException | NullPointerException e) {
            return false;
        }
    }

    private boolean isSigned(String[] parts) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    }

    private boolean isFor(JsonObject header, JsonObject claims) {
        long now = clock.millis() / 1_000;
        long from = claims.getLong("iat");
        long until = claims.getLong("exp");
        return "RS256".equals(header.getString("alg"))
                && account.equals(claims.getString("iss"))
                && "https://oauth2.googleapis.com/token".equals(claims.getString("aud"))
                && "https://www.googleapis.com/auth/rcsbusinessmessaging".equals(claims.getString("scope"))
                && Math.abs(from - now) < SKEW_SECONDS
                && until > now
                && until - from <= LIFE_SECONDS_MAX;
    }

    private static JsonObject decoded(String part) {
        return Buffer.buffer(Base64.getUrlDecoder().decode(part)).toJsonObject();
    }
}

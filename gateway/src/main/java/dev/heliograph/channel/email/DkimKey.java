package dev.heliograph.channel.email;

import io.vertx.ext.mail.CanonicalizationAlgorithm;
import io.vertx.ext.mail.DKIMSignAlgorithm;
import io.vertx.ext.mail.DKIMSignOptions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * What mails are signed with (RFC 6376), by rsa-sha256, relaxed in header and body.
 *
 * @param domain that answers for the mail; DMARC wants that of the sender, or one above it
 * @param selector the public key is the TXT record of {@code selector._domainkey.domain}
 * @param key PKCS #8 in Base64
 */
public record DkimKey(String domain, String selector, String key) {
    /** RFC 8301, 3.2: verifiers need not take shorter ones. */
    private static final int BITS_MIN = 1_024;

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    /** What a signature covers; headers that a mail has not are covered by their absence. */
    private static final List<String> HEADERS = List.of(
            "From",
            "To",
            "Subject",
            "Date",
            "Message-ID",
            "Reply-To",
            "MIME-Version",
            "Content-Type",
            "List-Unsubscribe",
            "List-Unsubscribe-Post");

    /**
     * @param pem with an RSA key in PKCS #8, as {@code openssl genpkey -algorithm rsa} writes it
     * @throws IllegalArgumentException says what is wrong with it
     */
    public static DkimKey ofPem(String domain, String selector, String pem) {
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("a file without " + BEGIN);
        }
        byte[] octets;
        try {
            octets = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a key that is no Base64", e);
        }
        try {
            RSAPrivateKey key =
                    (RSAPrivateKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(octets));
            if (key.getModulus().bitLength() < BITS_MIN) {
                throw new IllegalArgumentException("a key of fewer than " + BITS_MIN + " bits");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a key that is not RSA", e);
        }
        return new DkimKey(domain, selector, Base64.getEncoder().encodeToString(octets));
    }

    DKIMSignOptions options() {
        return new DKIMSignOptions()
                .setPrivateKey(key)
                .setSdid(domain)
                .setSelector(selector)
                .setSignAlgo(DKIMSignAlgorithm.RSA_SHA256)
                .setHeaderCanonAlgo(CanonicalizationAlgorithm.RELAXED)
                .setBodyCanonAlgo(CanonicalizationAlgorithm.RELAXED)
                .setSignedHeaders(HEADERS);
    }

    /** The key is not shown. */
    @Override
    public String toString() {
        return "DkimKey[" + selector + "._domainkey." + domain + "]";
    }
}

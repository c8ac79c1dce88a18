package dev.heliograph.channel.apple;

import dev.heliograph.channel.web.Gzip;
import dev.heliograph.channel.web.WebRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Where Apple keeps an interactive reply of more than 10 KB ({@code interactiveDataRef}), and the key to it. It is had in three calls: {@code /preDownload} tells the
 * address of the file, the file comes from there, and {@code /decodePayload} makes JSON of what is in it. The file is encrypted by AES-256 in counter mode from a counter
 * of 0; its key is written in hexadecimal behind two zeros.
 */
final class AppleReference {
    /** Of the file, and of what is in it: no answer of a provider may be longer. */
    private static final int OCTETS_MAX = 1 << 20;

    private static final int KEY_OCTETS = 32;
    private static final int BLOCK_OCTETS = 16;
    private static final String KEY_PREFIX = "00";

    /** Of the members, which go into headers. */
    private static final String PRINTABLE = "[!-~]{1,2000}";

    private final String url;
    private final String owner;
    private final String signature;
    private final String bid;
    private final byte[] key;

    private AppleReference(String url, String owner, String signature, String bid, byte[] key) {
        this.url = url;
        this.owner = owner;
        this.signature = signature;
        this.bid = bid;
        this.key = key;
    }

    /** @return null when it is none that can be followed */
    static @Nullable AppleReference of(JsonObject json) {
        String url = printable(json, "url");
        String owner = printable(json, "owner");
        String bid = printable(json, "bid");
        String signature = signature(json);
        byte[] key = octets(printable(json, "key").toLowerCase(Locale.ROOT));
        boolean whole = !url.isEmpty() && !owner.isEmpty() && !bid.isEmpty() && !signature.isEmpty() && fits(json);
        return whole && key.length == KEY_OCTETS ? new AppleReference(url, owner, signature, bid, key) : null;
    }

    private static boolean fits(JsonObject json) {
        Object size = json.getValue("size");
        String digits = size == null ? "0" : size.toString();
        return digits.matches("\\d{1,10}") && Long.parseLong(digits) <= OCTETS_MAX;
    }

    private static String printable(JsonObject json, String name) {
        return json.getValue(name) instanceof String text && text.matches(PRINTABLE) ? text : "";
    }

    /** Base64 is asked for; of attachments the same is also told in hexadecimal. */
    private static String signature(JsonObject json) {
        String base64 = printable(json, "signature-base64");
        if (!base64.isEmpty()) {
            return base64;
        }
        String other = printable(json, "signature");
        return other.matches("([0-9a-fA-F]{2})+")
                ? Base64.getEncoder().encodeToString(HexFormat.of().parseHex(other))
                : other;
    }

    private static byte[] octets(String key) {
        boolean known = key.matches(KEY_PREFIX + "[0-9a-f]{" + 2 * KEY_OCTETS + "}");
        return known ? HexFormat.of().parseHex(key.substring(KEY_PREFIX.length())) : new byte[0];
    }

    /** @return the question where the file is */
    WebRequest whereabouts(String business, String token) {
        return WebRequest.get("/v1/preDownload")
                .bearer(token)
                .with("source-id", business)
                .with("url", url)
                .with("signature", signature)
                .with("owner", owner);
    }

    /**
     * @param file as it came
     * @return the question what is in it
     * @throws IllegalArgumentException when it is packed, and otherwise than it says
     */
    WebRequest decoding(Buffer file, String business, String token) {
        Buffer plain = decrypted(file);
        Buffer unpacked = Gzip.isPacked(plain) ? Gzip.unpack(plain) : plain;
        return new WebRequest(HttpMethod.POST, "/v1/decodePayload", Map.of(), unpacked)
                .bearer(token)
                .with("source-id", business)
                .with("bid", bid)
                .with("accept", "*/*");
    }

    private Buffer decrypted(Buffer file) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[BLOCK_OCTETS]));
            return Buffer.buffer(Objects.requireNonNull(cipher.doFinal(file.getBytes())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES", e);
        }
    }

    /** The key is not shown. */
    @Override
    public String toString() {
        return "AppleReference[" + bid + "]";
    }
}

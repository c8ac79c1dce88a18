package dev.heliograph.channel.wechat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The body of a webhook in safe mode: AES in CBC mode, the key's first half as its initial vector, padded to 32 octets.
 *
 * <pre>
 * 16 octets at random | 4 octets length, big-endian | XML | AppID | padding
 * </pre>
 */
final class SealedXml {
    private static final int KEY_OCTETS = 32;
    private static final int VECTOR_OCTETS = 16;
    private static final int LENGTH_AT = 16;
    private static final int XML_AT = 20;

    private final SecretKeySpec key;
    private final IvParameterSpec vector;
    private final byte[] appId;

    /** @param aesKey 43 letters and digits, as the account's page shows it: Base64 without its last sign */
    SealedXml(String aesKey, String appId) {
        byte[] octets = Base64.getDecoder().decode(aesKey + "=");
        this.key = new SecretKeySpec(octets, "AES");
        this.vector = new IvParameterSpec(octets, 0, VECTOR_OCTETS);
        this.appId = appId.getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IllegalArgumentException when it was sealed with another key, or for another account */
    Buffer open(String sealed) {
        byte[] plain = decrypt(Base64.getMimeDecoder().decode(sealed));
        int padding = plain.length < XML_AT ? 0 : plain[plain.length - 1];
        if (padding < 1 || padding > KEY_OCTETS) {
            throw new IllegalArgumentException("sealed with another key");
        }
        Buffer octets = Buffer.buffer(plain);
        long length = octets.getUnsignedInt(LENGTH_AT);
        long appIdAt = XML_AT + length;
        if (appIdAt + appId.length + padding != plain.length
                || !Arrays.equals(plain, (int) appIdAt, (int) appIdAt + appId.length, appId, 0, appId.length)) {
            throw new IllegalArgumentException("sealed for another account");
        }
        return octets.getBuffer(XML_AT, (int) appIdAt);
    }

    private byte[] decrypt(byte[] octets) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, key, vector);
            return cipher.doFinal(octets);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not sealed", e);
        }
    }
}

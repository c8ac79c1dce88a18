package dev.heliograph.ingress.smpp;

import dev.heliograph.admission.PasswordHash;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers which password was right, so that the slow hash is paid once an account and process and not once a bind: thousands of sessions that come back
 * after a restart are let in within a second.
 *
 * <p>Why that takes nothing from the slow hash: that one is for a thief of the stored configuration. What is kept here is a digest under a random key that lives and
 * dies with the process and is never written anywhere; whoever reads this memory reads the bind PDUs as well. The digest covers the stored hash, so a changed
 * password is forgotten at once. Only right passwords are kept, one an account: guesses pay the slow hash every time. Owned by the gate's event loop.
 */
final class PasswordMemory {
    /** Accounts remembered; the least recent is forgotten first and pays one slow check again. */
    static final int ACCOUNTS_MAX = 100_000;

    private static final int KEY_BYTES = 32;

    private final Mac mac;
    private final Map<String, String> rightBySystemId = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > ACCOUNTS_MAX;
        }
    };

    PasswordMemory(SecureRandom random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new AssertionError("every Java platform has HmacSHA256", e);
        }
    }

    /**
     * Covers the system_id as well: strangers who try one password on several names must not see that the unknown ones share a check.
     *
     * @return what stands for this password of this system_id against this stored hash, for as long as the process lives
     */
    String digest(String systemId, PasswordHash hash, String password) {
        mac.update(systemId.getBytes(StandardCharsets.UTF_8));
        mac.update((byte) 0);
        mac.update(hash.encoded().getBytes(StandardCharsets.UTF_8));
        mac.update((byte) 0);
        return HexFormat.of().formatHex(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
    }

    /** How long the comparison takes tells nothing: nobody outside can aim at a digest whose key he does not have. */
    boolean knows(String systemId, String digest) {
        return digest.equals(rightBySystemId.get(systemId));
    }

    void remember(String systemId, String digest) {
        rightBySystemId.put(systemId, digest);
    }
}

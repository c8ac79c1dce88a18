package dev.heliograph.admission;

import dev.heliograph.conversation.Letter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who the accounts are, by each of the names they show. Replaced whole by a reload; readers on any thread see the old or the new set, never a mixture. */
public final class Accounts {
    private volatile Index index = Index.of(java.util.List.of());

    /** @throws IllegalArgumentException when two accounts share a name, a system_id, an API key, a number or a tag */
    public void replace(Collection<Account> accounts) {
        index = Index.of(accounts);
    }

    public Collection<Account> all() {
        return index.byName.values();
    }

    public @Nullable Account byName(String name) {
        return index.byName.get(name);
    }

    public @Nullable Account bySystemId(String systemId) {
        return index.bySystemId.get(systemId);
    }

    /** @param digits without a plus */
    public @Nullable Account byNumber(String digits) {
        return index.byNumber.get(digits);
    }

    /** @param tag as {@link Letter#tagOf} makes it of a name */
    public @Nullable Account byTag(long tag) {
        return index.byTag.get(tag);
    }

    /** @param key as the client presented it; only its hash is ever looked up, so that the time taken tells nothing */
    public @Nullable Account byApiKey(String key) {
        return index.byApiKeyHash.get(hashOf(key));
    }

    /** @return lower-case hexadecimal SHA-256 of an API key */
    public static String hashOf(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private record Index(
            Map<String, Account> byName,
            Map<String, Account> bySystemId,
            Map<String, Account> byApiKeyHash,
            Map<String, Account> byNumber,
            Map<Long, Account> byTag) {
        static Index of(Collection<Account> accounts) {
            Index index =
                    new Index(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
            for (Account account : accounts) {
                put(index.byName, "name", account.name(), account);
                put(index.byTag, "tag", Letter.tagOf(account.name()), account);
                if (account.smpp() != null) {
                    put(index.bySystemId, "system_id", account.smpp().systemId(), account);
                }
                account.apiKeyHashes().forEach(hash -> put(index.byApiKeyHash, "API key", hash, account));
                account.numbers().forEach(number -> put(index.byNumber, "number", number, account));
            }
            return index;
        }

        private static <K> void put(Map<K, Account> map, String what, K key, Account account) {
            Account other = map.putIfAbsent(key, account);
            if (other != null) {
                String shown = what.equals("API key") ? "an API key" : what + " '" + key + "'";
                throw new IllegalArgumentException(
                        "accounts '" + other.name() + "' and '" + account.name() + "' share " + shown);
            }
        }
    }
}

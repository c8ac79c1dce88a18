package dev.heliograph.boot.config;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Accounts;
import dev.heliograph.admission.Cidr;
import dev.heliograph.admission.PasswordHash;
import dev.heliograph.admission.SmppLogin;
import dev.heliograph.conversation.OptOutPolicy;
import dev.heliograph.conversation.OptOutWords;
import dev.heliograph.egress.callback.Callbacks;
import dev.heliograph.egress.webhook.Webhook;
import dev.heliograph.message.PartsPolicy;
import dev.heliograph.throttle.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code accounts:}. Passwords and keys that stand in the file in clear are hashed here, with a word of warning, and kept nowhere. */
final class AccountReader {
    static final Key<String> SYSTEM_ID = Key.text("systemId", 1, 15).required("demo");
    static final Key<String> PASSWORD =
            Key.text("password", 1, 512).required("?").asSecret();
    static final Key<Integer> BINDS = Key.integer("binds", 1, 10_000).orElse(20);
    static final Key<Integer> WINDOW = Key.integer("window", 1, 10_000).orElse(500);
    static final Key<Cidr> ALLOW = Key.of("allow", "addresses or blocks such as 10.0.0.0/8", AccountReader::cidr);
    static final Key<String> API_KEYS = Key.text("apiKeys", 1, 512).asSecret();
    static final Key<Rate> RATE = Rates.RATE;
    static final Key<String> SENDERS = Key.text("senders", 1, 20);
    static final Key<String> NUMBERS = Key.of(
            "numbers",
            "digits, 3 to 15, without a plus, or the address of a channel",
            text -> text.matches("\\d{3,15}|[A-Za-z][A-Za-z0-9._-]{0,63}") ? text : null);
    static final Key<Long> VALIDITY = Key.duration("validity", Duration.ofSeconds(10), Duration.ofDays(7))
            .orElse(Account.VALIDITY_MILLIS_DEFAULT);
    static final Key<PartsPolicy> MULTIPART =
            Key.oneOf("multipart", PartsPolicy.class).orElse(PartsPolicy.ALL);

    static final Key<OptOutPolicy.Scope> SCOPE =
            Key.oneOf("scope", OptOutPolicy.Scope.class).orElse(OptOutPolicy.DEFAULT.scope());
    static final Key<String> WORDS =
            Key.of("words", "words of 1 to " + OptOutWords.CHARACTERS_MAX + " characters", AccountReader::word);
    static final Key<Boolean> STANDARD_WORDS = Key.bool("standardWords").orElse(true);

    /** SMPP's password field: 8 characters and a NUL (SMPP 3.4, 5.2.2). */
    private static final int SMPP_PASSWORD_MAX = 8;

    private final String name;
    private final List<Webhook> webhooks;
    private final List<Callbacks> callbacks;
    private final Function<String, @Nullable PasswordHash> known;

    /**
     * @param webhooks where the account's endpoints are put
     * @param callbacks where it is put how the account's callbacks are made
     * @param known the hash of a system_id's password as it was read before; one that still fits is kept, so that the account is seen to be the same
     */
    AccountReader(
            String name,
            List<Webhook> webhooks,
            List<Callbacks> callbacks,
            Function<String, @Nullable PasswordHash> known) {
        this.name = name;
        this.webhooks = webhooks;
        this.callbacks = callbacks;
        this.known = known;
    }

    Account read(Section section) {
        SmppLogin login = section.has("smpp") ? section.child("smpp").build(this::login) : null;
        List<String> keys = apiKeys(section);
        Rate rate = Rates.read(section);
        List<String> senders = section.list(SENDERS);
        List<String> numbers = section.list(NUMBERS);
        long validity = section.get(VALIDITY);
        webhooks.addAll(WebhookReader.readAll(name, section));
        Callbacks called = section.child("callbacks").build(below -> CallbackReader.read(name, below));
        if (called != null) {
            callbacks.add(called);
        }
        OptOutPolicy optOut = section.has("optOut") ? section.child("optOut").build(AccountReader::optOut) : null;
        return new Account(
                name,
                login,
                keys,
                rate,
                senders,
                numbers,
                validity,
                section.get(MULTIPART),
                optOut == null ? OptOutPolicy.DEFAULT : optOut);
    }

    private static OptOutPolicy optOut(Section section) {
        return new OptOutPolicy(section.get(SCOPE), Set.copyOf(section.list(WORDS)), section.get(STANDARD_WORDS));
    }

    private static @Nullable String word(String text) {
        String plain = OptOutWords.plain(text);
        return plain.isEmpty() || plain.length() > OptOutWords.CHARACTERS_MAX ? null : plain;
    }

    private SmppLogin login(Section section) {
        String systemId = section.get(SYSTEM_ID);
        PasswordHash password = password(section, systemId);
        return new SmppLogin(systemId, password, section.get(BINDS), section.get(WINDOW), section.list(ALLOW));
    }

    private PasswordHash password(Section section, String systemId) {
        String text = section.get(PASSWORD);
        if (text.startsWith(Hashes.ARGON2ID)) {
            return new PasswordHash(text);
        }
        if (text.length() > SMPP_PASSWORD_MAX) {
            section.fault(
                    PASSWORD.name(),
                    text.length() + " characters",
                    "at most " + SMPP_PASSWORD_MAX + ", which is all that SMPP can carry, or their $argon2id$ hash");
            return PLACEHOLDER;
        }
        section.warn(
                PASSWORD.name(), "a password in clear; 'heliograph hash-password' makes the hash to write instead");
        PasswordHash before = known.apply(systemId);
        return before != null && before.matches(text) ? before : PasswordHash.of(text);
    }

    /** Stands in after a fault; nobody is ever checked against it. */
    private static final PasswordHash PLACEHOLDER = new PasswordHash(Hashes.ARGON2ID);

    private static List<String> apiKeys(Section section) {
        List<String> hashes = new ArrayList<>();
        boolean inClear = false;
        for (String key : section.list(API_KEYS)) {
            if (Hashes.isSha256(key)) {
                hashes.add(key.substring(Hashes.SHA256.length()).toLowerCase(Locale.ROOT));
            } else if (key.startsWith(Hashes.SHA256)) {
                section.fault(API_KEYS.name(), "a hash of another length", "sha256: and 64 hexadecimal digits");
            } else {
                inClear = true;
                hashes.add(Accounts.hashOf(key));
            }
        }
        if (inClear) {
            section.warn(API_KEYS.name(), "an API key in clear; write sha256: and its SHA-256 in hexadecimal instead");
        }
        return hashes;
    }

    private static @Nullable Cidr cidr(String text) {
        return Cidr.parse(text);
    }
}

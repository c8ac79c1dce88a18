package dev.heliograph.admission;

import dev.heliograph.conversation.OptOutPolicy;
import dev.heliograph.message.PartsPolicy;
import dev.heliograph.throttle.Rate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer. A value: reloading the configuration makes new ones.
 *
 * @param name unique
 * @param smpp how it binds, or null when it does not
 * @param apiKeyHashes lower-case hexadecimal SHA-256 of each of its API keys
 * @param rate of its submissions in segments, or null for no limit
 * @param senders the sender ids it may use; empty for any
 * @param numbers inbound messages to these belong to it, digits only
 * @param validityMillis for submissions that name none
 * @param parts how the receipts of a message's parts become one
 * @param optOut how it takes it when people want nothing more
 */
public record Account(
        String name,
        @Nullable SmppLogin smpp,
        List<String> apiKeyHashes,
        @Nullable Rate rate,
        List<String> senders,
        List<String> numbers,
        long validityMillis,
        PartsPolicy parts,
        OptOutPolicy optOut) {

    /** Whose messages end when all their parts have, and who takes it as most do when people want nothing more. */
    public Account(
            String name,
            @Nullable SmppLogin smpp,
            List<String> apiKeyHashes,
            @Nullable Rate rate,
            List<String> senders,
            List<String> numbers,
            long validityMillis) {
        this(name, smpp, apiKeyHashes, rate, senders, numbers, validityMillis, PartsPolicy.ALL, OptOutPolicy.DEFAULT);
    }

    /** Validity when neither the submission nor the account says: two days, as most message centres have it. */
    public static final long VALIDITY_MILLIS_DEFAULT = 48L * 60 * 60 * 1000;
}

package dev.heliograph.conversation;

import org.jspecify.annotations.Nullable;

/** Whose number a message was written to, and how that account takes it when people want nothing more. */
@FunctionalInterface
public interface NumberOwners {
    /** @return the account that owns {@code digits}, or null */
    @Nullable
    String accountOf(String digits);

    /** @return the account whose message a letter answers, or null */
    default @Nullable String senderOf(Letter answer) {
        return null;
    }

    /** @return the policy of an account */
    default OptOutPolicy policyOf(String account) {
        return OptOutPolicy.DEFAULT;
    }
}

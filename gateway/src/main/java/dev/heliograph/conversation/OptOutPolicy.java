package dev.heliograph.conversation;

import java.util.Set;

/**
 * How an account takes it when people want nothing more.
 *
 * @param scope what they have left then
 * @param words that say so beside the usual ones, as {@link OptOutWords#plain} has them
 * @param standardWords whether the usual words count; false for an account that asks questions to which one of them is an answer
 */
public record OptOutPolicy(Scope scope, Set<String> words, boolean standardWords) {
    /** The channel it was said on; the usual words. */
    public static final OptOutPolicy DEFAULT = new OptOutPolicy(Scope.CHANNEL, Set.of(), true);

    /** What is left with a word. */
    public enum Scope {
        /** Every channel of that kind: who writes STOP over SMS does not know which provider carries it. */
        CHANNEL,
        /** Everything that the account sends to that address. */
        ACCOUNT
    }

    public OptOutPolicy {
        words = Set.copyOf(words);
        if (!standardWords && words.isEmpty()) {
            throw new IllegalArgumentException(
                    "without the usual words there must be others: people must be able to leave");
        }
    }
}

package dev.heliograph.conversation;

import org.jspecify.annotations.Nullable;

/** Whose number a message was written to. */
@FunctionalInterface
public interface NumberOwners {
    /** @return the account that owns {@code digits}, or null */
    @Nullable
    String accountOf(String digits);
}

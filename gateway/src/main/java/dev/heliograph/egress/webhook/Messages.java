package dev.heliograph.egress.webhook;

import dev.heliograph.store.Found;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where a message is found with what was noted about it. */
@FunctionalInterface
public interface Messages {
    /**
     * @param answer the message, or null when it is unknown or was cleaned away
     * @param failed when the disk could not tell
     */
    void find(long id, Executor owner, Consumer<@Nullable Found> answer, Runnable failed);
}

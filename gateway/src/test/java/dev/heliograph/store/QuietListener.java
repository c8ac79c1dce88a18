package dev.heliograph.store;

import dev.heliograph.message.Event;

/** Takes every message and does nothing with what it hears; a test writes out what it wants to know. A failed disk fails the test. */
public interface QuietListener extends StoreListener {
    @Override
    default boolean onAccepted(String channel, Queued queued) {
        return true;
    }

    @Override
    default void onEvent(String account, Event event) {}

    @Override
    default void onBatchEnd() {}

    @Override
    default void onDeadline(Queued queued) {}

    @Override
    default void onFatal(Throwable cause) {
        throw new AssertionError(cause);
    }
}

package dev.heliograph.benchmarks;

import dev.heliograph.message.Event;
import dev.heliograph.store.Queued;
import dev.heliograph.store.StoreListener;

/** Takes every message as a lane with room would, and does nothing with it. */
final class QuietListener implements StoreListener {
    @Override
    public boolean onAccepted(String channel, Queued queued) {
        return true;
    }

    @Override
    public void onEvent(String account, Event event) {}

    @Override
    public void onBatchEnd() {}

    @Override
    public void onDeadline(Queued queued) {}

    @Override
    public void onFatal(Throwable cause) {
        throw new IllegalStateException("the disk failed", cause);
    }
}

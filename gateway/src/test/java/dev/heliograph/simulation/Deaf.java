package dev.heliograph.simulation;

import dev.heliograph.message.Event;
import dev.heliograph.store.Queued;
import dev.heliograph.store.StoreListener;

/** For tests of what is stored and not of what is told. */
public final class Deaf implements StoreListener {
    @Override
    public boolean onAccepted(String channel, Queued queued) {
        return false;
    }

    @Override
    public void onEvent(String account, Event event) {}

    @Override
    public void onBatchEnd() {}

    @Override
    public void onDeadline(Queued queued) {}

    @Override
    public void onFatal(Throwable cause) {}
}

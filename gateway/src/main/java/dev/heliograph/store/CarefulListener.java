package dev.heliograph.store;

import dev.heliograph.message.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a fault in the rooms above from ending the writer: it is logged and counted, and a message that was not taken stays in its backlog. */
final class CarefulListener implements StoreListener {
    private static final Logger log = LoggerFactory.getLogger(CarefulListener.class);

    private final StoreListener listener;
    private final StoreCounts counts;

    CarefulListener(StoreListener listener, StoreCounts counts) {
        this.listener = listener;
        this.counts = counts;
    }

    @Override
    public boolean onAccepted(String channel, Queued queued) {
        try {
            return listener.onAccepted(channel, queued);
        } catch (RuntimeException e) {
            failed(e);
            return false;
        }
    }

    @Override
    public void onEvent(String account, Event event) {
        try {
            listener.onEvent(account, event);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    @Override
    public void onBatchEnd() {
        try {
            listener.onBatchEnd();
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    @Override
    public void onDeadline(Queued queued) {
        try {
            listener.onDeadline(queued);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    @Override
    public void onFatal(Throwable cause) {
        try {
            listener.onFatal(cause);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void failed(RuntimeException e) {
        counts.failedCalls().increment();
        log.error("a listener of the store failed", e);
    }
}

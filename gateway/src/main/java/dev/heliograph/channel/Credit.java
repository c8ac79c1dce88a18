package dev.heliograph.channel;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** How many requests a channel has under way, who waits for one of them to end, and the end of all of them. */
public final class Credit {
    private final int max;
    private int underWay;
    private boolean asked;
    private boolean closing;
    private @Nullable ChannelEvents events;
    private @Nullable Promise<Void> drained;

    /** @param max requests under way at once; a message that costs more may still be taken when there are none */
    public Credit(int max) {
        this.max = max;
    }

    /** @param listener hears when there is credit again after {@link #free} was too small */
    public void tell(ChannelEvents listener) {
        events = listener;
    }

    public int max() {
        return max;
    }

    public int underWay() {
        return underWay;
    }

    public boolean isClosing() {
        return closing;
    }

    /** @return how many requests more there may be; 0 once {@link #drain} was called */
    public int free() {
        int free = closing ? 0 : Math.max(0, max - underWay);
        asked |= free < max;
        return free;
    }

    public void take(int requests) {
        underWay += requests;
    }

    /** @param answer says how the message ended; who waits for credit hears of it after that */
    public void give(int requests, Runnable answer) {
        underWay -= requests;
        answer.run();
        Promise<Void> waiting = drained;
        if (waiting != null && underWay == 0) {
            waiting.tryComplete();
        }
        ChannelEvents listener = events;
        if (asked && !closing && listener != null) {
            asked = false;
            listener.onCredit();
        }
    }

    /** @return done when nothing is under way, and after {@code millisMax} in any case */
    public Future<Void> drain(Vertx vertx, long millisMax) {
        closing = true;
        Promise<Void> empty = Promise.promise();
        drained = empty;
        if (underWay == 0) {
            empty.complete();
        } else {
            vertx.setTimer(Math.max(1, millisMax), late -> empty.tryComplete());
        }
        return empty.future();
    }
}

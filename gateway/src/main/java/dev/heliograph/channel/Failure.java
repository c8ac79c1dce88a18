package dev.heliograph.channel;

import dev.heliograph.message.MessageState;
import java.util.Locale;

/** The classes that every provider's errors fall into. The row says what a lane does: one place for all channels. */
public enum Failure {
    /** Over the provider's rate: not taken, later it will be. */
    THROTTLED(Action.SLOW_DOWN, MessageState.FAILED),
    /** It never left: the connection was gone before it could be written. */
    NOT_CONNECTED(Action.PUT_BACK, MessageState.FAILED),
    /** Over what the provider allows toward this one recipient: the others need not wait. */
    RECIPIENT_THROTTLED(Action.RETRY, MessageState.FAILED),
    /** A passing fault. */
    TRANSIENT(Action.RETRY, MessageState.FAILED),
    /** No answer after the write: it may have been taken. */
    UNKNOWN_OUTCOME(Action.ASK_POLICY, MessageState.UNKNOWN),
    NOT_REACHABLE(Action.NEXT, MessageState.FAILED),
    BLOCKED(Action.NEXT, MessageState.REJECTED),
    OPTED_OUT(Action.NEXT, MessageState.REJECTED),
    OUTSIDE_WINDOW(Action.NEXT, MessageState.FAILED),
    TEMPLATE_INVALID(Action.NEXT, MessageState.REJECTED),
    CONTENT_INVALID(Action.NEXT, MessageState.REJECTED),
    MEDIA_ERROR(Action.NEXT, MessageState.FAILED),
    POLICY(Action.NEXT, MessageState.REJECTED),
    QUOTA(Action.NEXT, MessageState.FAILED),
    /** Credentials or configuration: every message would fail alike. */
    AUTH(Action.NEXT, MessageState.FAILED),
    EXPIRED(Action.NEXT, MessageState.EXPIRED),
    REJECTED(Action.NEXT, MessageState.REJECTED),
    FAILED(Action.NEXT, MessageState.FAILED);

    /** What a lane does about a failure. */
    public enum Action {
        /** Hold the lane back, then send the same message again. */
        SLOW_DOWN,
        /** Send it again as soon as there is room, before those behind it; it counts as no try. */
        PUT_BACK,
        /** Send it again after a growing pause, a bounded number of times. */
        RETRY,
        /** Do what the channel's {@code onUnknown} says. */
        ASK_POLICY,
        /** Never again on this channel: the next step, or the end. */
        NEXT
    }

    private final Action action;
    private final MessageState finalState;
    private final String text;

    Failure(Action action, MessageState finalState) {
        this.action = action;
        this.finalState = finalState;
        this.text = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Action action() {
        return action;
    }

    /** @return the state in which the message ends when no step is left */
    public MessageState finalState() {
        return finalState;
    }

    /** @return the stable name that receipts and the API show */
    public String text() {
        return text;
    }
}

package dev.heliograph.message;

import java.util.Locale;

/**
 * The state of a message or of one attempt. It only moves up: {@link #mayBecome} is the one rule about that.
 *
 * <p>The ordinal is the stored form: add at the end, never reorder.
 */
public enum MessageState {
    /** On stable storage; nothing else has happened. */
    ACCEPTED(0, false),
    /** Waits in a lane. */
    QUEUED(1, false),
    /** A provider has taken it. */
    SENT(3, false),
    /** On the recipient's device. Final, but {@link #READ} may still follow on channels that tell. */
    DELIVERED(5, true),
    /** Shown to the recipient. */
    READ(6, true),
    FAILED(5, true),
    /** Its validity ended first. */
    EXPIRED(5, true),
    /** Refused by the provider or by a rule. */
    REJECTED(5, true),
    CANCELLED(5, true),
    /** The provider says that it cannot tell, or never said. */
    UNKNOWN(5, true),
    /** On its way from one channel to the next; only ever seen in events. */
    SWITCHING(2, false),
    /** A provider has taken it, and its step asks for no more. Final and shown as {@code sent}; {@link #DELIVERED} and {@link #READ} may still follow where a channel tells. */
    SENT_FINAL(4, true, "sent");

    private static final MessageState[] ALL = values();
    private final int rank;
    private final boolean terminal;
    private final String text;

    MessageState(int rank, boolean terminal) {
        this.rank = rank;
        this.terminal = terminal;
        this.text = name().toLowerCase(Locale.ROOT);
    }

    MessageState(int rank, boolean terminal, String text) {
        this.rank = rank;
        this.terminal = terminal;
        this.text = text;
    }

    public boolean isFinal() {
        return terminal;
    }

    /** @return true for the states in which it got as far as its step asks for */
    public boolean isSuccess() {
        return this == DELIVERED || this == READ || this == SENT_FINAL;
    }

    /** @return whether a message in this state may move to {@code next}: up only, and from one final state to no other but on the way sent, delivered, read */
    public boolean mayBecome(MessageState next) {
        return terminal ? isSuccess() && next.isSuccess() && next.rank > rank : next.rank > rank;
    }

    /** @return the name as the API writes it */
    public String text() {
        return text;
    }

    public static MessageState of(int ordinal) {
        return ALL[ordinal];
    }
}

package dev.heliograph.loadtest.gatling.smpp;

import dev.heliograph.smpp.pdu.DeliverSm;
import dev.heliograph.smpp.pdu.SmppMessageState;

/** What a simulation may want to know beyond Gatling's report. All times are {@link System#nanoTime}; always called on the protocol's one event loop. */
public interface SmppListener {
    SmppListener NONE = new SmppListener() {};

    /** Answered with 0. {@code dueNanos} is when the user came to it, {@code writtenNanos} when the window had room. */
    default void accepted(Submission submission, String messageId, long dueNanos, long writtenNanos) {}

    /** Answered with another status, or never sent; {@code why} is the status's name, or says so. */
    default void refused(Submission submission, String why) {}

    /** Sent, and no answer came: what became of it nobody knows. */
    default void unanswered(Submission submission) {}

    /** Its final receipt. */
    default void ended(Submission submission, SmppMessageState state, long dueNanos) {}

    /** A deliver_sm that is no final receipt. */
    default void delivered(DeliverSm message) {}

    /** Final receipts that belong to no message under way, at this moment: told twice, of others, or ahead of the answer. */
    default void unmatched(int receipts) {}
}

package dev.heliograph.loadtest.gatling.smpp;

import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.SmppMessageState;
import dev.heliograph.smpp.pdu.SubmitSmResp;
import dev.heliograph.smpp.session.ResponseHandler;
import dev.heliograph.smpp.session.Unanswered;
import org.jspecify.annotations.Nullable;

/** One message on its way. On the protocol's event loop. */
final class Outgoing implements ResponseHandler {
    /** What its user waits for. Each is called at most once, in this order. */
    interface Ending {
        void written();

        /** Answered, or failed before; {@code fault} is null when it was accepted. */
        void answered(@Nullable String fault);

        /** Only after it was accepted, and only if receipts are waited for. */
        void ended(@Nullable String fault);
    }

    private final Submission submission;
    private final long dueNanos;
    private final long receiptNanos;
    private final Receipts receipts;
    private final SmppListener listener;
    private final Ending ending;
    private long writtenNanos;
    private boolean ended;
    private Runnable room = () -> {};

    /**
     * @param dueNanos when its user came to it
     * @param receiptNanos how long a receipt is waited for; 0 when the user does not wait
     */
    Outgoing(
            Submission submission,
            long dueNanos,
            long receiptNanos,
            Receipts receipts,
            SmppListener listener,
            Ending ending) {
        this.submission = submission;
        this.dueNanos = dueNanos;
        this.receiptNanos = receiptNanos;
        this.receipts = receipts;
        this.listener = listener;
        this.ending = ending;
    }

    Submission submission() {
        return submission;
    }

    long dueNanos() {
        return dueNanos;
    }

    /** @param whenRoom is told when the answer has made room */
    void writing(Runnable whenRoom) {
        writtenNanos = System.nanoTime();
        room = whenRoom;
    }

    void written() {
        ending.written();
    }

    void refused(String why) {
        listener.refused(submission, why);
        ending.answered(why);
    }

    @Override
    public void onResponse(Pdu.Response response) {
        if (response.ok() && response instanceof SubmitSmResp taken) {
            listener.accepted(submission, taken.messageId(), dueNanos, writtenNanos);
            ending.answered(null);
            if (submission.pdu().registeredDelivery() != 0) {
                receipts.await(taken.messageId(), this);
            } else {
                ending.ended("the message asks for no receipt");
            }
        } else {
            refused(CommandStatus.name(response.commandStatus()));
        }
        room.run();
    }

    @Override
    public void onUnanswered(Unanswered why) {
        listener.unanswered(submission);
        ending.answered("no answer: " + why);
        room.run();
    }

    /** @return when its user gives up, or {@link Long#MAX_VALUE} */
    long patientUntil() {
        return receiptNanos == 0 ? Long.MAX_VALUE : dueNanos + receiptNanos;
    }

    boolean hasEnded() {
        return ended;
    }

    void receipt(SmppMessageState state) {
        ended = true;
        listener.ended(submission, state, dueNanos);
        ending.ended(state == SmppMessageState.DELIVERED ? null : state.name());
    }

    void gaveUp() {
        ending.ended("no receipt in time");
    }
}

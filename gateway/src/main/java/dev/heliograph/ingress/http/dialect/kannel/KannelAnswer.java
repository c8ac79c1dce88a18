package dev.heliograph.ingress.http.dialect.kannel;

import dev.heliograph.admission.Admitted;
import dev.heliograph.ingress.http.dialect.DialectCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what became of a request's receivers, and says it in Kannel's words. */
final class KannelAnswer {
    static final String DENIED = "Number(s) has/have been denied by white- and/or black-lists.";

    private static final String ACCEPTED = "0: Accepted for delivery";
    private static final String QUEUED = "3: Queued for later delivery";
    private static final String NOT_ROUTABLE = "Not routable. Do not try again.";
    private static final String TEMPORAL = "Temporal failure, try again later.";

    private final DialectCall call;
    private final List<String> receivers;
    private final List<String> denied;
    private final boolean later;
    private final @Nullable Admitted[] answers;
    private int missing;

    /** @param later whether the message is not to leave now */
    KannelAnswer(DialectCall call, List<String> receivers, List<String> denied, boolean later) {
        this.call = call;
        this.receivers = receivers;
        this.denied = denied;
        this.later = later;
        this.answers = new Admitted[receivers.size()];
        this.missing = receivers.size();
    }

    void add(int index, Admitted admitted) {
        answers[index] = admitted;
        if (--missing == 0) {
            say();
        }
    }

    private void say() {
        List<String> failed = new ArrayList<>();
        Admitted first = null;
        for (int i = 0; i < answers.length; i++) {
            Admitted admitted = answers[i];
            if (admitted != null && !admitted.verdict().isAccepted()) {
                failed.add(receivers.get(i));
                first = first == null ? admitted : first;
            }
        }
        if (first == null) {
            String words = later ? QUEUED : ACCEPTED;
            call.text(202, denied.isEmpty() ? words : "Sent. Denied receivers are: " + String.join(" ", denied));
        } else if (failed.size() == receivers.size()) {
            refuse(first);
        } else {
            call.text(500, "Sending failed. Failed receivers are: " + String.join(" ", failed));
        }
    }

    private void refuse(Admitted refusal) {
        switch (refusal.verdict()) {
            case THROTTLED, QUEUE_FULL, STOPPING ->
                call.retryAfter(refusal.retryAfterMillis()).text(503, TEMPORAL);
            case NO_ROUTE -> call.text(403, NOT_ROUTABLE);
            case RECIPIENT_INVALID -> call.text(400, DENIED);
            case VALIDITY_INVALID -> call.text(400, "Validity field misformed, rejected");
            case SCHEDULE_INVALID -> call.text(400, "Deferred field misformed, rejected");
            default -> call.text(400, sentence(refusal.detail()) + ", rejected");
        }
    }

    private static String sentence(String detail) {
        return detail.isEmpty() ? "Message" : Character.toUpperCase(detail.charAt(0)) + detail.substring(1);
    }
}

package dev.heliograph.channel.smpp;

import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.OutcomeHandler;
import dev.heliograph.channel.Submission;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.SmppTime;
import dev.heliograph.smpp.pdu.SubmitSm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A message between submit and outcome: which of its parts are with the message centre, which were taken, what went wrong first. */
final class MessageInHand {
    /** How often one part of several is sent again before the whole message fails. */
    static final int PART_TRIES_MAX = 6;

    /** A validity_period is in seconds and tenths; less than this makes it no other. */
    private static final long WAITED_MILLIS = 1_000;

    private final Submission submission;
    private final OutcomeHandler answer;
    private final Runnable onDone;
    private final @Nullable String[] ids;
    private final Part[] parts;
    private int outstanding;
    private int taken;
    private Outcome.@Nullable Failed failed;
    private boolean done;

    /**
     * @param answer told the outcome, once
     * @param onDone runs just before that
     */
    MessageInHand(Submission submission, List<SubmitSm> pdus, OutcomeHandler answer, Runnable onDone) {
        this.submission = submission;
        this.answer = answer;
        this.onDone = onDone;
        this.ids = new String[pdus.size()];
        this.parts = new Part[pdus.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new Part(pdus.get(i), i);
        }
    }

    /** One submit_sm. */
    final class Part {
        private final SubmitSm pdu;
        private final int index;
        private int tries;

        private Part(SubmitSm pdu, int index) {
            this.pdu = pdu;
            this.index = index;
        }

        /** As it is written now: a part that had to wait for the session has less of its validity left than when it was made. */
        SubmitSm pduAt(long wallMillis) {
            long left = submission.message().expiresAtMillis() - wallMillis;
            boolean waited = submission.validityMillis() - left >= WAITED_MILLIS;
            return waited && SmppTime.isRelative(pdu.validityPeriod())
                    ? pdu.withValidityPeriod(MessageParts.relative(left))
                    : pdu;
        }

        MessageInHand message() {
            return MessageInHand.this;
        }

        /** Whether this is an earlier part of the same message. */
        boolean isBefore(Part other) {
            return message() == other.message() && index < other.index;
        }

        int tries() {
            return tries;
        }

        void sent() {
            tries++;
            outstanding++;
        }

        void taken(String providerId) {
            outstanding--;
            ids[index] = providerId;
            taken++;
            finishIfAll();
        }

        /** Whether to send this part again: it is one of several, and failing the message would send the others twice. */
        boolean mayGoAgain(Failure failure) {
            boolean passing = rank(failure) == 0;
            return passing && parts.length > 1 && tries < PART_TRIES_MAX && failed == null && !done;
        }

        /** It was refused and will be sent again. */
        void backToQueue() {
            outstanding--;
        }

        void refused(Failure failure, int status, long retryAfterMillis) {
            outstanding--;
            fail(failure, status, CommandStatus.name(status), retryAfterMillis);
        }

        void unanswered(String why) {
            outstanding--;
            fail(Failure.UNKNOWN_OUTCOME, 0, why, 0);
        }

        /** It never left. */
        void notSent(Failure failure, String why) {
            fail(failure, 0, why, 0);
        }
    }

    List<Part> parts() {
        return Arrays.asList(parts);
    }

    boolean isExpired(long wallMillis) {
        return submission.message().isExpired(wallMillis);
    }

    int attempt() {
        return submission.attempt();
    }

    String recipient() {
        return submission.message().to().value();
    }

    /** Whether parts still in a queue are not to be sent any more. */
    boolean isOver() {
        return failed != null;
    }

    private void fail(Failure failure, int status, String detail, long retryAfterMillis) {
        if (failed == null || rank(failure) > rank(failed.failure())) {
            failed = new Outcome.Failed(failure, status, detail, retryAfterMillis, List.of());
        }
        finishIfAll();
    }

    /** What is certain outranks what is not, and not knowing outranks what would be tried again anyway. */
    private static int rank(Failure failure) {
        return switch (failure.action()) {
            case NEXT -> 2;
            case ASK_POLICY -> 1;
            case SLOW_DOWN, PUT_BACK, RETRY -> 0;
        };
    }

    private void finishIfAll() {
        if (done || outstanding > 0 || (failed == null && taken < parts.length)) {
            return;
        }
        done = true;
        onDone.run();
        answer.onOutcome(submission, outcome());
    }

    private Outcome outcome() {
        List<String> known = new ArrayList<>(taken);
        for (String id : ids) {
            if (id != null) {
                known.add(id);
            }
        }
        if (failed == null) {
            return new Outcome.Sent(known);
        }
        Outcome.Failed why = Objects.requireNonNull(failed);
        return new Outcome.Failed(why.failure(), why.code(), why.detail(), why.retryAfterMillis(), known);
    }
}

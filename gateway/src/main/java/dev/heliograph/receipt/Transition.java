package dev.heliograph.receipt;

import dev.heliograph.message.Attempt;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageError;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a receipt makes of a message: a pure function of the two.
 *
 * <p>A message of several parts ends when all of them have: delivered if every part was, else in the state of the first part that was not.
 *
 * @param status the status afterwards
 * @param events what the account is told
 */
record Transition(Kind kind, MessageStatus status, List<Event> events) {
    enum Kind {
        /** It says what is known already. */
        NOTHING,
        /** It is not final and changes nothing, but the sender asked to hear of it. */
        TOLD,
        /** It contradicts what is final, or belongs to an attempt that was given up: told, but nothing changes. */
        LATE,
        MOVED
    }

    static Transition of(Message message, MessageStatus status, ProviderReceipt receipt, long nowMillis) {
        int attemptIndex = attemptOf(status, receipt.providerId());
        if (attemptIndex < 0) {
            return new Transition(Kind.NOTHING, status, List.of());
        }
        Attempt attempt = status.attempts().get(attemptIndex);
        int partIndex = partOf(attempt, receipt.providerId());
        Attempt.Part part = attempt.parts().get(partIndex);
        boolean abandoned = attemptIndex < status.attempts().size() - 1;
        if (abandoned || !part.state().mayBecome(receipt.state())) {
            return unmoved(message, status, attempt, part, receipt, nowMillis, abandoned);
        }
        Attempt moved = withPart(
                attempt, partIndex, new Attempt.Part(part.providerId(), receipt.state(), receipt.errorCode()), receipt);
        List<Attempt> attempts = new ArrayList<>(status.attempts());
        attempts.set(attemptIndex, moved);
        if (!status.state().mayBecome(moved.state())) {
            boolean late = moved.state().isFinal()
                    && moved.state() != status.state()
                    && status.state().isFinal();
            MessageStatus next = new MessageStatus(status.state(), status.atMillis(), attempts, status.error());
            return new Transition(
                    Kind.MOVED, next, late ? events(message, next, moved, moved.state(), true, nowMillis) : List.of());
        }
        MessageStatus next = new MessageStatus(moved.state(), nowMillis, attempts, moved.error());
        List<Event> told = events(message, next, moved, moved.state(), false, nowMillis);
        if (moved.state() == MessageState.READ && !status.state().isSuccess()) {
            // What was read was delivered: ways out that know no reading, as SMPP, wait for that word.
            told = new ArrayList<>(told);
            told.addAll(0, events(message, next, moved, MessageState.DELIVERED, false, nowMillis));
        }
        return new Transition(Kind.MOVED, next, told);
    }

    /** For a message that went on over another channel after this one had reported its end. */
    static Transition afterHandingOn(Message message, MessageStatus status, ProviderReceipt receipt, long nowMillis) {
        int index = attemptOf(status, receipt.providerId());
        if (index < 0) {
            return new Transition(Kind.NOTHING, status, List.of());
        }
        Attempt attempt = status.attempts().get(index);
        Attempt.Part part = attempt.parts().get(partOf(attempt, receipt.providerId()));
        return unmoved(message, status, attempt, part, receipt, nowMillis, true);
    }

    /** For a message whose last receipt never came. Its parts stay as they are, so that a receipt that comes after all is told as late. */
    static Transition toUnknown(Message message, MessageStatus status, MessageError error, long nowMillis) {
        List<Attempt> attempts = new ArrayList<>(status.attempts());
        Attempt last = attempts.remove(attempts.size() - 1);
        Attempt ended = new Attempt(
                last.number(),
                last.channel(),
                MessageState.UNKNOWN,
                last.startedAtMillis(),
                nowMillis,
                last.parts(),
                error);
        attempts.add(ended);
        MessageStatus next = new MessageStatus(MessageState.UNKNOWN, nowMillis, List.copyOf(attempts), error);
        return new Transition(Kind.MOVED, next, events(message, next, ended, MessageState.UNKNOWN, false, nowMillis));
    }

    private static Transition unmoved(
            Message message,
            MessageStatus status,
            Attempt attempt,
            Attempt.Part part,
            ProviderReceipt receipt,
            long nowMillis,
            boolean abandoned) {
        if (!receipt.state().isFinal()) {
            boolean tell = !status.state().isFinal()
                    && !abandoned
                    && message.receipts().covers(receipt.state());
            return tell
                    ? new Transition(
                            Kind.TOLD, status, events(message, status, attempt, receipt.state(), false, nowMillis))
                    : new Transition(Kind.NOTHING, status, List.of());
        }
        if (receipt.state() == part.state()
                || (part.state() == MessageState.READ && receipt.state() == MessageState.DELIVERED)) {
            return new Transition(Kind.NOTHING, status, List.of());
        }
        return new Transition(Kind.LATE, status, events(message, status, attempt, receipt.state(), true, nowMillis));
    }

    private static List<Event> events(
            Message message, MessageStatus status, Attempt attempt, MessageState state, boolean late, long nowMillis) {
        Event event = Receipts.event(
                message, state, attempt.channel(), attempt.number(), late, late ? null : status.error(), nowMillis);
        return event == null ? List.of() : List.of(event);
    }

    private static Attempt withPart(Attempt attempt, int index, Attempt.Part part, ProviderReceipt receipt) {
        List<Attempt.Part> parts = new ArrayList<>(attempt.parts());
        parts.set(index, part);
        MessageState state = joined(parts);
        MessageError error = attempt.error();
        long ended = attempt.endedAtMillis();
        if (state != attempt.state()) {
            ended = receipt.atMillis();
            error = errorOf(state, parts);
        }
        return new Attempt(
                attempt.number(),
                attempt.channel(),
                state,
                attempt.startedAtMillis(),
                ended,
                List.copyOf(parts),
                error);
    }

    private static MessageState joined(List<Attempt.Part> parts) {
        MessageState worst = MessageState.READ;
        for (Attempt.Part part : parts) {
            if (!part.state().isFinal()) {
                return MessageState.SENT;
            }
            if (!part.state().isSuccess() && worst.isSuccess()) {
                worst = part.state();
            } else if (part.state() == MessageState.DELIVERED && worst == MessageState.READ) {
                worst = MessageState.DELIVERED;
            }
        }
        return worst;
    }

    private static @Nullable MessageError errorOf(MessageState state, List<Attempt.Part> parts) {
        if (!state.isFinal() || state.isSuccess()) {
            return null;
        }
        int code = 0;
        for (Attempt.Part part : parts) {
            if (part.state() == state && code == 0) {
                code = part.errorCode();
            }
        }
        return new MessageError(state.text(), code, "the provider reported it");
    }

    private static int attemptOf(MessageStatus status, String providerId) {
        for (int i = status.attempts().size() - 1; i >= 0; i--) {
            if (partOf(status.attempts().get(i), providerId) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private static int partOf(Attempt attempt, String providerId) {
        for (int i = 0; i < attempt.parts().size(); i++) {
            if (attempt.parts().get(i).providerId().equals(providerId)) {
                return i;
            }
        }
        return -1;
    }
}

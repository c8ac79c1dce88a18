package dev.heliograph.receipt;

import dev.heliograph.message.Attempt;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageError;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.PartsPolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a receipt makes of a message: a pure function of the two.
 *
 * <p>When a message of several parts ends is its {@link PartsPolicy}. A message that is to be read has not ended when it is delivered.
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
        MOVED,
        /** It is of some parts of an attempt that was given up: kept in mind until the others are reported. */
        NOTED,
        /** The attempt was given up, and has got there after all: whoever has the message now must hear of it. */
        OVERTAKES
    }

    /** @param handedOn whether the message went on over another channel since, although {@code status} does not show it */
    static Transition of(
            Message message, MessageStatus status, boolean handedOn, ProviderReceipt receipt, long nowMillis) {
        int attemptIndex = attemptOf(status, receipt.providerId());
        if (attemptIndex < 0) {
            return nothing(status);
        }
        Attempt attempt = status.attempts().get(attemptIndex);
        int partIndex = partOf(attempt, receipt.providerId());
        Attempt.Part part = attempt.parts().get(partIndex);
        boolean givenUp = handedOn || isGivenUp(status, attemptIndex);
        boolean news = givenUp
                ? mayStillBecome(part.state(), receipt.state())
                : part.state().mayBecome(receipt.state());
        if (!news) {
            return unmoved(message, status, attempt, part, receipt, nowMillis, givenUp);
        }
        Attempt moved = withPart(
                PartsPolicy.of(message),
                attempt,
                partIndex,
                new Attempt.Part(part.providerId(), receipt.state(), receipt.errorCode()),
                receipt);
        List<Attempt> attempts = new ArrayList<>(status.attempts());
        attempts.set(attemptIndex, moved);
        return givenUp
                ? ofGivenUp(message, status, attempts, moved, receipt, nowMillis)
                : ofCurrent(message, status, attempts, moved, nowMillis);
    }

    private static Transition ofCurrent(
            Message message, MessageStatus status, List<Attempt> attempts, Attempt moved, long nowMillis) {
        MessageState reached = moved.state();
        boolean ended = status.state().isFinal();
        boolean toBeRead = message.untilOver(moved.channel()) == MessageState.READ;
        if (!ended && toBeRead && reached == MessageState.DELIVERED) {
            MessageStatus next = new MessageStatus(status.state(), status.atMillis(), attempts, null);
            return new Transition(
                    Kind.MOVED, next, onTheWay(events(message, next, moved, MessageState.DELIVERED, false, nowMillis)));
        }
        if (!status.state().mayBecome(reached)) {
            boolean late = reached.isFinal() && reached != status.state() && ended;
            MessageStatus next = new MessageStatus(status.state(), status.atMillis(), attempts, status.error());
            return new Transition(
                    Kind.MOVED, next, late ? events(message, next, moved, reached, true, nowMillis) : List.of());
        }
        MessageStatus next = new MessageStatus(reached, nowMillis, attempts, moved.error());
        List<Event> told = events(message, next, moved, reached, false, nowMillis);
        if (ended) {
            return new Transition(Kind.MOVED, next, onTheWay(told));
        }
        if (reached == MessageState.READ && !status.reached().isSuccess()) {
            // What was read was delivered, and that is what most wait for.
            List<Event> delivered = events(message, next, moved, MessageState.DELIVERED, false, nowMillis);
            told = toBeRead ? joined(onTheWay(delivered), told) : joined(delivered, onTheWay(told));
        }
        return new Transition(Kind.MOVED, next, told);
    }

    /** A provider may say of what expired with it that it arrived all the same. */
    private static boolean mayStillBecome(MessageState part, MessageState next) {
        boolean open = part == MessageState.EXPIRED || part == MessageState.UNKNOWN;
        return next.isFinal() && (open ? next.isSuccess() : part.mayBecome(next));
    }

    private static Transition ofGivenUp(
            Message message,
            MessageStatus status,
            List<Attempt> attempts,
            Attempt moved,
            ProviderReceipt receipt,
            long nowMillis) {
        MessageStatus next =
                new MessageStatus(status.state(), status.atMillis(), List.copyOf(attempts), status.error());
        if (!moved.state().isFinal()) {
            return new Transition(Kind.NOTED, next, List.of());
        }
        boolean enough = message.untilOver(moved.channel()) == MessageState.READ
                ? moved.state() == MessageState.READ
                : moved.state().isSuccess();
        return enough && !status.state().isFinal()
                ? new Transition(Kind.OVERTAKES, next, List.of())
                : new Transition(Kind.LATE, next, events(message, status, moved, receipt.state(), true, nowMillis));
    }

    /** @return whether the message has left an attempt behind, as far as its status shows */
    private static boolean isGivenUp(MessageStatus status, int index) {
        if (status.state() == MessageState.QUEUED) {
            return true; // it waits for its next channel
        }
        boolean last = index == status.attempts().size() - 1;
        if (!status.state().isSuccess()) {
            return !last;
        }
        boolean ended = status.attempts().get(index).state().isSuccess();
        return !ended
                && (!last
                        || status.attempts().stream()
                                .anyMatch(attempt -> attempt.state().isSuccess()));
    }

    /** For a message that is to go on over another channel because nothing came in time; its parts stay as they are. */
    static MessageStatus leftBehind(MessageStatus status, MessageError error, long nowMillis) {
        Attempt last = status.attempts().get(status.attempts().size() - 1);
        boolean delivered = last.state().isSuccess();
        return new MessageStatus(
                MessageState.QUEUED,
                nowMillis,
                delivered ? status.attempts() : withLast(status, MessageState.EXPIRED, error, nowMillis),
                error);
    }

    /**
     * For a message of which nothing more is waited for: delivered where it was only not read, else unknown. Its parts stay as they are, so that a receipt that comes after
     * all is told as late.
     *
     * @param error null where a failure, and nothing else, would have been reported: then it is sent
     */
    static Ending withoutReceipt(Message message, MessageStatus status, @Nullable MessageError error, long nowMillis) {
        if (error == null) {
            MessageStatus sent = new MessageStatus(MessageState.SENT_FINAL, nowMillis, status.attempts(), null);
            return Ending.of(message, sent, nowMillis);
        }
        Attempt last = status.attempts().get(status.attempts().size() - 1);
        MessageStatus end = last.state().isSuccess()
                ? new MessageStatus(last.state(), nowMillis, status.attempts(), null)
                : new MessageStatus(
                        MessageState.UNKNOWN,
                        nowMillis,
                        withLast(status, MessageState.UNKNOWN, error, nowMillis),
                        error);
        return Ending.of(message, end, nowMillis);
    }

    private static List<Attempt> withLast(
            MessageStatus status, MessageState state, MessageError error, long nowMillis) {
        List<Attempt> attempts = new ArrayList<>(status.attempts());
        Attempt last = attempts.remove(attempts.size() - 1);
        attempts.add(new Attempt(
                last.number(), last.channel(), state, last.startedAtMillis(), nowMillis, last.parts(), error));
        return List.copyOf(attempts);
    }

    /** @return the attempt that an id belongs to, or null */
    static @Nullable Attempt attempt(MessageStatus status, String providerId) {
        int index = attemptOf(status, providerId);
        return index < 0 ? null : status.attempts().get(index);
    }

    private static Transition nothing(MessageStatus status) {
        return new Transition(Kind.NOTHING, status, List.of());
    }

    private static Transition unmoved(
            Message message,
            MessageStatus status,
            Attempt attempt,
            Attempt.Part part,
            ProviderReceipt receipt,
            long nowMillis,
            boolean givenUp) {
        if (!receipt.state().isFinal()) {
            boolean tell =
                    !status.state().isFinal() && !givenUp && message.receipts().covers(receipt.state());
            return tell
                    ? new Transition(
                            Kind.TOLD, status, events(message, status, attempt, receipt.state(), false, nowMillis))
                    : nothing(status);
        }
        if (receipt.state() == part.state()
                || (part.state() == MessageState.READ && receipt.state() == MessageState.DELIVERED)) {
            return nothing(status);
        }
        return new Transition(Kind.LATE, status, events(message, status, attempt, receipt.state(), true, nowMillis));
    }

    private static List<Event> events(
            Message message, MessageStatus status, Attempt attempt, MessageState state, boolean late, long nowMillis) {
        Event event = Receipts.event(
                message, state, attempt.channel(), attempt.number(), late, late ? null : status.error(), nowMillis);
        return event == null ? List.of() : List.of(event);
    }

    private static List<Event> onTheWay(List<Event> events) {
        return events.isEmpty() ? events : List.of(((Event.Receipt) events.get(0)).onTheWay());
    }

    private static List<Event> joined(List<Event> first, List<Event> second) {
        List<Event> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static Attempt withPart(
            PartsPolicy policy, Attempt attempt, int index, Attempt.Part part, ProviderReceipt receipt) {
        List<Attempt.Part> parts = new ArrayList<>(attempt.parts());
        parts.set(index, part);
        MessageState state = policy.joined(parts);
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

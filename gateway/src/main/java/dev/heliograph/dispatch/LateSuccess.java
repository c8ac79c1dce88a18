package dev.heliograph.dispatch;

import dev.heliograph.message.Attempt;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.receipt.Receipts;
import dev.heliograph.store.Amended;
import dev.heliograph.store.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A message has got there over a channel on which it was given up, while it waits for the next one, or is with it already. Where it waits it is taken out of the lanes, as
 * a client's cancellation would take it, and not sent again. Where a provider has it the message ends all the same, with the channel that was first; what the later
 * channel says of it is late. Which of two was first the store's writer decides. On the loop of the correlator that heard of it.
 */
final class LateSuccess {
    private final Ways ways;
    private final Message message;
    private final Attempt attempt;
    private final Consumer<@Nullable MessageStatus> stored;

    LateSuccess(Ways ways, Message message, Attempt attempt, Consumer<@Nullable MessageStatus> stored) {
        this.ways = ways;
        this.message = message;
        this.attempt = attempt;
        this.stored = stored;
    }

    /** Asks until the disk can tell: the provider is told that its receipt is kept only when it counts. */
    void settle() {
        ways.store().find(message.id(), ways.loop(), this::settle, this::settle);
    }

    private void settle(@Nullable Found found) {
        if (found == null) {
            stored.accept(null);
            return;
        }
        if (found.status().state().isFinal()) {
            Event.Receipt event = event();
            tell(event == null ? null : event.asLate());
            return;
        }
        long wall = ways.wallMillis().getAsLong();
        MessageStatus ended = new MessageStatus(attempt.state(), wall, attempts(found.status()), null);
        Event event = event();
        ways.dispatcher()
                .get()
                .amend(
                        ways.store(),
                        message,
                        null,
                        ended,
                        event,
                        ways.loop(),
                        amended -> onAmended(amended, ended, event));
    }

    private void onAmended(Amended amended, MessageStatus ended, @Nullable Event event) {
        switch (amended) {
            case DONE -> stored.accept(ended);
            case UNKNOWN -> stored.accept(null);
            case UNREADABLE -> settle();
            case TOO_LATE -> {
                List<Event> events = event == null ? List.of() : List.of(event);
                ways.store().settle(message, ended, events, ways.loop(), this::look);
            }
        }
    }

    /** The writer has decided, and does not say how. */
    private void look() {
        ways.store().find(message.id(), ways.loop(), this::decided, this::look);
    }

    private void decided(@Nullable Found found) {
        stored.accept(found != null && isMine(found.status()) ? found.status() : null);
    }

    private boolean isMine(MessageStatus status) {
        int index = indexIn(status);
        return status.state().isSuccess()
                && index >= 0
                && status.attempts().get(index).state().isSuccess();
    }

    private void tell(@Nullable Event event) {
        if (event == null) {
            stored.accept(null);
        } else {
            ways.store().append(message.account(), event, ways.loop(), () -> stored.accept(null));
        }
    }

    private Event.@Nullable Receipt event() {
        return Receipts.event(
                message,
                attempt.state(),
                attempt.channel(),
                attempt.number(),
                false,
                null,
                ways.wallMillis().getAsLong());
    }

    private List<Attempt> attempts(MessageStatus status) {
        List<Attempt> attempts = new ArrayList<>(status.attempts());
        int index = indexIn(status);
        if (index < 0) {
            attempts.add(attempt);
        } else {
            attempts.set(index, attempt);
        }
        return List.copyOf(attempts);
    }

    /** By the provider's id: the numbers of attempts repeat once there are very many. */
    private int indexIn(MessageStatus status) {
        String id = attempt.parts().get(0).providerId();
        for (int i = 0; i < status.attempts().size(); i++) {
            if (status.attempts().get(i).parts().stream()
                    .anyMatch(part -> part.providerId().equals(id))) {
                return i;
            }
        }
        return -1;
    }
}

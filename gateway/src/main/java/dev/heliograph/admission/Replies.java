package dev.heliograph.admission;

import dev.heliograph.conversation.Notes;
import dev.heliograph.dispatch.Dispatcher;
import dev.heliograph.dispatch.Lane;
import dev.heliograph.egress.json.Cursor;
import dev.heliograph.message.Address;
import dev.heliograph.message.Attempt;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageId;
import dev.heliograph.store.Found;
import dev.heliograph.store.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Submissions that answer something: what they leave out is taken from what they answer. */
public final class Replies {
    private static final String FIELD = "/replyTo";
    private static final String SMS = "smpp";

    /** TON of a number in international form (SMPP 3.4, 5.2.5). */
    private static final int INTERNATIONAL = 1;

    private final Store store;
    private final Dispatcher dispatcher;
    private final Consumer<Message> accepted;
    private final int node;

    /** @param accepted hears of every message once it is stored */
    public Replies(Store store, Dispatcher dispatcher, Consumer<Message> accepted, int node) {
        this.store = store;
        this.dispatcher = dispatcher;
        this.accepted = accepted;
        this.node = node;
    }

    void onAccepted(Message message) {
        accepted.accept(message);
    }

    /** @return whether the draft answers something that has not been looked up yet */
    static boolean isOpen(Draft draft) {
        return draft.notes().containsKey(Notes.REPLY_TO) && !draft.notes().containsKey(Notes.QUOTE_CHANNEL);
    }

    /**
     * Looks up what a draft answers.
     *
     * @param answer the complete draft, on {@code owner}
     * @param refused why there is none, on {@code owner} or at once
     */
    void resolve(Draft draft, Executor owner, Consumer<Draft> answer, Consumer<Admitted> refused) {
        String id = draft.notes().getOrDefault(Notes.REPLY_TO, "");
        long cursor = Cursor.ofEvent(id);
        long message = MessageId.parse(id, node);
        Runnable unreadable = () -> refused.accept(Admitted.full("the gateway's disk cannot be read at present"));
        if (cursor > 0) {
            store.events(
                    draft.account().name(),
                    cursor - 1,
                    1,
                    owner,
                    events -> {
                        Event event = events.isEmpty() ? null : events.get(0);
                        if (event instanceof Event.Inbound inbound && event.cursor() == cursor) {
                            answer.accept(answering(draft, inbound));
                        } else {
                            refused.accept(unknown());
                        }
                    },
                    unreadable);
        } else if (message != 0) {
            store.find(
                    message,
                    owner,
                    found -> {
                        if (found == null
                                || !found.message()
                                        .account()
                                        .equals(draft.account().name())) {
                            refused.accept(unknown());
                        } else {
                            answer.accept(answering(draft, found));
                        }
                    },
                    unreadable);
        } else {
            String detail = "must be the id of an inbound event (e and 13 characters) or of a message";
            refused.accept(Admitted.refused(Verdict.REPLY_UNKNOWN, FIELD, detail));
        }
    }

    private static Admitted unknown() {
        return Admitted.refused(
                Verdict.REPLY_UNKNOWN,
                FIELD,
                "this account has no such message, or not any more: answer it by its address");
    }

    private Draft answering(Draft draft, Event.Inbound event) {
        Lane lane = dispatcher.lane(event.channel());
        String kind = lane == null ? event.channel() : lane.channel().kind();
        Address from = event.from();
        boolean phone = kind.equals(SMS) || from.ton() == INTERNATIONAL;
        boolean named = !draft.to().value().isEmpty() || !draft.identities().isEmpty();
        Address to = named || !phone ? draft.to() : Address.international(digits(from.value()));
        Map<String, String> identities = named || phone ? draft.identities() : Map.of(kind, from.value());
        // A number that people write to is one that they may be answered from.
        boolean answersFrom =
                draft.from().value().isEmpty() && kind.equals(SMS) && maySend(draft.account(), event.to());
        return with(
                draft,
                answersFrom ? event.to() : draft.from(),
                to,
                identities,
                event.channel(),
                event.context().id());
    }

    private static boolean maySend(Account account, Address sender) {
        return account.senders().isEmpty() || account.senders().contains(sender.value());
    }

    private static String digits(String number) {
        return number.startsWith("+") ? number.substring(1) : number;
    }

    private static Draft answering(Draft draft, Found found) {
        Message message = found.message();
        List<Attempt> attempts = found.status().attempts();
        Attempt last = attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
        String channel = last == null ? message.route().get(0).channel() : last.channel();
        String quoted = last == null || last.parts().isEmpty()
                ? null
                : last.parts().get(0).providerId();
        boolean named = !draft.to().value().isEmpty() || !draft.identities().isEmpty();
        return with(
                draft,
                draft.from().value().isEmpty() ? message.from() : draft.from(),
                named ? draft.to() : message.to(),
                named ? draft.identities() : message.identities(),
                channel,
                quoted);
    }

    private static Draft with(
            Draft draft,
            Address from,
            Address to,
            Map<String, String> identities,
            String channel,
            @Nullable String quoted) {
        Map<String, String> notes = new HashMap<>(draft.notes());
        notes.put(Notes.QUOTE_CHANNEL, channel);
        if (quoted != null) {
            notes.put(Notes.QUOTE, quoted);
        }
        return new Draft(
                draft.account(),
                draft.door(),
                from,
                to,
                identities,
                draft.content(),
                draft.channels().isEmpty() ? List.of(channel) : draft.channels(),
                draft.until(),
                draft.afterMillis(),
                draft.overrides(),
                draft.priority(),
                draft.receipts(),
                draft.reference(),
                draft.sendAtMillis(),
                draft.validityMillis(),
                draft.idempotency(),
                notes);
    }
}

package dev.heliograph.conversation;

import dev.heliograph.content.ContentWriter;
import dev.heliograph.content.PlainText;
import dev.heliograph.egress.json.Cursor;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageId;
import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfKey;
import dev.heliograph.store.ShelfRow;
import dev.heliograph.store.Store;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What was said between an account and a person, both ways, the newest first. A conversation begins when the person writes; what the account sends to one of the
 * addresses that wrote is part of it from then on. It is kept as long as events are.
 *
 * <p>Two kinds of rows: one a conversation, by its newest message, for the list; one a message. What a message of the account has come to is not kept here: the message
 * itself tells.
 */
public final class Conversations {
    /** Conversations in memory, some 120 octets each; people beyond that are not listed. */
    public static final int HELD_MAX = 200_000;

    private static final int EXCERPT_CHARACTERS = 100;
    private static final String LIST = "list";
    private static final String SAID = "said";

    /** Nothing goes to the loop of anybody. */
    private static final Executor AT_ONCE = Runnable::run;

    private final Store store;
    private final LongSupplier wallMillis;
    private final long keptMillis;

    /** When the newest message of a conversation was, by account and address. */
    private final Map<Long, Long> newest = new ConcurrentHashMap<>();

    Conversations(Store store, LongSupplier wallMillis, long keptMillis) {
        this.store = store;
        this.wallMillis = wallMillis;
        this.keptMillis = keptMillis;
    }

    void load(Executor owner, Runnable done, Runnable failed) {
        Consumer<ShelfRow> row = one -> {
            byte[] value = one.value();
            JsonObject json = value == null ? new JsonObject() : Json.read(value);
            if (json.getValue("account") instanceof String account
                    && json.getValue("recipient") instanceof String recipient
                    && newest.size() < HELD_MAX) {
                newest.merge(Fingerprint.of(account, recipient, ""), json.getLong("at", 0L), Math::max);
            }
        };
        ShelfScan.read(store, Shelf.CONVERSATIONS, ShelfKey.of(LIST).octets(), owner, row, done, failed);
    }

    /** Forgets what is kept no longer. */
    void sweep() {
        long oldest = wallMillis.getAsLong() - keptMillis;
        newest.values().removeIf(at -> at < oldest);
    }

    /** @return conversations in memory */
    public int size() {
        return newest.size();
    }

    // ---- what is said

    /** @return the rows to be written with an event that is not in its stream yet */
    public List<ShelfRow> inbound(String account, Event.Inbound event) {
        String recipient = PlainAddress.of(event.from().value());
        List<ShelfRow> rows = new ArrayList<>();
        rows.add(said(account, event));
        JsonObject about = new JsonObject()
                .put("channel", event.channel())
                .put("direction", "in")
                .put("text", excerpt(event.text()));
        list(account, recipient, about, true, rows);
        return rows;
    }

    /** Gives a message from a person the id of its event; on the store's writer. */
    public void onEvent(String account, Event event) {
        if (event instanceof Event.Inbound inbound) {
            store.keep(List.of(said(account, inbound)), AT_ONCE, () -> {});
        }
    }

    /** The same key for the same event, with its cursor and without. */
    private ShelfRow said(String account, Event.Inbound event) {
        JsonObject json = new JsonObject()
                .put("v", 1)
                .put("direction", "in")
                .put("channel", event.channel())
                .put("from", event.from().text())
                .put("to", event.to().text())
                .put("at", event.atMillis())
                .put("content", content(event.content(), event.text()))
                .put("name", event.context().name());
        if (event.cursor() != 0) {
            json.put("id", Cursor.eventId(event.cursor()));
        }
        if (event.context().message() != 0) {
            json.put("replyTo", MessageId.text(event.context().message()));
        }
        if (event.context().unverified()) {
            json.put("unverified", true);
        }
        String id = event.context().id();
        int tie = (event.channel() + "/" + (id == null ? event.text() : id)).hashCode() & Integer.MAX_VALUE;
        return said(account, PlainAddress.of(event.from().value()), event.atMillis(), tie, json);
    }

    private ShelfRow said(String account, String recipient, long atMillis, long tie, JsonObject json) {
        byte[] key = ShelfKey.of(SAID, account, recipient)
                .number(Long.MAX_VALUE - atMillis)
                .number(tie)
                .octets();
        return new ShelfRow(Shelf.CONVERSATIONS, key, json.toBuffer().getBytes(), wallMillis.getAsLong() + keptMillis);
    }

    /** A message was accepted: it is part of the conversations with the addresses it may go to. Any thread. */
    public void onAccepted(Message message) {
        if (newest.isEmpty()) {
            return;
        }
        List<ShelfRow> rows = new ArrayList<>();
        for (String recipient : addresses(message)) {
            if (newest.containsKey(Fingerprint.of(message.account(), recipient, ""))) {
                JsonObject json =
                        new JsonObject().put("v", 1).put("direction", "out").put("id", message.idText());
                rows.add(said(message.account(), recipient, message.acceptedAtMillis(), message.id(), json));
                JsonObject about = new JsonObject()
                        .put("channel", message.route().get(0).channel())
                        .put("direction", "out")
                        .put("text", excerpt(PlainText.of(message.content())));
                list(message.account(), recipient, about, false, rows);
            }
        }
        if (!rows.isEmpty()) {
            store.keep(rows, AT_ONCE, () -> {});
        }
    }

    private static Set<String> addresses(Message message) {
        Set<String> addresses = new LinkedHashSet<>();
        Address to = message.to();
        if (!to.value().isEmpty()) {
            addresses.add(PlainAddress.of(to.value()));
        }
        message.identities().values().forEach(identity -> addresses.add(PlainAddress.of(identity)));
        return addresses;
    }

    /** Moves a conversation to the head of the list. */
    private void list(String account, String recipient, JsonObject about, boolean begins, List<ShelfRow> rows) {
        long fingerprint = Fingerprint.of(account, recipient, "");
        if (begins && newest.size() >= HELD_MAX && !newest.containsKey(fingerprint)) {
            return;
        }
        long at = wallMillis.getAsLong();
        Long before = newest.put(fingerprint, at);
        if (before != null && before != at) {
            rows.add(ShelfRow.dropped(Shelf.CONVERSATIONS, listKey(account, recipient, before)));
        }
        JsonObject json = about.put("v", 1)
                .put("account", account)
                .put("recipient", recipient)
                .put("at", at);
        rows.add(new ShelfRow(
                Shelf.CONVERSATIONS,
                listKey(account, recipient, at),
                json.toBuffer().getBytes(),
                at + keptMillis));
    }

    private static byte[] listKey(String account, String recipient, long atMillis) {
        return ShelfKey.of(LIST, account)
                .number(Long.MAX_VALUE - atMillis)
                .text(recipient)
                .octets();
    }

    /** @return content in the form of the API */
    public static JsonObject content(Content content, String text) {
        return content instanceof Content.Rich rich
                ? Buffer.buffer(ContentWriter.write(rich)).toJsonObject()
                : new JsonObject().put("text", text);
    }

    private static String excerpt(String text) {
        int end = Math.min(text.length(), EXCERPT_CHARACTERS);
        boolean split = end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, split ? end - 1 : end);
    }

    // ---- what was said

    /**
     * Some rows as they are shown.
     *
     * @param next for the page behind, null when there is none
     */
    public record Page(List<JsonObject> rows, byte @Nullable [] next) {}

    /**
     * The conversations of an account: {@code recipient, channel, direction, text} (the beginning of it) and {@code at} of the newest message of each.
     *
     * @param after {@link Page#next} of the page before, empty for the first
     */
    public void list(String account, byte[] after, int limit, Executor owner, Consumer<Page> answer, Runnable failed) {
        read(
                ShelfKey.of(LIST, account).octets(),
                after,
                limit,
                owner,
                page -> {
                    // A message that came while the page was read may have moved its conversation.
                    page.rows().removeIf(json -> !isNewest(account, json));
                    answer.accept(page);
                },
                failed);
    }

    private boolean isNewest(String account, JsonObject json) {
        Long at = newest.get(Fingerprint.of(account, json.getString("recipient", ""), ""));
        return at != null && at.equals(json.getLong("at"));
    }

    /**
     * One conversation: messages of the person as they are shown; of those of the account {@code direction} and {@code id} alone.
     *
     * @param after {@link Page#next} of the page before, empty for the first
     */
    public void with(
            String account,
            String recipient,
            byte[] after,
            int limit,
            Executor owner,
            Consumer<Page> answer,
            Runnable failed) {
        byte[] prefix = ShelfKey.of(SAID, account, PlainAddress.of(recipient)).octets();
        read(prefix, after, limit, owner, answer, failed);
    }

    private void read(byte[] prefix, byte[] after, int limit, Executor owner, Consumer<Page> answer, Runnable failed) {
        store.shelf(
                Shelf.CONVERSATIONS,
                prefix,
                after,
                limit,
                owner,
                rows -> {
                    List<JsonObject> shown = new ArrayList<>();
                    for (ShelfRow row : rows) {
                        byte[] value = row.value();
                        if (value != null) {
                            shown.add(Json.read(value));
                        }
                    }
                    byte[] next = rows.size() < limit
                            ? null
                            : rows.get(rows.size() - 1).key();
                    answer.accept(new Page(shown, next));
                },
                failed);
    }
}

package dev.heliograph.ingress.http;

import dev.heliograph.content.PlainText;
import dev.heliograph.conversation.Conversations;
import dev.heliograph.conversation.Window;
import dev.heliograph.conversation.Windows;
import dev.heliograph.egress.json.EventJson;
import dev.heliograph.egress.json.JsonBytes;
import dev.heliograph.message.Content;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageId;
import dev.heliograph.store.Found;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /v1/conversations}: what was said between an account and people, the newest first. */
final class ConversationCalls {
    private static final int PAGE_DEFAULT = 50;
    private static final int PAGE_MAX = 200;
    private static final Set<String> PARAMETERS = Set.of("after", "limit");

    private ConversationCalls() {}

    // ---- the list

    static void list(Call call) {
        Query query = new Query(call.request.query(), PARAMETERS);
        int limit = query.number("limit", PAGE_DEFAULT, 1, PAGE_MAX);
        byte[] after = PageKey.of(query);
        if (!query.faults().isEmpty()) {
            call.problem(Problem.INVALID_PARAMETER, "", query.faults());
            return;
        }
        book(call)
                .list(
                        call.account().name(),
                        after,
                        limit,
                        call.loop.owner,
                        page -> show(call, page),
                        () -> Lookups.unreadable(call));
    }

    private static Conversations book(Call call) {
        return call.loop.api.people().conversations();
    }

    private static void show(Call call, Conversations.Page page) {
        JsonBytes json =
                call.loop.json.clear().beginObject().field("conversations").beginArray();
        for (JsonObject row : page.rows()) {
            String recipient = row.getString("recipient", "");
            json.beginObject().field("recipient").string(recipient);
            json.field("channel").string(row.getString("channel"));
            json.field("direction").string(row.getString("direction"));
            json.field("text").string(row.getString("text"));
            json.field("at").time(row.getLong("at", 0L)).endObject();
        }
        json.endArray();
        end(json, page.next());
        call.json(200);
    }

    private static void end(JsonBytes json, byte @Nullable [] next) {
        json.field("next").string(PageKey.text(next));
        json.field("more").bool(next != null).endObject();
    }

    // ---- one

    static void one(Call call) {
        Query query = new Query(call.request.query(), PARAMETERS);
        int limit = query.number("limit", PAGE_DEFAULT, 1, PAGE_MAX);
        byte[] after = PageKey.of(query);
        Person person = Person.of(PathWord.decoded(Route.CONVERSATION.word(call.request.path())), call);
        if (person == null) {
            call.problem(Problem.NOT_FOUND, Person.EXPECTED);
        } else if (!query.faults().isEmpty()) {
            call.problem(Problem.INVALID_PARAMETER, "", query.faults());
        } else {
            book(call)
                    .with(
                            call.account().name(),
                            person.address(),
                            after,
                            limit,
                            call.loop.owner,
                            page -> new Shown(call, person.address(), page, after.length == 0).find(),
                            () -> Lookups.unreadable(call));
        }
    }

    /** A page of a conversation while what the account's messages have come to is looked up. */
    private static final class Shown {
        private final Call call;
        private final String recipient;
        private final Conversations.Page page;
        private final boolean first;
        private final @Nullable Found[] found;
        private int missing;

        Shown(Call call, String recipient, Conversations.Page page, boolean first) {
            this.call = call;
            this.recipient = recipient;
            this.page = page;
            this.first = first;
            this.found = new Found[page.rows().size()];
        }

        void find() {
            List<JsonObject> rows = page.rows();
            if (rows.isEmpty() && first) {
                call.problem(Problem.NOT_FOUND, "nobody has written from this address");
                return;
            }
            missing = 1;
            for (int i = 0; i < rows.size(); i++) {
                int index = i;
                long id = isOut(rows.get(i)) ? MessageId.parse(rows.get(i).getString("id", ""), node()) : 0;
                if (id != 0) {
                    missing++;
                    call.loop
                            .api
                            .admission()
                            .find(
                                    call.account(),
                                    id,
                                    call.loop.owner,
                                    one -> came(index, one),
                                    () -> came(index, null));
                }
            }
            arrived();
        }

        private int node() {
            return call.loop.api.admission().node();
        }

        private static boolean isOut(JsonObject row) {
            return "out".equals(row.getString("direction"));
        }

        private void came(int index, @Nullable Found one) {
            found[index] = one;
            arrived();
        }

        private void arrived() {
            if (--missing == 0) {
                show();
            }
        }

        private void show() {
            JsonBytes json =
                    call.loop.json.clear().beginObject().field("recipient").string(recipient);
            windows(json.field("windows").beginArray());
            json.endArray().field("messages").beginArray();
            for (int i = 0; i < found.length; i++) {
                JsonObject row = page.rows().get(i);
                Found one = found[i];
                if (one != null) {
                    out(json, one);
                } else if (!isOut(row)) {
                    in(json, row);
                }
            }
            json.endArray();
            end(json, page.next());
            call.json(200);
        }

        /** Of channels that have any; nothing is said of one over which this person was never seen to write. */
        private void windows(JsonBytes json) {
            for (ChannelCatalog.Entry entry :
                    call.loop.api.channels().channels(call.account().name())) {
                Window window = entry.capability().window();
                long until = window.isAlwaysOpen()
                        ? Windows.UNKNOWN
                        : call.loop.api.people().windows().openUntil(entry.id(), recipient);
                if (until != Windows.UNKNOWN) {
                    json.beginObject().field("channel").string(entry.id());
                    json.field("open").bool(call.loop.api.wallClockMillis().getAsLong() < until);
                    json.field("until");
                    if (until == Long.MAX_VALUE) {
                        json.nil();
                    } else {
                        json.time(until);
                    }
                    json.endObject();
                }
            }
        }

        private static void in(JsonBytes json, JsonObject row) {
            json.beginObject().field("direction").string("in");
            json.field("id").string(row.getString("id"));
            json.field("channel").string(row.getString("channel"));
            json.field("from").string(row.getString("from"));
            json.field("to").string(row.getString("to"));
            if (row.getString("name") != null) {
                json.field("name").string(row.getString("name"));
            }
            if (row.getString("replyTo") != null) {
                json.field("replyTo").string(row.getString("replyTo"));
            }
            if (row.getBoolean("unverified", false)) {
                json.field("unverified").bool(true);
            }
            json.field("content")
                    .utf8(row.getJsonObject("content", new JsonObject())
                            .toBuffer()
                            .getBytes());
            json.field("at").time(row.getLong("at", 0L)).endObject();
        }

        private static void out(JsonBytes json, Found one) {
            Message message = one.message();
            json.beginObject().field("direction").string("out");
            json.field("id").string(message.idText());
            json.field("channel").string(one.status().channel());
            json.field("state").string(one.status().reached().text());
            json.field("final").bool(one.status().state().isFinal());
            EventJson.address(json.field("from"), message.from());
            EventJson.address(json.field("to"), message.to());
            json.field("content").utf8(content(message.content()));
            EventJson.error(json.field("error"), one.status().error());
            json.field("at").time(message.acceptedAtMillis()).endObject();
        }

        private static byte[] content(Content content) {
            String text = PlainText.of(content);
            return Conversations.content(content, text).toString().getBytes(StandardCharsets.UTF_8);
        }
    }
}

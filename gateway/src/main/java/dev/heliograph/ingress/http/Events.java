package dev.heliograph.ingress.http;

import dev.heliograph.admission.Accounts;
import dev.heliograph.egress.json.Cursor;
import dev.heliograph.egress.json.EventJson;
import dev.heliograph.egress.json.EventTypes;
import dev.heliograph.egress.json.JsonBytes;
import dev.heliograph.egress.websocket.EventRequest;
import dev.heliograph.message.Event;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/events}: a page of the account's stream, or the stream itself when the client asks to upgrade to a WebSocket. */
final class Events {
    private static final int PAGE_DEFAULT = 100;
    private static final int CONSUMER_CHARS_MAX = 64;
    private static final int KEY_CHARS = 24;
    private static final Set<String> PAGE_PARAMETERS = Set.of("after", "limit", "types");
    private static final Set<String> SOCKET_PARAMETERS = Set.of("after", "types", "consumer", "batch");
    private static final CharSequence SOCKET_VERSION = HttpHeaders.createOptimized("Sec-WebSocket-Version");
    private static final CharSequence SOCKET_KEY = HttpHeaders.createOptimized("Sec-WebSocket-Key");
    private static final String VERSION = "13";

    private Events() {}

    static void start(Call call) {
        String upgrade = call.header(HttpHeaders.UPGRADE);
        boolean get = call.request.method().equals(HttpMethod.GET);
        if (get && upgrade != null && upgrade.equalsIgnoreCase("websocket")) {
            socket(call);
        } else {
            page(call);
        }
    }

    // ---- a page

    private static void page(Call call) {
        Query query = new Query(call.request.query(), PAGE_PARAMETERS);
        long after = cursor(query, 0);
        int pageMax = call.loop.limits().pageMax();
        int limit = query.number("limit", Math.min(PAGE_DEFAULT, pageMax), 1, pageMax);
        EventTypes types = types(query);
        if (!query.faults().isEmpty()) {
            call.problem(Problem.INVALID_PARAMETER, "", query.faults());
        } else {
            call.loop
                    .api
                    .events()
                    .page(
                            call.account().name(),
                            after,
                            limit,
                            call.loop.owner,
                            page -> show(call, page, after, limit, types),
                            () -> Lookups.unreadable(call));
        }
    }

    private static void show(Call call, List<Event> page, long after, int limit, EventTypes types) {
        JsonBytes json = call.loop.json.clear().beginObject().field("events").beginArray();
        for (Event event : page) {
            if (types.covers(event)) {
                EventJson.write(event, json);
            }
        }
        long next = page.isEmpty() ? after : page.get(page.size() - 1).cursor();
        json.endArray().field("next").string(Cursor.text(next));
        json.field("more").bool(page.size() == limit).endObject();
        call.json(200);
    }

    private static long cursor(Query query, long otherwise) {
        String text = query.text("after");
        long cursor = text == null ? otherwise : Cursor.parse(text);
        if (text != null && cursor < 0) {
            query.fault("after", "must be a cursor that an event came with, or 0 for the beginning");
        }
        return cursor;
    }

    private static EventTypes types(Query query) {
        String text = query.text("types");
        EventTypes types = text == null ? EventTypes.ALL : EventTypes.parse(text);
        if (types == null) {
            query.fault("types", "must be receipt, inbound, or both set apart by a comma");
            return EventTypes.ALL;
        }
        return types;
    }

    // ---- a socket

    private static void socket(Call call) {
        Query query = new Query(call.request.query(), SOCKET_PARAMETERS);
        long after = cursor(query, -1);
        EventTypes types = types(query);
        boolean batch = query.flag("batch");
        String consumer = query.text("consumer");
        if (consumer != null && !isConsumer(consumer)) {
            query.fault("consumer", "must have 1 to " + CONSUMER_CHARS_MAX + " letters, digits, '.', '_' and '-'");
        }
        if (!query.faults().isEmpty()) {
            call.problem(Problem.INVALID_PARAMETER, "", query.faults());
        } else if (!isOriginAllowed(call)) {
            call.problem(Problem.ORIGIN_NOT_ALLOWED, "list the page's origin in the configuration to let it in");
        } else if (!VERSION.equals(call.header(SOCKET_VERSION))) {
            call.header(SOCKET_VERSION, VERSION).problem(Problem.UPGRADE_REQUIRED, "");
        } else if (!isHandshake(call)) {
            call.problem(Problem.BAD_REQUEST, "a WebSocket begins with Connection: Upgrade and a Sec-WebSocket-Key");
        } else {
            upgrade(call, new EventRequest(call.account().name(), keyHash(call), consumer, after, types, batch));
        }
    }

    /** Kept with the socket, which outlives its request: a reload that takes the key away ends it. */
    private static String keyHash(Call call) {
        String bearer = String.valueOf(call.header(HttpHeaders.AUTHORIZATION));
        return Accounts.hashOf(bearer.substring(bearer.indexOf(' ') + 1).strip());
    }

    private static void upgrade(Call call, EventRequest wanted) {
        call.upgraded();
        call.request
                .toWebSocket()
                .onSuccess(socket -> call.loop.api.sockets().open(socket, wanted, call::upgradeEnded))
                .onFailure(broken -> call.upgradeEnded());
    }

    /** Only browsers send an origin, and only for them does it matter: it keeps other people's pages from using a visitor's key. */
    private static boolean isOriginAllowed(Call call) {
        String origin = call.header(HttpHeaders.ORIGIN);
        if (origin == null || call.loop.api.options().origins().contains(origin)) {
            return true;
        }
        String host = call.header(HttpHeaders.HOST);
        return host != null && (origin.equals("http://" + host) || origin.equals("https://" + host));
    }

    private static boolean isHandshake(Call call) {
        String connection = call.header(HttpHeaders.CONNECTION);
        String key = call.header(SOCKET_KEY);
        return key != null
                && key.length() == KEY_CHARS
                && connection != null
                && connection.toLowerCase(Locale.ROOT).contains("upgrade");
    }

    private static boolean isConsumer(@Nullable String name) {
        return name != null && name.matches("[A-Za-z0-9._-]{1," + CONSUMER_CHARS_MAX + "}");
    }
}

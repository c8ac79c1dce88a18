package dev.heliograph.ingress.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.heliograph.admission.Verdict;
import dev.heliograph.egress.json.JsonBytes;
import dev.heliograph.message.Address;
import dev.heliograph.reach.Person;
import dev.heliograph.reach.Recipients;
import dev.heliograph.reach.Seen;
import dev.heliograph.routing.ChannelReach;
import dev.heliograph.routing.Routes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /v1/recipients/{address}}: what is known of a recipient, what the account says itself, and to forget it. */
final class RecipientCalls {
    private static final String ASK = "ask";
    private static final int NAME_CHARS_MAX = 64;
    private static final int ADDRESS_CHARS_MAX = 256;

    private RecipientCalls() {}

    /** @return the recipient's name; null when it is none, and then the call was answered */
    private static @Nullable String recipient(Call call) {
        String name = read(Route.address(call.request.path()));
        if (name == null) {
            call.problem(
                    Problem.NOT_FOUND,
                    "a recipient is a phone number such as +393331234567, or kind:address of a channel");
        }
        return name;
    }

    private static @Nullable String read(String path) {
        String text;
        try {
            // A plus sign in a path is one, unlike in a form.
            text = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
        if (text.indexOf(':') > 0) {
            return Recipients.parse(text);
        }
        Address number = AddressReader.recipient(text);
        return number == null ? null : number.value();
    }

    // ---- looking

    static void reach(Call call) {
        String recipient = recipient(call);
        if (recipient == null) {
            return;
        }
        Query query = new Query(call.request.query(), Set.of(ASK));
        boolean ask = query.flag(ASK);
        if (query.faults().isEmpty()) {
            RecipientBook book = call.loop.api.recipients();
            book.look(call.account().name(), recipient, ask, call.loop.owner, entry -> show(call, recipient, entry));
        } else {
            call.problem(Problem.INVALID_PARAMETER, "", query.faults());
        }
    }

    private static void show(Call call, String recipient, RecipientBook.@Nullable Entry entry) {
        if (entry == null) {
            call.header(HttpHeaders.RETRY_AFTER, "1")
                    .problem(Problem.of(Verdict.THROTTLED), "providers are asked a few times a second for an account");
            return;
        }
        JsonBytes json = call.loop.json.clear().beginObject();
        json.field("recipient").string(recipient.indexOf(':') < 0 ? "+" + recipient : recipient);
        json.field("preferred").beginArray();
        entry.preferred().forEach(json::string);
        json.endArray().field("identities").beginObject();
        entry.identities().forEach((kind, address) -> json.field(kind).string(address));
        json.endObject().field("channels").beginArray();
        entry.channels().forEach(channel -> show(json, channel));
        json.endArray().endObject();
        call.json(200);
    }

    private static void show(JsonBytes json, ChannelReach channel) {
        Seen seen = channel.seen();
        json.beginObject().field("channel").string(channel.channel());
        json.field("kind").string(channel.kind());
        json.field("usable").bool(channel.usable());
        json.field("whyNot").string(channel.whyNot());
        json.field("address").string(channel.address());
        json.field("optedOut").bool(channel.optedOut());
        time(json, "windowEndsAt", channel.windowEndsMillis());
        time(json, "knownSince", seen.sinceMillis());
        time(json, "reachedAt", seen.reachedAtMillis());
        time(json, "readAt", seen.readAtMillis());
        time(json, "wroteAt", seen.wroteAtMillis());
        time(json, "failedAt", seen.failedAtMillis());
        json.field("failure").string(seen.failure().isEmpty() ? null : seen.failure());
        time(json, "leftOutUntil", seen.barredUntilMillis());
        json.endObject();
    }

    private static void time(JsonBytes json, String name, long atMillis) {
        if (atMillis == 0) {
            json.field(name).string(null);
        } else {
            json.field(name).time(atMillis);
        }
    }

    // ---- saying

    static void prefer(Call call) {
        String recipient = recipient(call);
        if (recipient != null) {
            Body.read(call, call.loop.limits().bodyBytesMax(), body -> {
                List<String> channels = new ArrayList<>();
                if (isRead(call, body, (json, faults) -> channels(json, channels, names(call), faults))) {
                    String account = call.account().name();
                    RecipientBook book = call.loop.api.recipients();
                    book.prefer(account, recipient, channels, call.loop.owner, kept -> done(call, kept));
                }
            });
        }
    }

    private static Set<String> names(Call call) {
        Set<String> names = new HashSet<>();
        names.add(Routes.SMS);
        for (ChannelCatalog.Entry channel :
                call.loop.api.channels().channels(call.account().name())) {
            names.add(channel.id());
            names.add(channel.kind());
        }
        return names;
    }

    static void identify(Call call) {
        String recipient = recipient(call);
        if (recipient != null) {
            Body.read(call, call.loop.limits().bodyBytesMax(), body -> {
                Map<String, String> identities = new LinkedHashMap<>();
                if (isRead(call, body, (json, faults) -> identities(json, identities, faults))) {
                    String account = call.account().name();
                    RecipientBook book = call.loop.api.recipients();
                    book.identify(account, recipient, identities, call.loop.owner, kept -> done(call, kept));
                }
            });
        }
    }

    static void forget(Call call) {
        String recipient = recipient(call);
        if (recipient != null) {
            call.loop
                    .api
                    .recipients()
                    .forget(call.account().name(), recipient, call.loop.owner, kept -> done(call, kept));
        }
    }

    private static void done(Call call, boolean kept) {
        if (kept) {
            call.empty(204);
        } else {
            Lookups.unreadable(call);
        }
    }

    // ---- bodies

    private interface Reading {
        /** Reads the one object that a body is, from its first token. */
        void read(JsonParser json, Faults faults) throws IOException;
    }

    /** @return whether the body is what it should be; if not, the call was answered */
    private static boolean isRead(Call call, Buffer body, Reading reading) {
        Faults faults = new Faults();
        try (JsonParser json = call.loop.parser(body)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                reading.read(json, faults);
            } else {
                faults.add("", "must be an object");
            }
            if (faults.isEmpty() && json.nextToken() != null) {
                faults.add("", "goes on after its first value");
            }
        } catch (JsonProcessingException malformed) {
            call.problem(Problem.INVALID_JSON, Malformed.detail(malformed));
            return false;
        } catch (IOException e) {
            throw new AssertionError("an array in memory cannot fail to be read", e);
        }
        if (!faults.isEmpty()) {
            call.problem(Problem.INVALID_MESSAGE, "", faults.copy());
        }
        return faults.isEmpty();
    }

    /** @return whether the parser stands at the value of the only member there may be */
    private static boolean only(JsonParser json, String name, JsonToken first, Faults faults) throws IOException {
        if (json.nextToken() != JsonToken.FIELD_NAME) {
            faults.add("/" + name, "is missing");
            return false;
        }
        String found = json.currentName();
        if (!found.equals(name)) {
            faults.add(Faults.member("", found), "unknown field; there is " + name);
            return false;
        }
        if (json.nextToken() != first) {
            faults.add("/" + name, first == JsonToken.START_ARRAY ? "must be an array" : "must be an object");
            return false;
        }
        return true;
    }

    private static void last(JsonParser json, Faults faults) throws IOException {
        if (faults.isEmpty() && json.nextToken() != JsonToken.END_OBJECT) {
            faults.add(Faults.member("", json.currentName()), "unknown field");
        }
    }

    private static void channels(JsonParser json, List<String> channels, Set<String> known, Faults faults)
            throws IOException {
        if (!only(json, "channels", JsonToken.START_ARRAY, faults)) {
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String pointer = "/channels/" + channels.size();
            String name = json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : "";
            if (channels.size() >= Person.PREFERRED_MAX) {
                faults.add("/channels", "has more than " + Person.PREFERRED_MAX + " channels");
                return;
            }
            if (!known.contains(name)) {
                faults.add(pointer, "must be the name or the kind of a channel that there is, see /v1/channels");
            }
            json.skipChildren();
            channels.add(name);
        }
        last(json, faults);
    }

    private static void identities(JsonParser json, Map<String, String> identities, Faults faults) throws IOException {
        if (!only(json, "identities", JsonToken.START_OBJECT, faults)) {
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String kind = json.currentName();
            String pointer = Faults.member("/identities", kind);
            String address = json.nextToken() == JsonToken.VALUE_STRING ? json.getText() : "";
            if (!kind.matches("[a-z-]{1," + NAME_CHARS_MAX + "}")) {
                faults.add(pointer, "is no kind of channel");
            } else if (address.isEmpty() || address.length() > ADDRESS_CHARS_MAX) {
                faults.add(pointer, "must be a text of 1 to " + ADDRESS_CHARS_MAX + " characters");
            } else if (identities.putIfAbsent(kind, address) != null) {
                faults.add(pointer, "is given twice");
            }
            if (identities.size() > Person.IDENTITIES_MAX) {
                faults.add("/identities", "has more than " + Person.IDENTITIES_MAX + " addresses");
                return;
            }
            json.skipChildren();
        }
        last(json, faults);
    }
}

package dev.heliograph.egress.json;

import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Element;
import dev.heliograph.message.Event;
import dev.heliograph.message.MessageError;
import dev.heliograph.message.MessageState;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Events as CM.com's webhooks tell them: status reports in the JSON form of its template, incoming messages as its MO webhook has them. */
final class CmEventJson implements EventForm {
    private static final int ACCEPTED = 0;
    private static final int REJECTED = 1;
    private static final int DELIVERED = 2;
    private static final int FAILED = 3;
    private static final int READ = 4;
    private static final int UNTOLD = -1;

    /** {@code yyyy-MM-ddTHH:mm:ss}, which is how an instant of ours begins. */
    private static final int SECONDS_LENGTH = 19;

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("smpp", "SMS"),
            Map.entry("whatsapp", "WhatsApp"),
            Map.entry("rcs", "RCS"),
            Map.entry("rcs-maap", "RCS"),
            Map.entry("plus-message", "RCS"),
            Map.entry("viber", "Viber"),
            Map.entry("viber-bot", "Viber"),
            Map.entry("voice", "Voice"),
            Map.entry("voice-twilio", "Voice"),
            Map.entry("apple", "Apple Messages for Business"),
            Map.entry("line", "Line"),
            Map.entry("messenger", "Facebook Messenger"),
            Map.entry("instagram", "Instagram"),
            Map.entry("telegram", "Telegram Messenger"),
            Map.entry("wechat", "WeChat"),
            Map.entry("email", "Email"));

    private final UnaryOperator<String> kindOf;

    CmEventJson(UnaryOperator<String> kindOf) {
        this.kindOf = kindOf;
    }

    /** What came in by another door than a dialect's has no groupings. */
    @Override
    public long message(Event event) {
        if (event instanceof Event.Receipt receipt) {
            return receipt.door() == Door.DIALECT ? receipt.message() : 0;
        }
        return event instanceof Event.Inbound inbound ? inbound.context().message() : 0;
    }

    @Override
    public boolean write(Event event, Map<String, String> notes, JsonBytes json) {
        CmGroupings groupings = CmGroupings.of(notes);
        if (event instanceof Event.Receipt receipt) {
            return status(receipt, groupings, json);
        }
        if (event instanceof Event.Inbound inbound) {
            incoming(inbound, groupings, json);
            return true;
        }
        return false;
    }

    /** Every value is a string, as the fields of CM's template are. */
    private static boolean status(Event.Receipt receipt, CmGroupings groupings, JsonBytes json) {
        int code = receipt.late() ? UNTOLD : code(receipt.state());
        if (code == UNTOLD) {
            return false;
        }
        MessageError error = receipt.error();
        boolean failed = code == REJECTED || code == FAILED;
        json.beginObject().field("messages").beginObject().field("msg").beginObject();
        seconds(json.field("received"), receipt.atMillis());
        json.field("to").string(withZeros(receipt.to()));
        json.field("reference").string(receipt.reference() == null ? "" : receipt.reference());
        json.field("status").beginObject();
        json.field("code").string(Integer.toString(code));
        json.field("errorCode").string(failed && error != null ? Integer.toString(error.code()) : "");
        json.field("errorDescription").string(failed ? description(receipt.state(), error) : word(code));
        json.endObject();
        json.field("operator").string("");
        groupings.write(json);
        json.endObject().endObject().endObject();
        return true;
    }

    private static int code(MessageState state) {
        return switch (state) {
            case SENT, SENT_FINAL -> ACCEPTED;
            case REJECTED -> REJECTED;
            case DELIVERED -> DELIVERED;
            case FAILED, EXPIRED, CANCELLED, UNKNOWN -> FAILED;
            case READ -> READ;
            case ACCEPTED, QUEUED, SWITCHING -> UNTOLD;
        };
    }

    private static String word(int code) {
        return code == ACCEPTED ? "Accepted" : code == DELIVERED ? "Delivered" : "Read";
    }

    private static String description(MessageState state, @Nullable MessageError error) {
        String detail = error == null ? null : error.detail();
        return detail != null ? detail : error != null ? error.type() : state.text();
    }

    private void incoming(Event.Inbound inbound, CmGroupings groupings, JsonBytes json) {
        json.beginObject();
        String answered = inbound.context().reference();
        json.field("reference").string(answered == null ? Cursor.eventId(inbound.cursor()) : answered);
        json.field("from").beginObject().field("number").string(withZeros(inbound.from()));
        String name = inbound.context().name();
        json.field("name").string(name == null ? "" : name).endObject();
        json.field("to").beginObject().field("number").string(withZeros(inbound.to()));
        json.endObject();
        json.field("message").beginObject();
        message(inbound, json);
        json.endObject();
        json.field("groupings").beginArray().string(groupings.first());
        json.string(groupings.second()).string(groupings.third()).endArray();
        seconds(json.field("timeUtc"), inbound.atMillis());
        String kind = kindOf.apply(inbound.channel());
        json.field("channel").string(NAMES.getOrDefault(kind, kind)).endObject();
    }

    /** All four members are always there, as CM's are. */
    private static void message(Event.Inbound inbound, JsonBytes json) {
        Element element = inbound.content() instanceof Content.Rich rich ? rich.element() : null;
        Element.Media media = element instanceof Element.Media file ? file : null;
        json.field("text").string(text(inbound, element));
        json.field("media").beginObject();
        json.field("mediaUri").string(media == null ? "" : media.url());
        json.field("contentType").string(media == null || media.mime() == null ? "" : media.mime());
        json.field("title").string(media == null || media.filename() == null ? "" : media.filename());
        json.endObject();
        json.field("custom").beginObject();
        if (inbound.context().unverified()) {
            json.field("unverified").bool(true);
        }
        if (element instanceof Element.Location place) {
            json.field("location").beginObject();
            json.field("latitude").raw(coordinate(place.latitude()));
            json.field("longitude").raw(coordinate(place.longitude()));
            json.field("label").string(place.name());
            json.field("searchQuery").string(place.address()).endObject();
        } else if (element instanceof Element.Contact contact) {
            json.field("contacts").beginArray().beginObject().field("name").beginObject();
            json.field("formatted_name").string(contact.name()).endObject();
            json.field("phones").beginArray();
            contact.phones()
                    .forEach(phone ->
                            json.beginObject().field("phone").string(phone).endObject());
            json.endArray().endObject().endArray();
        } else if (element instanceof Element.Answer answer) {
            json.field("suggestion").beginObject().field("action").string("reply");
            json.field("label").string(answer.title());
            json.field("postbackdata").string(answer.id()).endObject();
        }
        json.endObject();
    }

    private static String text(Event.Inbound inbound, @Nullable Element element) {
        if (element instanceof Element.Answer answer && inbound.text().isEmpty()) {
            return answer.title().isEmpty() ? answer.id() : answer.title();
        }
        return inbound.text();
    }

    private static String coordinate(double degrees) {
        return String.format(Locale.ROOT, "%.6f", degrees);
    }

    /** International numbers begin with 00 there. */
    private static String withZeros(Address address) {
        return address.ton() == 1 && !address.value().isEmpty() ? "00" + address.value() : address.value();
    }

    private static void seconds(JsonBytes json, long millis) {
        byte[] time = new byte[UtcTime.LENGTH];
        UtcTime.write(millis, time, 0);
        json.string(new String(time, 0, SECONDS_LENGTH, java.nio.charset.StandardCharsets.US_ASCII));
    }
}

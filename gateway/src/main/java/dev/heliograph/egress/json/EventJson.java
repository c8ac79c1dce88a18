package dev.heliograph.egress.json;

import dev.heliograph.content.ContentWriter;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Event;
import dev.heliograph.message.InboundContext;
import dev.heliograph.message.MessageError;
import dev.heliograph.message.MessageId;
import org.jspecify.annotations.Nullable;

/** An event as JSON: the one form in which accounts see it, whichever way it goes out. */
public final class EventJson {
    private EventJson() {}

    /** Writes the event as one object at the end of {@code json}. */
    public static void write(Event event, JsonBytes json) {
        if (event instanceof Event.Receipt receipt) {
            receipt(receipt, json);
        } else if (event instanceof Event.Inbound inbound) {
            inbound(inbound, json);
        }
    }

    private static void receipt(Event.Receipt receipt, JsonBytes json) {
        head(receipt, "receipt", json);
        json.field("message").string(MessageId.text(receipt.message()));
        json.field("reference").string(receipt.reference());
        address(json.field("to"), receipt.to());
        address(json.field("from"), receipt.from());
        json.field("channel").string(receipt.channel());
        if (receipt.nextChannel() != null) {
            json.field("nextChannel").string(receipt.nextChannel());
        }
        json.field("state").string(receipt.state().text());
        json.field("final").bool(receipt.last());
        json.field("late").bool(receipt.late());
        json.field("attempt").number(receipt.attempt());
        json.field("at").time(receipt.atMillis());
        error(json.field("error"), receipt.error());
        json.field("segments").number(receipt.segments()).endObject();
    }

    private static void inbound(Event.Inbound inbound, JsonBytes json) {
        head(inbound, "inbound", json);
        json.field("channel").string(inbound.channel());
        address(json.field("from"), inbound.from());
        address(json.field("to"), inbound.to());
        if (inbound.content() instanceof Content.Rich rich) {
            json.field("content").utf8(ContentWriter.write(rich));
        } else {
            json.field("content")
                    .beginObject()
                    .field("text")
                    .string(inbound.text())
                    .endObject();
        }
        context(inbound.context(), json);
        json.field("at").time(inbound.atMillis()).endObject();
    }

    /** What is not known is left out. */
    private static void context(InboundContext context, JsonBytes json) {
        if (context.name() != null) {
            json.field("name").string(context.name());
        }
        if (context.repliesTo() != null || context.message() != 0) {
            json.field("replyTo").beginObject();
            if (context.message() != 0) {
                json.field("message").string(MessageId.text(context.message()));
                json.field("reference").string(context.reference());
            }
            json.field("providerId").string(context.repliesTo()).endObject();
        }
        if (context.consent() != InboundContext.Consent.UNCHANGED) {
            json.field("optOut").bool(context.consent() == InboundContext.Consent.STOPPED);
        }
        if (context.unverified()) {
            json.field("unverified").bool(true);
        }
    }

    private static void head(Event event, String type, JsonBytes json) {
        Cursor.write(json.beginObject().field("cursor"), 'c', event.cursor());
        json.field("type").string(type);
        Cursor.write(json.field("id"), 'e', event.cursor());
    }

    /** Writes an address as {@link Address#text} has it, or null for none. */
    public static void address(JsonBytes json, Address address) {
        if (address.value().isEmpty()) {
            json.nil();
        } else {
            json.raw('"');
            if (address.ton() == 1 && address.value().charAt(0) != '+') {
                json.raw('+');
            }
            json.text(address.value()).raw('"');
        }
    }

    /** Writes {@code {"type","code","detail"}}, or null. */
    public static void error(JsonBytes json, @Nullable MessageError error) {
        if (error == null) {
            json.nil();
            return;
        }
        json.beginObject().field("type").string(error.type());
        json.field("code").number(error.code());
        json.field("detail").string(error.detail()).endObject();
    }
}

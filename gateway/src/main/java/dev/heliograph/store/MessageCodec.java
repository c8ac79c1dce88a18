package dev.heliograph.store;

import dev.heliograph.content.ContentWriter;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.message.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The record of a message; its id is the key. Layout of version 2; version 1 ends before the notes:
 *
 * <pre>
 * octet   version
 * varint  acceptedAtMillis       first, because cleaning reads nothing else
 * text    account
 * octet   door
 * address from, to               text, varint ton, varint npi
 * varint  number of identities   text kind, text address
 * content octet kind             1: text; 2: text service_type, 4 varints, octets user data, octets TLVs;
 *                                3: octets JSON, see ContentWriter
 * octet   priority
 * octet   receipt wish
 * text?   reference
 * varint  sendAtMillis, expiresAtMillis, segments
 * varint  number of steps        text channel, octet until, varint afterMillis
 * varint  number of notes        text name, text value
 * </pre>
 */
final class MessageCodec {
    private static final int VERSION = 2;
    private static final int VERSION_WITHOUT_NOTES = 1;
    private static final int TEXT = 1;
    private static final int SMS = 2;
    private static final int RICH = 3;
    private static final int DOORS = Door.values().length;
    private static final int PRIORITIES = Priority.values().length;
    static final int STATES = MessageState.values().length;

    private MessageCodec() {}

    static void write(Message message, RecordWriter out) {
        out.octet(VERSION).varint(message.acceptedAtMillis()).text(message.account());
        out.ordinal(message.door());
        writeAddress(message.from(), out);
        writeAddress(message.to(), out);
        writeTexts(message.identities(), out);
        writeContent(message.content(), out);
        out.ordinal(message.priority()).octet(message.receipts().bits());
        out.nullableText(message.reference());
        out.varint(message.sendAtMillis()).varint(message.expiresAtMillis()).varint(message.segments());
        out.varint(message.route().size());
        for (Step step : message.route()) {
            out.text(step.channel()).ordinal(step.until()).varint(step.afterMillis());
        }
        writeTexts(message.notes(), out);
    }

    static Message read(long id, byte[] octets) {
        RecordReader in = new RecordReader(octets);
        int version = in.version(VERSION_WITHOUT_NOTES, VERSION);
        long acceptedAtMillis = in.varint();
        String account = in.text();
        Door door = Door.of(in.ordinal(DOORS, "door"));
        Address from = readAddress(in);
        Address to = readAddress(in);
        Map<String, String> identities = readTexts(in);
        Content content = readContent(in);
        Priority priority = Priority.of(in.ordinal(PRIORITIES, "priority"));
        ReceiptWish receipts = new ReceiptWish(in.ordinal(8, "receipt wish"));
        String reference = in.nullableText();
        long sendAtMillis = in.varint();
        long expiresAtMillis = in.varint();
        int segments = in.varint32();
        List<Step> route = readRoute(in);
        Map<String, String> notes = version == VERSION_WITHOUT_NOTES ? Map.of() : readTexts(in);
        in.end();
        return new Message(
                id,
                account,
                door,
                from,
                to,
                identities,
                content,
                priority,
                receipts,
                reference,
                acceptedAtMillis,
                sendAtMillis,
                expiresAtMillis,
                segments,
                route,
                notes);
    }

    /** @return when the message was accepted, without reading the rest */
    static long acceptedAtMillis(byte[] octets) {
        RecordReader in = new RecordReader(octets);
        in.version(VERSION_WITHOUT_NOTES, VERSION);
        return in.varint();
    }

    static void writeAddress(Address address, RecordWriter out) {
        out.text(address.value()).varint(address.ton()).varint(address.npi());
    }

    static Address readAddress(RecordReader in) {
        return new Address(in.text(), in.varint32(), in.varint32());
    }

    static void writeContent(Content content, RecordWriter out) {
        if (content instanceof Content.Text text) {
            out.octet(TEXT).text(text.text());
        } else if (content instanceof Content.Sms sms) {
            out.octet(SMS).text(sms.serviceType()).varint(sms.esmClass()).varint(sms.protocolId());
            out.varint(sms.priorityFlag())
                    .varint(sms.dataCoding())
                    .bytes(sms.userData())
                    .bytes(sms.tlvs());
        } else if (content instanceof Content.Rich rich) {
            out.octet(RICH).bytes(ContentWriter.write(rich));
        } else {
            throw new IllegalArgumentException("the store has no form for " + content.getClass());
        }
    }

    static Content readContent(RecordReader in) {
        int kind = in.octet();
        if (kind == TEXT) {
            return new Content.Text(in.text());
        }
        if (kind == SMS) {
            return new Content.Sms(
                    in.text(), in.varint32(), in.varint32(), in.varint32(), in.varint32(), in.bytes(), in.bytes());
        }
        if (kind == RICH) {
            return readRich(in.bytes());
        }
        throw new DamagedRecordException("no such content: " + kind);
    }

    private static Content readRich(byte[] json) {
        try {
            return ContentWriter.read(json);
        } catch (IllegalArgumentException e) {
            throw new DamagedRecordException("content: " + e.getMessage());
        }
    }

    private static void writeTexts(Map<String, String> texts, RecordWriter out) {
        out.varint(texts.size());
        for (Map.Entry<String, String> text : texts.entrySet()) {
            out.text(text.getKey()).text(text.getValue());
        }
    }

    private static Map<String, String> readTexts(RecordReader in) {
        int count = in.count();
        if (count == 0) {
            return Map.of();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            texts.put(in.text(), in.text());
        }
        return Map.copyOf(texts);
    }

    private static List<Step> readRoute(RecordReader in) {
        int count = in.count();
        if (count == 1) {
            return List.of(readStep(in));
        }
        List<Step> route = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            route.add(readStep(in));
        }
        return List.copyOf(route);
    }

    private static Step readStep(RecordReader in) {
        return new Step(in.text(), MessageState.of(in.ordinal(STATES, "state")), in.varint());
    }
}

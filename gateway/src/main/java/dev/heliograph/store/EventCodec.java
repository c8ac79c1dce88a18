package dev.heliograph.store;

import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Event;
import dev.heliograph.message.InboundContext;
import dev.heliograph.message.MessageState;

/**
 * The record of an event; account and cursor are the key. Layout of version 1:
 *
 * <pre>
 * octet  version
 * octet  kind
 * receipt (1):  fixed64 message, text? reference, address from, address to, text channel, octet state, octet late (1: late; 2: final, but not the end), varint attempt,
 *               varint submittedAtMillis, varint atMillis, error?, varint segments, text excerpt, octet door, text? next channel
 * inbound (2):  text channel, address from, address to, content, text text, varint atMillis
 * inbound (3):  the same; text? id, text? name, text? repliesTo, fixed64 message, text? reference, octet consent (3: unchanged, of somebody unverified)
 * </pre>
 *
 * <p>The store puts the time of storing before it, see {@link Streams}.
 */
final class EventCodec {
    private static final int VERSION = 1;
    private static final int RECEIPT = 1;
    private static final int INBOUND = 2;
    private static final int INBOUND_IN_CONTEXT = 3;
    private static final int LATE = 1;
    private static final int ON_THE_WAY = 2;
    private static final int CONSENTS = InboundContext.Consent.values().length;
    private static final int UNVERIFIED = CONSENTS;
    private static final int DOORS = Door.values().length;

    private EventCodec() {}

    static void write(Event event, RecordWriter out) {
        out.octet(VERSION);
        if (event instanceof Event.Receipt receipt) {
            out.octet(RECEIPT);
            writeReceipt(receipt, out);
        } else if (event instanceof Event.Inbound inbound) {
            writeInbound(inbound, out);
        } else {
            throw new IllegalArgumentException("the store has no form for " + event.getClass());
        }
    }

    static Event read(long cursor, RecordReader in) {
        in.version(VERSION);
        int kind = in.octet();
        Event event;
        if (kind == RECEIPT) {
            event = readReceipt(cursor, in);
        } else if (kind == INBOUND || kind == INBOUND_IN_CONTEXT) {
            event = readInbound(cursor, kind, in);
        } else {
            throw new DamagedRecordException("no such event: " + kind);
        }
        in.end();
        return event;
    }

    private static void writeInbound(Event.Inbound inbound, RecordWriter out) {
        InboundContext context = inbound.context();
        boolean bare = context.equals(InboundContext.NONE);
        out.octet(bare ? INBOUND : INBOUND_IN_CONTEXT).text(inbound.channel());
        MessageCodec.writeAddress(inbound.from(), out);
        MessageCodec.writeAddress(inbound.to(), out);
        MessageCodec.writeContent(inbound.content(), out);
        out.text(inbound.text()).varint(inbound.atMillis());
        if (!bare) {
            out.nullableText(context.id()).nullableText(context.name()).nullableText(context.repliesTo());
            out.fixed64(context.message()).nullableText(context.reference());
            out.octet(context.unverified() ? UNVERIFIED : context.consent().ordinal());
        }
    }

    private static Event.Inbound readInbound(long cursor, int kind, RecordReader in) {
        String channel = in.text();
        Address from = MessageCodec.readAddress(in);
        Address to = MessageCodec.readAddress(in);
        Content content = MessageCodec.readContent(in);
        String text = in.text();
        long atMillis = in.varint();
        InboundContext context = kind == INBOUND ? InboundContext.NONE : readContext(in);
        return new Event.Inbound(cursor, channel, from, to, content, text, atMillis, context);
    }

    private static InboundContext readContext(RecordReader in) {
        InboundContext context = InboundContext.of(in.nullableText())
                .from(in.nullableText())
                .answering(in.nullableText())
                .answering(in.fixed64(), in.nullableText());
        int consent = in.ordinal(CONSENTS + 1, "consent");
        return consent == UNVERIFIED ? context.ofStranger() : context.asking(InboundContext.Consent.values()[consent]);
    }

    private static void writeReceipt(Event.Receipt receipt, RecordWriter out) {
        out.fixed64(receipt.message()).nullableText(receipt.reference());
        MessageCodec.writeAddress(receipt.from(), out);
        MessageCodec.writeAddress(receipt.to(), out);
        out.text(receipt.channel()).ordinal(receipt.state()).octet(told(receipt));
        out.varint(receipt.attempt()).varint(receipt.submittedAtMillis()).varint(receipt.atMillis());
        StatusCodec.writeError(receipt.error(), out);
        out.varint(receipt.segments()).text(receipt.excerpt());
        out.ordinal(receipt.door()).nullableText(receipt.nextChannel());
    }

    private static int told(Event.Receipt receipt) {
        return receipt.late() ? LATE : receipt.state().isFinal() && !receipt.last() ? ON_THE_WAY : 0;
    }

    private static Event.Receipt readReceipt(long cursor, RecordReader in) {
        long message = in.fixed64();
        String reference = in.nullableText();
        Address from = MessageCodec.readAddress(in);
        Address to = MessageCodec.readAddress(in);
        String channel = in.text();
        MessageState state = StatusCodec.readState(in);
        int told = in.ordinal(ON_THE_WAY + 1, "late");
        int attempt = in.varint32();
        long submittedAtMillis = in.varint();
        long atMillis = in.varint();
        return new Event.Receipt(
                cursor,
                message,
                reference,
                from,
                to,
                channel,
                state,
                told == 0 && state.isFinal(),
                told == LATE,
                attempt,
                submittedAtMillis,
                atMillis,
                StatusCodec.readError(in),
                in.varint32(),
                in.text(),
                Door.of(in.ordinal(DOORS, "door")),
                in.nullableText());
    }
}

package dev.heliograph.store;

import dev.heliograph.message.MessageState;
import java.util.ArrayList;
import java.util.List;

/** The short records: an accepted idempotency key, a parked receipt, a consumer's position. Each begins with its version. */
final class SmallCodecs {
    private static final int VERSION = 1;
    /** 2: with the channel and other readings of the id. */
    private static final int VERSION_PARKED = 2;
    /** Answers out of order that one consumer can have; windows are far smaller. */
    private static final int BEYOND_MAX = 1 << 20;

    private SmallCodecs() {}

    /** What the first acceptance under an idempotency key left behind. */
    record Seen(long bodyHashHigh, long bodyHashLow, long id, int segments, long atMillis) {}

    static void writeSeen(Seen seen, RecordWriter out) {
        out.octet(VERSION).fixed64(seen.bodyHashHigh).fixed64(seen.bodyHashLow);
        out.fixed64(seen.id).varint(seen.segments).varint(seen.atMillis);
    }

    static Seen readSeen(byte[] octets) {
        RecordReader in = new RecordReader(octets);
        in.version(VERSION);
        Seen seen = new Seen(in.fixed64(), in.fixed64(), in.fixed64(), in.varint32(), in.varint());
        in.end();
        return seen;
    }

    /** The account and the provider's id are in the record too, so that it stands for itself. */
    static void writeParked(ParkedReceipt receipt, RecordWriter out) {
        out.octet(VERSION_PARKED).text(receipt.account()).text(receipt.providerId());
        out.ordinal(receipt.state()).varint(receipt.errorCode());
        out.varint(receipt.atMillis()).varint(receipt.receivedAtMillis());
        out.text(receipt.channel()).text(receipt.recipient());
        out.varint(receipt.otherIds().size());
        receipt.otherIds().forEach(out::text);
    }

    static ParkedReceipt readParked(byte[] octets) {
        RecordReader in = new RecordReader(octets);
        in.version(VERSION_PARKED);
        String account = in.text();
        String providerId = in.text();
        MessageState state = StatusCodec.readState(in);
        int errorCode = in.varint32();
        long atMillis = in.varint();
        long receivedAtMillis = in.varint();
        String channel = in.text();
        String recipient = in.text();
        int count = in.count();
        if (count > ParkedReceipt.OTHER_IDS_MAX) {
            throw new DamagedRecordException(count + " other ids");
        }
        List<String> otherIds = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            otherIds.add(in.text());
        }
        in.end();
        return new ParkedReceipt(
                account, channel, providerId, otherIds, recipient, state, errorCode, atMillis, receivedAtMillis);
    }

    /** Cursors rise, so each is written as its distance from the one before. */
    static void writePosition(ConsumerPosition position, RecordWriter out) {
        out.octet(VERSION).varint(position.cursor()).varint(position.beyond().length);
        long last = position.cursor();
        for (long cursor : position.beyond()) {
            out.varint(cursor - last);
            last = cursor;
        }
    }

    static ConsumerPosition readPosition(byte[] octets) {
        RecordReader in = new RecordReader(octets);
        in.version(VERSION);
        long last = in.varint();
        long cursor = last;
        int count = in.count();
        if (count > BEYOND_MAX) {
            throw new DamagedRecordException(count + " cursors");
        }
        long[] beyond = new long[count];
        for (int i = 0; i < count; i++) {
            last += in.varint();
            beyond[i] = last;
        }
        in.end();
        return new ConsumerPosition(cursor, beyond);
    }
}

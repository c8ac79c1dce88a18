package dev.heliograph.store;

import dev.heliograph.message.MessageState;

/** The short records: an accepted idempotency key, a parked receipt, a consumer's position. Each begins with its version. */
final class SmallCodecs {
    private static final int VERSION = 1;
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

    /** The channel and the provider's id are in the record too, so that it stands for itself. */
    static void writeParked(ParkedReceipt receipt, RecordWriter out) {
        out.octet(VERSION).text(receipt.channel()).text(receipt.providerId());
        out.ordinal(receipt.state()).varint(receipt.errorCode());
        out.varint(receipt.atMillis()).varint(receipt.receivedAtMillis());
    }

    static ParkedReceipt readParked(byte[] octets) {
        RecordReader in = new RecordReader(octets);
        in.version(VERSION);
        String channel = in.text();
        String providerId = in.text();
        MessageState state = StatusCodec.readState(in);
        ParkedReceipt receipt = new ParkedReceipt(channel, providerId, state, in.varint32(), in.varint(), in.varint());
        in.end();
        return receipt;
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

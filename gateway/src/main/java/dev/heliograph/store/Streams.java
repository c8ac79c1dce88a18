package dev.heliograph.store;

import dev.heliograph.message.Event;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Numbers each account's events. The writer numbers; anybody may ask for the newest number that is on the disk.
 *
 * <p>An event's record is the time at which it was stored, as a varint, and then what {@link EventCodec} wrote. Cleaning never drops an account's newest event, so
 * the numbers go on behind it when the store is opened again. Where a repair has lost it there is a row that says how far they had come.
 */
final class Streams {
    private final ConcurrentHashMap<String, Stream> byAccount = new ConcurrentHashMap<>();
    private final RecordWriter storedAt = new RecordWriter(10);

    /** One account's stream. */
    static final class Stream {
        private final String account;
        private final byte[] prefix;
        private long assigned;
        private volatile long durable;

        private Stream(String account) {
            this.account = account;
            this.prefix = Keys.accountPrefix(account);
        }

        String account() {
            return account;
        }

        /** @return what the keys of its events begin with; not to be changed */
        byte[] prefix() {
            return prefix;
        }

        /** @return the newest cursor on the disk */
        long durable() {
            return durable;
        }

        void setDurable(long cursor) {
            durable = cursor;
        }
    }

    Stream of(String account) {
        Stream stream = byAccount.get(account);
        return stream != null ? stream : byAccount.computeIfAbsent(account, Stream::new);
    }

    @Nullable
    Stream known(String account) {
        return byAccount.get(account);
    }

    Iterable<Stream> all() {
        return byAccount.values();
    }

    /** @return the event with the cursor that it got */
    Event append(BatchBuffer records, Stream stream, Encoding.EncodedEvent event, long nowMillis) {
        long cursor = ++stream.assigned;
        storedAt.reset().varint(nowMillis);
        records.put(Table.EVENTS, Keys.event(stream.prefix, cursor), storedAt, event.octets());
        return event.event().withCursor(cursor);
    }

    /** Finds the newest event of every account, by stepping from one account to the next. */
    void load(Disk disk) {
        byte[] first = {};
        byte[] end = {(byte) 0xFF, (byte) 0xFF};
        try (Scan scan = disk.scan(Table.EVENTS, first, end)) {
            scan.first();
            while (scan.isValid()) {
                Stream stream = of(new RecordReader(scan.key()).text());
                byte[] next = Keys.after(stream.prefix);
                try (Scan own = disk.scan(Table.EVENTS, stream.prefix, next)) {
                    stream.assigned = own.last().isValid() ? Keys.lastLong(own.key()) : 0;
                }
                stream.durable = stream.assigned;
                scan.seek(next);
            }
        }
        loadNumbered(disk);
    }

    private void loadNumbered(Disk disk) {
        try (Scan scan = disk.scan(Table.META, Keys.NUMBERED, Keys.after(Keys.NUMBERED))) {
            for (scan.first(); scan.isValid(); scan.next()) {
                Stream stream = of(new RecordReader(scan.key(), Keys.NUMBERED.length).text());
                stream.assigned = Math.max(stream.assigned, new RecordReader(scan.value()).varint());
                stream.durable = stream.assigned;
            }
        }
    }

    static long storedAtMillis(byte[] octets) {
        return new RecordReader(octets).varint();
    }

    static Event read(long cursor, byte[] octets) {
        RecordReader in = new RecordReader(octets);
        in.varint();
        return EventCodec.read(cursor, in);
    }
}

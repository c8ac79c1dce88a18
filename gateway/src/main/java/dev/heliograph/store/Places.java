package dev.heliograph.store;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where messages wait whose place does not follow from the message alone: those in the schedule, and those that came from it or from another channel and so stand
 * behind their id. All others wait, if they do, in the backlog of their first step's channel at the position that is their id. Writer only.
 *
 * <p>Nearly every message is of the other kind, so a filter in memory answers for them without a read. It holds one bit for each hash of an id, is never wrong
 * about an id that has a place, and is emptied whenever none has one.
 */
final class Places {
    private static final int VERSION = 1;
    private static final int SCHEDULED = 1;
    private static final int WAITING = 2;

    private final Disk disk;
    private final Records records;
    private final BitSet filter;
    private final int hashShift;
    private final Map<Long, Place> unwritten = new HashMap<>();
    private long count;

    Places(Disk disk, Records records, int filterBits) {
        this.disk = disk;
        this.records = records;
        this.filter = new BitSet(filterBits);
        this.hashShift = Long.numberOfLeadingZeros(filterBits) + 1;
    }

    /** One of the two. */
    sealed interface Place {}

    /** @param dueMillis when it leaves the schedule */
    record Scheduled(long dueMillis) implements Place {}

    record Waiting(String channel, long position) implements Place {}

    /** Stands for a place that this batch takes away. */
    private record Gone() implements Place {}

    private static final Gone GONE = new Gone();

    void load() {
        try (Scan scan = disk.scan(Table.PLACES, Keys.id(0), Keys.id(-1))) {
            for (scan.first(); scan.isValid(); scan.next()) {
                count++;
                filter.set(bit(Keys.lastLong(scan.key())));
            }
        }
    }

    /** @return null when the place follows from the message */
    @Nullable
    Place of(long id) {
        if (!filter.get(bit(id))) {
            return null;
        }
        Place place = unwritten.get(id);
        if (place == null) {
            return stored(id);
        }
        return place == GONE ? null : place;
    }

    private @Nullable Place stored(long id) {
        byte[] key = Keys.id(id);
        byte[] octets = disk.get(Table.PLACES, key);
        try {
            return octets == null ? null : Records.decode(Table.PLACES, key, octets, Places::read);
        } catch (StoreException e) {
            records.damaged(e.getMessage());
            return null;
        }
    }

    void put(BatchBuffer batch, long id, Place place) {
        if (of(id) == null) {
            count++;
        }
        filter.set(bit(id));
        unwritten.put(id, place);
        batch.put(Table.PLACES, Keys.id(id), record(place));
    }

    static byte[] record(Place place) {
        RecordWriter out = new RecordWriter(32).octet(VERSION);
        if (place instanceof Waiting waiting) {
            out.octet(WAITING).text(waiting.channel).fixed64(waiting.position);
        } else if (place instanceof Scheduled scheduled) {
            out.octet(SCHEDULED).varint(scheduled.dueMillis);
        }
        return out.toOctets();
    }

    /** Takes away a place that there is. */
    void remove(BatchBuffer batch, long id) {
        count--;
        unwritten.put(id, GONE);
        batch.delete(Table.PLACES, Keys.id(id));
    }

    /** The batch is on the disk. */
    void written() {
        if (!unwritten.isEmpty()) {
            unwritten.clear();
        }
        if (count == 0 && !filter.isEmpty()) {
            filter.clear();
        }
    }

    static Place read(byte[] octets) {
        RecordReader in = new RecordReader(octets);
        in.version(VERSION);
        int kind = in.octet();
        Place place;
        if (kind == WAITING) {
            place = new Waiting(in.text(), in.fixed64());
        } else if (kind == SCHEDULED) {
            place = new Scheduled(in.varint());
        } else {
            throw new DamagedRecordException("no such place: " + kind);
        }
        in.end();
        return place;
    }

    private int bit(long id) {
        return (int) ((id * 0x9E3779B97F4A7C15L) >>> hashShift);
    }
}

package dev.heliograph.store;

import dev.heliograph.message.MessageId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which messages have not ended, and until when they should have. Writer only.
 *
 * <p>Most messages end within moments, so the newest ids, {@link StoreMemory#young} of them, are kept in memory alone, each in the slot that the low bits of its id
 * name. Who is given a number that names a taken slot puts the message there out, with a row in the table of deadlines: only what stays unfinished for long costs a
 * record. After a crash {@link DeadlineRecovery} gives rows to those that were in memory.
 *
 * <p>Rows are not taken away when a message ends or its deadline moves: that would need to be known. When a row comes due, the message's status tells whether it still
 * counts, and whichever does not is dropped then.
 */
final class Deadlines {
    private final Disk disk;
    private final int young;
    private final long[] ids;
    private final long[] deadlines;
    /** What this batch has made of messages, where memory does not tell. */
    private final Map<Long, StatusCodec.Head> unwritten = new HashMap<>();

    /** No message in memory has an earlier one. */
    private long youngSoonest = Long.MAX_VALUE;
    /** No row is earlier. */
    private long rowsSoonest = Long.MAX_VALUE;

    /** No row that was put since {@link #beginPass} is earlier. */
    private long putSoonest = Long.MAX_VALUE;

    private boolean recovered;
    private boolean justRecovered;

    Deadlines(Disk disk, int young) {
        this.disk = disk;
        this.young = young;
        this.ids = new long[young];
        this.deadlines = new long[young];
    }

    /** @return how many slots there are in memory */
    int slots() {
        return young;
    }

    void load() {
        try (Scan scan = disk.scan(Table.DEADLINES, Keys.due(0, 0), Keys.due(-1, -1))) {
            rowsSoonest = scan.first().isValid() ? Keys.due(scan.key()) : Long.MAX_VALUE;
        }
    }

    /** Everything from before has its row: from now on the lower bound of the next recovery rises. */
    void recovered() {
        recovered = true;
        justRecovered = true;
    }

    /** @return true once after recovery: it may have brought rows that are long due */
    boolean takeRecovered() {
        boolean just = justRecovered;
        justRecovered = false;
        return just;
    }

    /** A number is given, as an id or as a position: who has its slot is put out. */
    void makeRoom(BatchBuffer records, long id) {
        int slot = slotOf(id);
        if (ids[slot] != 0) {
            putRow(records, deadlines[slot], ids[slot]);
            ids[slot] = 0;
        }
        if (recovered && slot % (young / 8) == 0 && MessageId.counter(id) > young) {
            records.put(Table.META, Keys.YOUNG_FROM, Keys.id(id - young));
        }
    }

    /** A message is accepted; there is room for it. */
    void open(long id, long deadlineMillis) {
        int slot = slotOf(id);
        ids[slot] = id;
        deadlines[slot] = deadlineMillis;
        youngSoonest = Math.min(youngSoonest, deadlineMillis);
    }

    /** @return whether the message is known in memory not to have ended */
    boolean isOpen(long id) {
        return ids[slotOf(id)] == id;
    }

    /**
     * @return what is recorded of the message, in this batch too; null when nothing is and it is only accepted
     * @throws StoreException when the disk cannot tell
     */
    StatusCodec.@Nullable Head recorded(long id) {
        StatusCodec.Head head = unwritten.get(id);
        if (head != null) {
            return head;
        }
        byte[] key = Keys.id(id);
        byte[] octets = disk.get(Table.STATUS, key);
        return octets == null ? null : Records.decode(Table.STATUS, key, octets, StatusCodec::head);
    }

    /** @return the deadline of a message that {@link #isOpen} */
    long of(long id) {
        return deadlines[slotOf(id)];
    }

    /** A message that has not ended gets another deadline. */
    void move(BatchBuffer records, long id, StatusCodec.Head next, long deadlineMillis) {
        if (isOpen(id)) {
            open(id, deadlineMillis);
        } else {
            unwritten.put(id, next);
            putRow(records, deadlineMillis, id);
        }
    }

    /** A message keeps its deadline. */
    void keep(long id, StatusCodec.Head next) {
        if (!isOpen(id)) {
            unwritten.put(id, next);
        }
    }

    /** A message has ended. */
    void end(long id, StatusCodec.Head last) {
        int slot = slotOf(id);
        if (ids[slot] == id) {
            ids[slot] = 0;
        }
        unwritten.put(id, last);
    }

    /** The batch is on the disk. */
    void written() {
        if (!unwritten.isEmpty()) {
            unwritten.clear();
        }
    }

    void putRow(BatchBuffer records, long deadlineMillis, long id) {
        if (deadlineMillis < Long.MAX_VALUE) {
            records.put(Table.DEADLINES, Keys.due(deadlineMillis, id), new byte[0]);
            rowsSoonest = Math.min(rowsSoonest, deadlineMillis);
            putSoonest = Math.min(putSoonest, deadlineMillis);
        }
    }

    /** Somebody begins to walk through the rows, in several turns. */
    void beginPass() {
        putSoonest = Long.MAX_VALUE;
    }

    /**
     * The walk has come to its end. What was put meanwhile may lie behind where it was: a message that was overdue in memory and was put out.
     *
     * @param leftMillis of the earliest row that it left
     */
    void endPass(long leftMillis) {
        rowsSoonest = Math.min(leftMillis, putSoonest);
    }

    long youngSoonest() {
        return youngSoonest;
    }

    long rowsSoonest() {
        return rowsSoonest;
    }

    /** @return ids of the messages in some slots whose deadlines lie in a span, both ends within */
    List<Long> young(int fromSlot, int toSlot, long fromMillis, long toMillis) {
        List<Long> due = new ArrayList<>();
        for (int slot = fromSlot; slot < toSlot; slot++) {
            if (ids[slot] != 0 && deadlines[slot] <= toMillis && deadlines[slot] >= fromMillis) {
                due.add(ids[slot]);
            }
        }
        return due;
    }

    /** Finds the earliest deadline in memory again, after many have gone. */
    void findYoungSoonest() {
        long soonest = Long.MAX_VALUE;
        for (int slot = 0; slot < young; slot++) {
            if (ids[slot] != 0) {
                soonest = Math.min(soonest, deadlines[slot]);
            }
        }
        youngSoonest = soonest;
    }

    /** Whoever calls this looks through all slots soon, and notes what is there. */
    void forgetYoungSoonest() {
        youngSoonest = Long.MAX_VALUE;
    }

    /** Notes the earliest deadline in some slots that lies behind {@code afterMillis}: what lies before is told of anyway. */
    void noteYoungSoonest(int fromSlot, int toSlot, long afterMillis) {
        long soonest = youngSoonest;
        for (int slot = fromSlot; slot < toSlot; slot++) {
            if (ids[slot] != 0 && deadlines[slot] > afterMillis) {
                soonest = Math.min(soonest, deadlines[slot]);
            }
        }
        youngSoonest = soonest;
    }

    private int slotOf(long id) {
        return (int) id & (young - 1);
    }
}

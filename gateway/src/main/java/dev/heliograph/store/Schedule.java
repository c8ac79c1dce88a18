package dev.heliograph.store;

import java.util.ArrayList;
import java.util.List;

/** Messages that are to be sent later, in the order of their times. Writer only. */
final class Schedule {
    /** Messages that become due in one batch: a few milliseconds of work. */
    static final int DUE_MAX = 1_000;

    private final Disk disk;
    private long nextDueMillis = Long.MAX_VALUE;
    /** Nothing lies before this time but the traces of what was taken out, which are slow to step over. */
    private long emptyBeforeMillis;

    /** A message and the time it waits for. */
    record Due(long dueMillis, long id) {}

    Schedule(Disk disk) {
        this.disk = disk;
    }

    void load() {
        try (Scan scan = disk.scan(Table.SCHEDULE, Keys.due(0, 0), Keys.due(-1, -1))) {
            nextDueMillis = scan.first().isValid() ? dueMillis(scan.key()) : Long.MAX_VALUE;
        }
    }

    /** @return wall clock; {@link Long#MAX_VALUE} when the schedule is empty */
    long nextDueMillis() {
        return nextDueMillis;
    }

    void put(BatchBuffer records, long dueMillis, long id) {
        records.put(Table.SCHEDULE, Keys.due(dueMillis, id), new byte[0]);
        nextDueMillis = Math.min(nextDueMillis, dueMillis);
        emptyBeforeMillis = Math.min(emptyBeforeMillis, dueMillis);
    }

    void remove(BatchBuffer records, long dueMillis, long id) {
        records.delete(Table.SCHEDULE, Keys.due(dueMillis, id));
    }

    /** @return those that are due on the disk, at most {@link #DUE_MAX}; the caller takes them out of the schedule before it asks again */
    List<Due> takeDue(long nowMillis) {
        List<Due> due = new ArrayList<>();
        try (Scan scan = disk.scan(Table.SCHEDULE, Keys.due(emptyBeforeMillis, 0), Keys.due(-1, -1))) {
            scan.first();
            while (scan.isValid() && due.size() < DUE_MAX && dueMillis(scan.key()) <= nowMillis) {
                due.add(new Due(dueMillis(scan.key()), Keys.lastLong(scan.key())));
                scan.next();
            }
            nextDueMillis = scan.isValid() ? dueMillis(scan.key()) : Long.MAX_VALUE;
            emptyBeforeMillis = Math.min(nextDueMillis, Math.max(emptyBeforeMillis, nowMillis));
        }
        return due;
    }

    private static long dueMillis(byte[] key) {
        return new RecordReader(key).fixed64();
    }
}

package dev.heliograph.store;

/**
 * The records of one batch in RocksDB's own serialised form of a write batch (its {@code write_batch.cc}: a header of 8 octets sequence and 4 octets count, then
 * per record a tag, the family as varint, and each string with its length). Built here, a batch crosses into native code once and not once a record.
 *
 * <p>RocksDB's memtable remembers where it put the last key: the next one behind it costs a third of one somewhere else. But new messages, messages sent and
 * messages settled come mixed, each kind in rising order. So each table's records are dealt into {@link RecordRun runs} of rising keys, which are written one after
 * the other.
 */
final class BatchBuffer {
    private static final int HEADER = 12;
    private static final int COUNT_AT = 8;
    private static final int PUT = 0x5;
    private static final int DELETE = 0x4;
    private static final int SINGLE_DELETE = 0x8;
    private static final int DELETE_RANGE = 0xE;
    private static final Table[] TABLES = Table.values();

    /** Sees the records of a batch. */
    interface RecordVisitor {
        void put(Table table, byte[] key, byte[] value);

        void delete(Table table, byte[] key);

        void deleteRange(Table table, byte[] from, byte[] to);
    }

    private final int[] tables;
    private final RecordRun[] firstRuns = new RecordRun[TABLES.length];

    private int count;
    private int octets;

    /** @param tables the number that names each table, see {@link Disk#tableNumbers} */
    BatchBuffer(int[] tables) {
        this.tables = tables.clone();
        for (int i = 0; i < firstRuns.length; i++) {
            firstRuns[i] = new RecordRun(1);
        }
    }

    void put(Table table, byte[] key, byte[] value) {
        RecordWriter out = begin(PUT, table, key);
        int before = out.length();
        out.bytes(value);
        octets += out.length() - before;
    }

    /** Puts a value of two pieces, so that a number can be set before a record that was encoded elsewhere. */
    void put(Table table, byte[] key, RecordWriter head, byte[] rest) {
        RecordWriter out = begin(PUT, table, key);
        int before = out.length();
        out.varint(head.length() + (long) rest.length);
        out.raw(head.array(), 0, head.length()).raw(rest);
        octets += out.length() - before;
    }

    void delete(Table table, byte[] key) {
        begin(DELETE, table, key);
    }

    /** Deletes a key that was put exactly once; the pair then vanishes at the next flush, where a delete would leave a tombstone for readers to step over. */
    void singleDelete(Table table, byte[] key) {
        begin(SINGLE_DELETE, table, key);
    }

    /** Deletes from {@code from} until before {@code to}. */
    void deleteRange(Table table, byte[] from, byte[] to) {
        RecordWriter out = begin(DELETE_RANGE, table, from);
        int before = out.length();
        out.bytes(to);
        octets += out.length() - before;
    }

    int count() {
        return count;
    }

    int octets() {
        return octets;
    }

    byte[] toOctets() {
        byte[] batch = new byte[HEADER + octets];
        for (int i = 0; i < 4; i++) {
            batch[COUNT_AT + i] = (byte) (count >>> (8 * i));
        }
        int at = HEADER;
        for (RecordRun run : firstRuns) {
            at = run.copyTo(batch, at);
        }
        return batch;
    }

    /** Shows every record in the order in which it counts. For disks that are not RocksDB. */
    void forEach(RecordVisitor visitor) {
        for (Table table : TABLES) {
            RecordRun run = firstRuns[table.index()];
            for (; run != null && !run.isEmpty(); run = run.next()) {
                show(table, run.reader(), visitor);
            }
        }
    }

    private static void show(Table table, RecordReader in, RecordVisitor visitor) {
        while (!in.isAtEnd()) {
            int tag = in.octet();
            in.varint32(); // the table's number
            byte[] key = in.bytes();
            switch (tag) {
                case PUT -> visitor.put(table, key, in.bytes());
                case DELETE_RANGE -> visitor.deleteRange(table, key, in.bytes());
                default -> visitor.delete(table, key);
            }
        }
    }

    void clear() {
        count = 0;
        octets = 0;
        for (RecordRun run : firstRuns) {
            run.clear();
        }
    }

    private RecordWriter begin(int tag, Table table, byte[] key) {
        RecordRun run = firstRuns[table.index()].fitting(key);
        RecordWriter out = run.append(key);
        int before = out.length();
        out.octet(tag).varint(tables[table.index()]).bytes(key);
        count++;
        octets += out.length() - before;
        return out;
    }
}

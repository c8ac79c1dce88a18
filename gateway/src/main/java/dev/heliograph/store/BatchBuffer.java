package dev.heliograph.store;

import java.util.Arrays;

/**
 * The records of one batch in RocksDB's own serialised form of a write batch (its {@code write_batch.cc}: a header of 8 octets sequence and 4 octets count, then
 * per record a tag, the family as varint, and each string with its length). Built here, a batch crosses into native code once and not once a record.
 */
final class BatchBuffer {
    private static final int HEADER = 12;
    private static final int COUNT_AT = 8;
    private static final int PUT = 0x5;
    private static final int DELETE = 0x4;
    private static final int SINGLE_DELETE = 0x8;
    private static final int DELETE_RANGE = 0xE;
    /** Kept from batch to batch; a larger one was an exception and is let go. */
    private static final int KEPT_OCTETS = 4 << 20;

    private final int[] families;
    private RecordWriter out = new RecordWriter(64 << 10);
    private int count;

    /** @param families RocksDB's number of each table's family, by index */
    BatchBuffer(int[] families) {
        this.families = families.clone();
        clear();
    }

    void put(Table table, byte[] key, byte[] value) {
        begin(PUT, table, key).bytes(value);
    }

    /** Puts a value of two pieces, so that a number can be set before a record that was encoded elsewhere. */
    void put(Table table, byte[] key, RecordWriter head, byte[] rest) {
        begin(PUT, table, key).varint(head.length() + (long) rest.length);
        out.raw(head.array(), 0, head.length()).raw(rest);
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
        begin(DELETE_RANGE, table, from).bytes(to);
    }

    int count() {
        return count;
    }

    int octets() {
        return out.length();
    }

    /** Forgets every record behind a point that {@link #octets} and {@link #count} named. */
    void rollBack(int toOctets, int toCount) {
        out.truncate(toOctets);
        count = toCount;
    }

    byte[] toOctets() {
        byte[] octets = Arrays.copyOf(out.array(), out.length());
        for (int i = 0; i < 4; i++) {
            octets[COUNT_AT + i] = (byte) (count >>> (8 * i));
        }
        return octets;
    }

    void clear() {
        if (out.array().length > KEPT_OCTETS) {
            out = new RecordWriter(64 << 10);
        }
        count = 0;
        out.reset();
        out.raw(new byte[HEADER]);
    }

    private RecordWriter begin(int tag, Table table, byte[] key) {
        count++;
        return out.octet(tag).varint(families[table.index()]).bytes(key);
    }
}

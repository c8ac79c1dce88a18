package dev.heliograph.store;

import dev.heliograph.message.MessageId;

/**
 * The node's counter, which numbers messages and places in backlogs. Writer only.
 *
 * <p>Numbers are reserved on the disk by the block, in the same batch as the first that is used of it. After a crash counting goes on behind the last block: some
 * numbers are never given, none is given twice.
 */
final class Ids {
    private static final long BLOCK = 1 << 20;

    private final int node;
    private long counter;
    private long reserved;

    /** @param reserved the last number that an earlier life may have given */
    Ids(int node, long reserved) {
        this.node = node;
        this.counter = reserved;
        this.reserved = reserved;
    }

    static Ids load(Disk disk, int node) {
        byte[] reserved = disk.get(Table.META, Keys.RESERVED);
        return new Ids(node, reserved == null ? 0 : new RecordReader(reserved).varint());
    }

    /** @return the first number that this life of the store gives */
    long first() {
        return MessageId.of(node, counter + 1);
    }

    /** Makes sure that {@code count} numbers can be given in this batch. */
    void reserve(BatchBuffer records, int count) {
        if (reserved - counter < count) {
            reserved = counter + Math.max(BLOCK, count);
            put(records, reserved);
        }
    }

    /** Gives back what was reserved and not used, when the store is closed. */
    void release(BatchBuffer records) {
        if (reserved > counter) {
            reserved = counter;
            put(records, counter);
        }
    }

    long next() {
        if (counter == reserved) {
            throw new IllegalStateException("more ids in one batch than were reserved");
        }
        return MessageId.of(node, ++counter);
    }

    private static void put(BatchBuffer records, long number) {
        records.put(
                Table.META, Keys.RESERVED, new RecordWriter(10).varint(number).toOctets());
    }
}

package dev.heliograph.store;

/** What a store knows of itself: the format of its records and the node that it belongs to. */
final class Identity {
    /** Rises when a record or key changes in a way that older programs cannot read. */
    static final int FORMAT = 2;

    private Identity() {}

    /**
     * Checks that a disk holds a store that this node can use, and makes it one when it is empty.
     *
     * @throws StoreException when it was written by a newer program or another node
     */
    static void check(Disk disk, StoreOptions options) {
        byte[] format = disk.get(Table.META, Keys.FORMAT);
        byte[] node = disk.get(Table.META, Keys.NODE);
        if (format == null || node == null) {
            BatchBuffer first = new BatchBuffer(disk.tableNumbers());
            first.put(Table.META, Keys.FORMAT, number(FORMAT));
            first.put(Table.META, Keys.NODE, number(options.node()));
            disk.commit(first);
            return;
        }
        long found = new RecordReader(format).varint();
        if (found < FORMAT) {
            // Everything older can be read; what is written from now on cannot be read by older programs.
            BatchBuffer newer = new BatchBuffer(disk.tableNumbers());
            newer.put(Table.META, Keys.FORMAT, number(FORMAT));
            disk.commit(newer);
        }
        if (found > FORMAT) {
            throw new StoreException("the store in " + options.directory() + " has format " + found
                    + ", written by a newer program; this one reads up to " + FORMAT);
        }
        long owner = new RecordReader(node).varint();
        if (owner != options.node()) {
            throw new StoreException("the store in " + options.directory() + " belongs to node " + owner
                    + ", this is node " + options.node());
        }
    }

    private static byte[] number(long number) {
        return new RecordWriter(10).varint(number).toOctets();
    }
}

package dev.heliograph.store;

import java.nio.file.Path;

/**
 * How a store is kept.
 *
 * @param directory where the data lives; made when it is missing. One process at a time
 * @param node number of this node, part of every id it gives out; the same for ever in one directory
 * @param acceptQueueMax commands that may wait for the writer before acceptances are refused, at least 1. Other commands are bounded by the windows of the
 *     lanes and sessions that give them and are never refused
 * @param batchMax commands written and synced together, at least 1
 * @param sync whether each batch is synced to the disk before it is answered; false only for benchmarks, it breaks every promise
 * @param retentionHours how long finished messages, their correlations, events and parked receipts are kept, 1 to 8,760
 * @param freeBytesMin below this many usable bytes on the disk nothing more is accepted; draining goes on
 * @param memtableBytes what RocksDB may hold of recent writes, over all tables, at least 8 MiB
 * @param cacheBytes what RocksDB may hold of its files, with their indexes and filters, at least 8 MiB
 */
public record StoreOptions(
        Path directory,
        int node,
        int acceptQueueMax,
        int batchMax,
        boolean sync,
        int retentionHours,
        long freeBytesMin,
        long memtableBytes,
        long cacheBytes) {
    /** About a second of full load. */
    public static final int ACCEPT_QUEUE_MAX = 65_536;
    /** Large enough that the sync no longer counts, small enough that a batch takes a few milliseconds. */
    public static final int BATCH_MAX = 4_096;

    public static final int RETENTION_HOURS = 72;
    /** 512 MiB: what draining, compaction and the log need to go on. */
    public static final long FREE_BYTES_MIN = 512L << 20;
    /** 192 MiB. */
    public static final long MEMTABLE_BYTES = 192L << 20;
    /** 128 MiB. */
    public static final long CACHE_BYTES = 128L << 20;

    private static final long BYTES_MIN = 8L << 20;
    private static final int NODE_LIMIT = 1 << 15;

    public StoreOptions {
        require(node >= 0 && node < NODE_LIMIT, "node must be 0 to 32767");
        require(acceptQueueMax >= 1, "acceptQueueMax must be at least 1");
        require(batchMax >= 1, "batchMax must be at least 1");
        require(retentionHours >= 1 && retentionHours <= 8_760, "retentionHours must be 1 to 8760");
        require(freeBytesMin >= 0, "freeBytesMin must not be negative");
        require(memtableBytes >= BYTES_MIN, "memtableBytes must be at least 8 MiB");
        require(cacheBytes >= BYTES_MIN, "cacheBytes must be at least 8 MiB");
    }

    /** @return the defaults for node {@code node} in {@code directory} */
    public static StoreOptions in(Path directory, int node) {
        return new StoreOptions(
                directory,
                node,
                ACCEPT_QUEUE_MAX,
                BATCH_MAX,
                true,
                RETENTION_HOURS,
                FREE_BYTES_MIN,
                MEMTABLE_BYTES,
                CACHE_BYTES);
    }

    /** @return the same in another directory */
    StoreOptions in(Path other) {
        return new StoreOptions(
                other, node, acceptQueueMax, batchMax, sync, retentionHours, freeBytesMin, memtableBytes, cacheBytes);
    }

    /** @return the same for another node */
    StoreOptions of(int other) {
        return new StoreOptions(
                directory,
                other,
                acceptQueueMax,
                batchMax,
                sync,
                retentionHours,
                freeBytesMin,
                memtableBytes,
                cacheBytes);
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new IllegalArgumentException(fault);
        }
    }
}

package dev.heliograph.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the store asks of a disk: ordered tables, and batches that are written whole. {@link Database} keeps them in RocksDB; a simulation keeps them in memory and
 * loses what was not synced.
 *
 * <p>The promises, on which everything that the store itself promises rests:
 *
 * <ul>
 *   <li>{@link #commit} writes a batch whole or not at all: after a crash either every record of it is there or none is, and never a later batch without the
 *       earlier ones.
 *   <li>When {@code commit} has returned the batch is durable: neither the end of the process nor the loss of power takes it back. A batch during whose commit the
 *       node crashed may be there or not.
 *   <li>When {@code commit} throws, it is not known whether the batch is durable; the store then commits nothing more.
 *   <li>Reads and scans that begin after {@code commit} has returned see the batch.
 *   <li>A read that cannot be done throws {@link StoreException}; it never answers as if nothing were there.
 * </ul>
 *
 * <p>Keys are ordered octet by octet, unsigned. Reads may come from any thread, {@code commit} from one only. Every call may block.
 */
interface Disk extends AutoCloseable {
    /** @throws StoreException when it cannot be read */
    byte @Nullable [] get(Table table, byte[] key);

    /**
     * @return one value a key, null where there is none
     * @throws StoreException when one of them cannot be read
     */
    List<byte @Nullable []> get(Table table, List<byte[]> keys);

    /**
     * Walks over the present records of a table.
     *
     * @param from first key
     * @param to first key behind the range
     */
    Scan scan(Table table, byte[] from, byte[] to);

    /**
     * Writes a batch whole and syncs it.
     *
     * @param batch its records; {@link BatchBuffer#forEach} walks over them. Valid only during the call
     * @throws StoreException when it is not known to be durable; nothing may be written after that
     */
    void commit(BatchBuffer batch);

    /** Gives room back where a range was deleted, as far as that is cheap; never takes away what was not deleted. */
    void reclaim(Table table, byte[] from, byte[] to);

    /** @return octets that can still be written, {@link Long#MAX_VALUE} when there is no bound; asked at most once a second */
    long usableBytes();

    /** @return the number under which a batch's octets name each table, by {@link Table#index} */
    int[] tableNumbers();

    @Override
    void close();
}

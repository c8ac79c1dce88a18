package dev.heliograph.store;

/**
 * A walk over a range of keys of one table, as it was when the walk was asked for. Used as
 * {@code for (scan.first(); scan.isValid(); scan.next())}, or from {@code last()} with {@code previous()}; closed after use. One thread at a time.
 */
interface Scan extends AutoCloseable {
    Scan first();

    Scan last();

    /** Goes to the first key at or behind {@code key}. */
    Scan seek(byte[] key);

    void next();

    void previous();

    /** @throws StoreException when the range cannot be read on */
    boolean isValid();

    byte[] key();

    byte[] value();

    @Override
    void close();
}

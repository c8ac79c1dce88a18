package dev.heliograph.store;

/** Where batches become durable. A seam: the fault tests put a disk behind it that stalls, fails or loses power. */
interface Journal {
    /**
     * Writes a batch whole and syncs it. Blocks.
     *
     * @param batch what {@link BatchBuffer#toOctets} gave
     * @throws StoreException when it is not known to be durable; nothing may be written after that
     */
    void commit(byte[] batch);
}

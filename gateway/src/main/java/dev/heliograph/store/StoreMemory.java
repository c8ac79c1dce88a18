package dev.heliograph.store;

/**
 * What the store remembers of its newest messages, so that it need not ask the disk. Smaller, each costs reads or records and nothing else; a simulation makes them so
 * small that they run over.
 *
 * @param young messages whose deadlines are kept in memory alone, see {@link Deadlines}: a power of two, at least 64
 * @param gone messages whose leaving a backlog is remembered, see {@link Backlog}: a power of two
 * @param placeBits bits of the filter for messages that have a place of their own, see {@link Places}: a power of two
 * @param commandsMax commands other than acceptances that may wait for the writer, see {@link Inbox}: a power of two. More is a fault
 */
record StoreMemory(int young, int gone, int placeBits, int commandsMax) {
    /**
     * Two arrays of 4 MiB for the young, which are 50 seconds at 10,000 messages a second; 8 MiB for those that are gone; 512 KiB for the filter; and room for commands
     * far above what the windows of all lanes and sessions can have under way, for they are never refused.
     */
    static final StoreMemory DEFAULT = new StoreMemory(1 << 19, 1 << 20, 1 << 22, 1 << 20);

    StoreMemory {
        require(young >= 64 && isPowerOfTwo(young), "young must be a power of two, at least 64");
        require(isPowerOfTwo(gone), "gone must be a power of two");
        require(placeBits >= 2 && isPowerOfTwo(placeBits), "placeBits must be a power of two, at least 2");
        require(commandsMax >= 2 && isPowerOfTwo(commandsMax), "commandsMax must be a power of two, at least 2");
    }

    private static boolean isPowerOfTwo(int number) {
        return Integer.bitCount(number) == 1 && number > 0;
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new IllegalArgumentException(fault);
        }
    }
}

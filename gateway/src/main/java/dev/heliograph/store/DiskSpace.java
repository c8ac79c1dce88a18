package dev.heliograph.store;

import java.util.function.LongSupplier;

/**
 * Watches the room on the disk. Writer only.
 *
 * <p>It is full below {@code freeBytesMin} and has room again above five quarters of that, so that it does not flutter at the mark.
 */
final class DiskSpace {
    private static final long CHECK_MILLIS = 1_000;

    private final long freeBytesMin;
    private final LongSupplier usableBytes;
    private long checkedAtMillis = Long.MIN_VALUE;
    private boolean full;

    /** @param usableBytes asks the file system; called at most once a second */
    DiskSpace(long freeBytesMin, LongSupplier usableBytes) {
        this.freeBytesMin = freeBytesMin;
        this.usableBytes = usableBytes;
    }

    boolean isFull(long nowMillis) {
        if (nowMillis < checkedAtMillis || nowMillis - CHECK_MILLIS >= checkedAtMillis) {
            checkedAtMillis = nowMillis;
            long usable = usableBytes.getAsLong();
            full = usable < (full ? freeBytesMin + freeBytesMin / 4 : freeBytesMin);
        }
        return full;
    }
}

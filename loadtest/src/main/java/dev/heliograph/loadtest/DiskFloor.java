package dev.heliograph.loadtest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** What the disk itself takes: records of a message's size written into a file that is there already, and synced (fdatasync). Blocks. */
final class DiskFloor implements AutoCloseable {
    private static final int RECORD_BYTES = 300;
    private static final int FILE_BYTES = 64 << 20;
    private static final int PIECE_BYTES = 1 << 20;
    private static final double NANOS_A_SECOND = 1e9;

    private final Path path;
    private final FileChannel file;
    private final ByteBuffer records = ByteBuffer.allocateDirect(PIECE_BYTES);
    private long position;

    /** @param directory on the disk in question */
    DiskFloor(Path directory) throws IOException {
        path = Files.createTempFile(directory, "heliograph-floor", ".bin");
        file = FileChannel.open(path, StandardOpenOption.WRITE);
        for (int written = 0; written < FILE_BYTES; written += PIECE_BYTES) {
            records.clear();
            file.write(records, written);
        }
        file.force(true);
    }

    /** One record and one sync after the other, for that long; the times of each in nanoseconds. */
    void series(long nanos, Histogram syncs) throws IOException {
        long end = System.nanoTime() + nanos;
        for (long begin = System.nanoTime(); begin < end; begin = System.nanoTime()) {
            write(1);
            file.force(false);
            syncs.recordValue(System.nanoTime() - begin);
        }
    }

    /**
     * What the least possible acceptor would take: messages fall due at even times, all that are due are written and synced together.
     *
     * @param rate a second
     * @param latencies of each message from when it was due, in nanoseconds
     */
    void paced(double rate, long nanos, Histogram latencies) throws IOException {
        long start = System.nanoTime();
        long done = 0;
        for (long now = start; now - start < nanos; now = System.nanoTime()) {
            long due = (long) ((now - start) / NANOS_A_SECOND * rate) + 1 - done;
            if (due <= 0) {
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(20));
                continue;
            }
            write((int) Math.min(due, PIECE_BYTES / RECORD_BYTES));
            file.force(false);
            long synced = System.nanoTime();
            for (long number = done; number < done + due; number++) {
                latencies.recordValue(Math.max(1, synced - start - (long) (number * NANOS_A_SECOND / rate)));
            }
            done += due;
        }
    }

    private void write(int count) throws IOException {
        int bytes = count * RECORD_BYTES;
        if (position + bytes > FILE_BYTES) {
            position = 0;
        }
        records.clear().limit(bytes);
        position += file.write(records, position);
    }

    @Override
    public void close() throws IOException {
        file.close();
        Files.delete(path);
    }
}

package dev.heliograph.store.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads all write-ahead logs of a store in their order. Each of their records is a batch that begins with its first sequence number and the count of its records, and no number is left out:
 * so whatever is missing between two batches is counted, over the ends of files too.
 */
public final class WriteAheadLogs {
    /** Sequence and count at the begin of a batch. */
    private static final int BATCH_HEADER = 12;

    private static final int FAULTS_KEPT = 1_000;

    private final List<Place> faults = new ArrayList<>();
    private long first = -1;
    private long next = -1;
    private long records;
    private long missing;
    private boolean open;

    private WriteAheadLogs() {}

    /** A fault and where it is. */
    public record Place(Path file, LogReader.Fault fault, long at, long octets) {}

    /**
     * What the logs hold.
     *
     * @param records in all batches that can be read
     * @param missing records that lay between them and cannot be read
     * @param first sequence number of the first record
     * @param end one above the last
     * @param isEndUncertain whether something cannot be read behind the last batch, of which nobody knows how many records it was
     * @param faults the first 1,000
     */
    public record Survey(long records, long missing, long first, long end, boolean isEndUncertain, List<Place> faults) {
        /** @return where they are not what was written; null when all is well or a crash has cut off the end */
        public @Nullable Place damage() {
            return faults.stream()
                    .filter(one -> one.fault != LogReader.Fault.TORN || missing > 0)
                    .findFirst()
                    .orElse(null);
        }
    }

    /** @param logs in the order of their numbers */
    public static Survey read(List<Path> logs) throws IOException {
        WriteAheadLogs reader = new WriteAheadLogs();
        for (Path log : logs) {
            LogReader.read(log, reader.visitor(log, null));
        }
        return reader.survey();
    }

    /** Reads them and writes what can be read to files of the same names in another directory. */
    public static Survey copy(List<Path> logs, Path to) throws IOException {
        WriteAheadLogs reader = new WriteAheadLogs();
        for (Path log : logs) {
            try (LogWriter copy = new LogWriter(to.resolve(log.getFileName()))) {
                LogReader.read(log, reader.visitor(log, copy));
            }
        }
        return reader.survey();
    }

    private Survey survey() {
        return new Survey(records, missing, Math.max(0, first), Math.max(0, next), open, List.copyOf(faults));
    }

    private LogReader.Visitor visitor(Path file, @Nullable LogWriter copy) {
        return new LogReader.Visitor() {
            @Override
            public void record(byte[] payload) throws IOException {
                if (payload.length < BATCH_HEADER) {
                    return;
                }
                follow(payload);
                if (copy != null) {
                    copy.write(payload);
                }
            }

            @Override
            public void fault(LogReader.Fault fault, long at, long octets) {
                open |= fault == LogReader.Fault.LOST;
                if (faults.size() < FAULTS_KEPT) {
                    faults.add(new Place(file, fault, at, octets));
                }
            }
        };
    }

    private void follow(byte[] batch) {
        long sequence = number(batch, 0, 8);
        long count = number(batch, 8, 4);
        if (first < 0) {
            first = sequence;
        }
        if (next >= 0 && sequence > next) {
            missing += sequence - next;
        }
        next = Math.max(next, sequence + count);
        records += count;
        open = false;
    }

    private static long number(byte[] octets, int from, int length) {
        long number = 0;
        for (int i = length - 1; i >= 0; i--) {
            number = number << 8 | (octets[from + i] & 0xFF);
        }
        return number;
    }
}

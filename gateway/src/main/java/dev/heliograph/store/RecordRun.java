package dev.heliograph.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Records of one table whose keys rise, and behind it the runs for those that do not fit.
 *
 * <p>A record goes to the first run whose last key is not above its own. Last keys only rise, so a later record of the same key can never come to an earlier run:
 * within one key the order of arrival is kept, whatever is written before or after.
 */
final class RecordRun {
    /** Streams that a table's records are a mix of, as a rule; the last run takes what is left in the order in which it comes. */
    private static final int RUNS_MAX = 8;
    /** Kept from batch to batch; a larger buffer was an exception and is let go. */
    private static final int KEPT_OCTETS = 1 << 20;

    private static final int INITIAL_OCTETS = 1 << 10;

    private final int number;
    private RecordWriter out = new RecordWriter(INITIAL_OCTETS);
    private byte @Nullable [] lastKey;
    private @Nullable RecordRun next;

    RecordRun(int number) {
        this.number = number;
    }

    RecordRun fitting(byte[] key) {
        RecordRun run = this;
        while (run.lastKey != null && Arrays.compareUnsigned(run.lastKey, key) > 0 && run.number < RUNS_MAX) {
            if (run.next == null) {
                run.next = new RecordRun(run.number + 1);
            }
            run = run.next;
        }
        return run;
    }

    /** @param key not to be changed afterwards */
    RecordWriter append(byte[] key) {
        lastKey = key;
        return out;
    }

    /** @return where the next octet goes */
    int copyTo(byte[] batch, int at) {
        int end = at;
        for (RecordRun run = this; run != null && run.out.length() > 0; run = run.next) {
            System.arraycopy(run.out.array(), 0, batch, end, run.out.length());
            end += run.out.length();
        }
        return end;
    }

    boolean isEmpty() {
        return out.length() == 0;
    }

    @Nullable
    RecordRun next() {
        return next;
    }

    RecordReader reader() {
        return new RecordReader(out.array(), 0, out.length());
    }

    void clear() {
        // A later run is used only when those before it are.
        for (RecordRun run = this; run != null && run.lastKey != null; run = run.next) {
            run.lastKey = null;
            if (run.out.array().length > KEPT_OCTETS) {
                run.out = new RecordWriter(INITIAL_OCTETS);
            }
            run.out.reset();
        }
    }
}

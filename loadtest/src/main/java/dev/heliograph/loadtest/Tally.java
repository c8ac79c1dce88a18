package dev.heliograph.loadtest;

import dev.heliograph.message.Priority;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What one flow counts. Latencies are in nanoseconds from the planned time. */
final class Tally {
    private static final int DIGITS = 3;

    final Histogram accept = new Histogram(DIGITS);
    final Histogram endToEnd = new Histogram(DIGITS);
    /** From the write to the answer, whatever it was: what the gateway took over it once it had it. */
    final Histogram service = new Histogram(DIGITS);
    /** From the planned time to the write: the client's own lateness, and windows that were full. */
    final Histogram late = new Histogram(DIGITS);

    final Map<String, Long> byStatus = new TreeMap<>();
    final long[] acceptedBy = new long[Priority.values().length];
    final long[] refusedBy = new long[Priority.values().length];
    long sent;
    long accepted;
    long refused;
    long unanswered;
    /** Due, but never sent: no window had room within the client's patience. */
    long missed;

    long receipts;

    // ---- since the last line of progress
    final Histogram acceptNow = new Histogram(DIGITS);
    /** From the write, and only what was accepted. */
    final Histogram serviceNow = new Histogram(DIGITS);

    long sentNow;
    long acceptedNow;
    long refusedNow;
    long missedNow;
    long receiptsNow;

    void accepted(Priority priority, long plannedNanos, long writtenNanos, long now) {
        accepted++;
        acceptedNow++;
        acceptedBy[priority.ordinal()]++;
        accept.recordValue(now - plannedNanos);
        acceptNow.recordValue(now - plannedNanos);
        service.recordValue(now - writtenNanos);
        serviceNow.recordValue(now - writtenNanos);
    }

    void refused(Priority priority, String status, long writtenNanos, long now) {
        refused++;
        refusedNow++;
        refusedBy[priority.ordinal()]++;
        byStatus.merge(status, 1L, Long::sum);
        service.recordValue(now - writtenNanos);
    }

    void missed() {
        missed++;
        missedNow++;
    }

    void beginInterval() {
        acceptNow.reset();
        serviceNow.reset();
        sentNow = 0;
        acceptedNow = 0;
        refusedNow = 0;
        missedNow = 0;
        receiptsNow = 0;
    }
}

package dev.heliograph.loadtest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.message.Priority;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** What a run found, for people and, as JSON, for programs. */
final class Report {
    private static final double[] PERCENTILES = {50, 99, 99.9, 100};

    private Report() {}

    static void print(List<Flow> flows, double seconds, PrintWriter out) {
        for (Flow flow : flows) {
            Tally tally = flow.tally();
            FlowSpec spec = flow.spec();
            out.printf(
                    Locale.ROOT,
                    "%n%s: %d x %d, rate %s, %.1f s%n",
                    spec.system(),
                    spec.sessions(),
                    spec.window(),
                    spec.rate(),
                    seconds);
            out.printf(
                    Locale.ROOT,
                    "  sent %,d (%,.0f/s), accepted %,d (%,.0f/s), refused %,d, no answer %,d, missed %,d%n",
                    tally.sent,
                    tally.sent / seconds,
                    tally.accepted,
                    tally.accepted / seconds,
                    tally.refused,
                    tally.unanswered,
                    tally.missed);
            tally.byStatus.forEach((status, count) -> out.printf(Locale.ROOT, "  %-20s %,d%n", status, count));
            for (Priority priority : Priority.values()) {
                int row = priority.ordinal();
                if (tally.acceptedBy[row] + tally.refusedBy[row] > 0) {
                    out.printf(
                            Locale.ROOT,
                            "  %-20s accepted %,d, refused %,d%n",
                            priority.text(),
                            tally.acceptedBy[row],
                            tally.refusedBy[row]);
                }
            }
            percentiles(out, "accept, from planned", tally.accept);
            percentiles(out, "service, from write", tally.service);
            percentiles(out, "end to end", tally.endToEnd);
            percentiles(out, "the client's lateness", tally.late);
            Ledger ledger = flow.ledger();
            if (spec.receipts()) {
                out.printf(
                        Locale.ROOT,
                        "  audit: accepted %,d, ended %,d, lost %,d, ended twice %,d, id given twice %,d, of other runs %,d%n",
                        ledger.acceptedCount(),
                        ledger.endedCount(),
                        ledger.missing(),
                        ledger.duplicates(),
                        ledger.repeatedIds(),
                        ledger.foreign());
            }
        }
        out.flush();
    }

    private static void percentiles(PrintWriter out, String name, Histogram histogram) {
        if (histogram.getTotalCount() > 0) {
            out.printf(
                    Locale.ROOT,
                    "  %-22s p50 %s, p99 %s, p99.9 %s, max %s%n",
                    name,
                    Run.millis(histogram, 50),
                    Run.millis(histogram, 99),
                    Run.millis(histogram, 99.9),
                    Run.millis(histogram, 100));
        }
    }

    /** @return times in nanoseconds */
    static ObjectNode json(List<Flow> flows, double seconds) {
        ObjectNode report = JsonNodeFactory.instance.objectNode().put("seconds", seconds);
        for (Flow flow : flows) {
            Tally tally = flow.tally();
            Ledger ledger = flow.ledger();
            ObjectNode one = report.withArray("flows").addObject();
            one.put("system", flow.spec().system()).put("rate", flow.spec().rate());
            one.put("sessions", flow.spec().sessions())
                    .put("window", flow.spec().window());
            one.put("sent", tally.sent).put("accepted", tally.accepted).put("refused", tally.refused);
            one.put("unanswered", tally.unanswered).put("missed", tally.missed);
            ObjectNode statuses = one.putObject("statuses");
            tally.byStatus.forEach(statuses::put);
            ObjectNode priorities = one.putObject("priorities");
            for (Priority priority : Priority.values()) {
                priorities
                        .putObject(priority.text())
                        .put("accepted", tally.acceptedBy[priority.ordinal()])
                        .put("refused", tally.refusedBy[priority.ordinal()]);
            }
            percentiles(one.putObject("acceptNanos"), tally.accept);
            percentiles(one.putObject("serviceNanos"), tally.service);
            percentiles(one.putObject("endToEndNanos"), tally.endToEnd);
            percentiles(one.putObject("lateNanos"), tally.late);
            one.putObject("audit")
                    .put("accepted", ledger.acceptedCount())
                    .put("ended", ledger.endedCount())
                    .put("lost", flow.spec().receipts() ? ledger.missing() : 0)
                    .put("duplicates", ledger.duplicates())
                    .put("repeatedIds", ledger.repeatedIds());
        }
        return report;
    }

    static void percentiles(ObjectNode node, Histogram histogram) {
        for (double percentile : PERCENTILES) {
            node.put(String.format(Locale.ROOT, "p%s", percentile), histogram.getValueAtPercentile(percentile));
        }
        node.put("count", histogram.getTotalCount());
    }

    /** @return whether every accepted message ended exactly once */
    static boolean isClean(List<Flow> flows) {
        return flows.stream()
                .allMatch(flow -> !flow.spec().receipts()
                        || (flow.ledger().missing() == 0 && flow.ledger().duplicates() == 0));
    }
}

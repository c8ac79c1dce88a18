package dev.heliograph.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A result file of JMH.
 *
 * @param machine JVM and the time it was measured with
 * @param groups rows by the class that set them side by side
 */
record Results(String machine, Map<String, List<Row>> groups) {
    /**
     * One benchmark.
     *
     * @param score in nanoseconds an operation
     * @param error half the 99.9 % confidence interval, in nanoseconds
     * @param octets allocated an operation, NaN when it was not measured
     */
    record Row(String name, double score, double error, double octets) {
        boolean isOurs() {
            return name.startsWith("heliograph");
        }
    }

    static Results read(Path file) throws IOException {
        Map<String, List<Row>> groups = new LinkedHashMap<>();
        String machine = "";
        for (JsonNode node : new ObjectMapper().readTree(file.toFile())) {
            String[] path = node.get("benchmark").asText().split("\\.");
            String group = path[path.length - 2];
            JsonNode primary = node.get("primaryMetric");
            if (!primary.get("scoreUnit").asText().equals("ns/op")) {
                throw new IOException(file + ": " + group + " is not in ns/op");
            }
            machine = node.get("vmName").asText() + " " + node.get("vmVersion").asText() + ", JMH "
                    + node.get("jmhVersion").asText();
            groups.computeIfAbsent(group, name -> new ArrayList<>())
                    .add(new Row(
                            path[path.length - 1],
                            primary.get("score").asDouble(),
                            primary.get("scoreError").asDouble(Double.NaN),
                            octets(node.get("secondaryMetrics"))));
        }
        return new Results(machine, groups);
    }

    private static double octets(JsonNode metrics) {
        for (Map.Entry<String, JsonNode> metric : metrics.properties()) {
            if (metric.getKey().endsWith("gc.alloc.rate.norm")) {
                return metric.getValue().get("score").asDouble();
            }
        }
        return Double.NaN;
    }

    /** @return the fastest row that is not ours, to which ratios are drawn; our fastest when nobody else is there */
    static Row peer(List<Row> rows) {
        return rows.stream()
                .filter(row -> !row.isOurs() && !row.name().startsWith("bare"))
                .min(java.util.Comparator.comparingDouble(Row::score))
                .orElseGet(() -> rows.stream()
                        .min(java.util.Comparator.comparingDouble(Row::score))
                        .orElseThrow());
    }
}

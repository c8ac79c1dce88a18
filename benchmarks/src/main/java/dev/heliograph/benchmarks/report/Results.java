package dev.heliograph.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A file of results.
 *
 * @param machine the JVM that it was measured with
 * @param groups rows by the class that set them side by side, with its parameters
 */
record Results(String machine, Map<String, List<Row>> groups) {
    static final String UNIT = "ns/op";

    /**
     * One benchmark.
     *
     * @param best the fastest iteration, in nanoseconds an operation: what else a machine does can only add to it
     * @param median of all iterations, which tells how much it added
     * @param octets allocated an operation, NaN when it was not measured
     * @param more what else was seen of a whole path, in words
     */
    record Row(String name, double best, double median, double octets, String more) {
        boolean isOurs() {
            return name.startsWith("heliograph");
        }
    }

    static Results read(Path file) throws IOException {
        Map<String, List<Row>> groups = new LinkedHashMap<>();
        String machine = "";
        for (JsonNode node : new ObjectMapper().readTree(file.toFile())) {
            String[] path = node.get("benchmark").asText().split("\\.");
            String group = path[path.length - 2] + parameters(node.get("params"));
            JsonNode primary = node.get("primaryMetric");
            if (!primary.get("scoreUnit").asText().equals(UNIT)) {
                throw new IOException(file + ": " + group + " is not in " + UNIT);
            }
            machine = node.get("vmName").asText() + " " + node.get("vmVersion").asText();
            double[] iterations = iterations(primary.get("rawData"));
            groups.computeIfAbsent(group, name -> new ArrayList<>())
                    .add(new Row(
                            path[path.length - 1],
                            iterations[0],
                            iterations[iterations.length / 2],
                            octets(node.get("secondaryMetrics")),
                            more(node.get("secondaryMetrics"))));
        }
        return new Results(machine, groups);
    }

    /** Of all forks, the fastest first. */
    private static double[] iterations(JsonNode forks) {
        return StreamSupport.stream(forks.spliterator(), false)
                .flatMap(fork -> StreamSupport.stream(fork.spliterator(), false))
                .mapToDouble(JsonNode::asDouble)
                .sorted()
                .toArray();
    }

    private static String parameters(@Nullable JsonNode parameters) {
        StringBuilder text = new StringBuilder();
        if (parameters != null) {
            parameters
                    .properties()
                    .forEach(each -> text.append(", ")
                            .append(each.getKey())
                            .append(' ')
                            .append(each.getValue().asText()));
        }
        return text.toString();
    }

    private static String more(JsonNode metrics) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, JsonNode> metric : metrics.properties()) {
            if (!metric.getKey().contains("gc.")) {
                double value = metric.getValue().get("score").asDouble();
                text.append(text.isEmpty() ? "" : ", ")
                        .append(String.format(Locale.ROOT, value < 1_000 ? "%.2f" : "%,.0f", value))
                        .append(' ')
                        .append(metric.getKey());
            }
        }
        return text.toString();
    }

    private static double octets(JsonNode metrics) {
        for (Map.Entry<String, JsonNode> metric : metrics.properties()) {
            if (metric.getKey().endsWith(ResultFile.ALLOCATED)) {
                return metric.getValue().get("score").asDouble();
            }
        }
        return Double.NaN;
    }

    /** @return the fastest row that is not ours, to which ratios are drawn; our fastest when nobody else is there */
    static Row peer(List<Row> rows) {
        return rows.stream()
                .filter(row -> !row.isOurs() && !row.name().startsWith("bare"))
                .min(Comparator.comparingDouble(Row::best))
                .orElseGet(() ->
                        rows.stream().min(Comparator.comparingDouble(Row::best)).orElseThrow());
    }
}

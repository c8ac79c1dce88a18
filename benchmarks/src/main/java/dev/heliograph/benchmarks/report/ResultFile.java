package dev.heliograph.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.benchmarks.wholepath.Measurement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** A file of results in the form in which JMH writes them, the whole paths among them: their score is processor time. */
final class ResultFile {
    static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path path;

    ResultFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** Adds what JMH wrote, in place of what the same classes were seen to do before. */
    void add(Path results) throws IOException {
        add((ArrayNode) JSON.readTree(results.toFile()));
    }

    void add(List<Measurement> measurements) throws IOException {
        ArrayNode added = JSON.createArrayNode();
        measurements.forEach(each -> added.add(node(each)));
        add(added);
    }

    private void add(ArrayNode added) throws IOException {
        ArrayNode all = Files.exists(path) ? (ArrayNode) JSON.readTree(path.toFile()) : JSON.createArrayNode();
        Set<String> again = new HashSet<>();
        added.forEach(node -> again.add(className(node)));
        for (Iterator<JsonNode> kept = all.iterator(); kept.hasNext(); ) {
            if (again.contains(className(kept.next()))) {
                kept.remove();
            }
        }
        added.forEach(node -> {
            ((ObjectNode) node).remove("jvm"); // a path of the machine
            all.add(node);
        });
        JSON.writerWithDefaultPrettyPrinter().writeValue(path.toFile(), all);
    }

    private static String className(JsonNode node) {
        String name = node.get("benchmark").asText();
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static ObjectNode node(Measurement of) {
        ObjectNode node = JSON.createObjectNode();
        node.put("benchmark", of.by().getName() + "." + of.subject());
        node.put("mode", "processor time");
        node.put("jdkVersion", System.getProperty("java.version"));
        node.put("vmName", System.getProperty("java.vm.name"));
        node.put("vmVersion", System.getProperty("java.vm.version"));
        node.putObject("params").put("load", of.load());
        ObjectNode primary = node.putObject("primaryMetric");
        double mean = Arrays.stream(of.cpuNanos()).average().orElseThrow();
        primary.put("score", mean);
        primary.put(
                "scoreError",
                Arrays.stream(of.cpuNanos())
                        .map(each -> Math.abs(each - mean))
                        .max()
                        .orElseThrow());
        primary.put("scoreUnit", Results.UNIT);
        ArrayNode raw = primary.putArray("rawData").addArray();
        Arrays.stream(of.cpuNanos()).forEach(raw::add);
        ObjectNode secondary = node.putObject("secondaryMetrics");
        if (!Double.isNaN(of.octets())) {
            secondary.putObject(ALLOCATED).put("score", of.octets()).put("scoreUnit", "B/op");
        }
        of.more().forEach((what, value) -> secondary.putObject(what).put("score", value));
        return node;
    }
}

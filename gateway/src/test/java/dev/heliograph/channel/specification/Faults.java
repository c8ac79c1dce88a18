package dev.heliograph.channel.specification;

import dev.heliograph.channel.Wire;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** What is wrong with many requests, each fault once, under the forms that have it. */
public final class Faults {
    private Faults() {}

    /** @param check the faults of one request, the path of each first */
    public static Map<String, TreeSet<String>> of(List<Wire.Sent> requests, Function<Wire.Sent, List<String>> check) {
        Map<String, TreeSet<String>> forms = new TreeMap<>();
        for (Wire.Sent request : requests) {
            for (String fault : check.apply(request)) {
                forms.computeIfAbsent(fault, none -> new TreeSet<>()).add(request.form());
            }
        }
        return forms;
    }
}

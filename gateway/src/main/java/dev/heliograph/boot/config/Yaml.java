package dev.heliograph.boot.config;

import java.util.List;
import java.util.Map;

/** A YAML value that knows its line. */
sealed interface Yaml {
    /** @return line from 1 */
    int line();

    /** @return what it is, in words for a person: never its value */
    String kind();

    /** @param text exactly as written, without quotes; empty when nothing is written */
    record Scalar(String text, int line) implements Yaml {
        @Override
        public String kind() {
            return text.isEmpty() ? "nothing" : "a single value";
        }
    }

    record Sequence(List<Yaml> items, int line) implements Yaml {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** @param entries in the order of the file */
    record Mapping(Map<String, Entry> entries, int line) implements Yaml {
        @Override
        public String kind() {
            return "a group of keys";
        }
    }

    /** @param line of the key, which may lie above its value */
    record Entry(Yaml value, int line) {}
}

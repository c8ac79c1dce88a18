package dev.heliograph.boot.config;

import dev.heliograph.boot.config.Yaml.Entry;
import dev.heliograph.boot.config.Yaml.Mapping;
import dev.heliograph.boot.config.Yaml.Scalar;
import dev.heliograph.boot.config.Yaml.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A group of keys while it is read. Whoever reads it asks for every key it knows, then calls {@link #end}, which names the keys nobody asked for. A fault is noted
 * and a stand-in returned, so that reading goes on to the next fault.
 */
public final class Section {
    private final String path;
    private final Mapping mapping;
    private final Reading reading;
    private final Set<String> asked = new LinkedHashSet<>();

    Section(String path, Mapping mapping, Reading reading) {
        this.path = path;
        this.mapping = mapping;
        this.reading = reading;
    }

    static String join(String path, String name) {
        return path.isEmpty() || name.isEmpty() ? path + name : path + "." + name;
    }

    public boolean has(String name) {
        asked.add(name);
        return mapping.entries().containsKey(name);
    }

    /** @return the value, the default when it is left out, a stand-in after a fault */
    public <T> T get(Key<T> key) {
        T value = find(key);
        if (value != null) {
            return value;
        }
        if (key.fallback() == null && !has(key.name())) {
            fault(key.name(), "nothing", key.allowed());
        }
        return key.standIn();
    }

    /** @return the value or the default; null when there is neither, or after a fault */
    public <T> @Nullable T find(Key<T> key) {
        asked.add(key.name());
        Entry entry = mapping.entries().get(key.name());
        return entry == null ? key.fallback() : value(key, entry.value(), join(path, key.name()));
    }

    /** @return the values of a list; a single value counts as a list of one */
    public <T> List<T> list(Key<T> key) {
        asked.add(key.name());
        Entry entry = mapping.entries().get(key.name());
        if (entry == null) {
            return List.of();
        }
        List<Yaml> items = entry.value() instanceof Sequence sequence ? sequence.items() : List.of(entry.value());
        List<T> values = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            T value = value(key, items.get(i), join(path, key.name()) + "[" + i + "]");
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /** @return the group under {@code name}, an empty one when it is left out */
    public Section child(String name) {
        asked.add(name);
        Entry entry = mapping.entries().get(name);
        Mapping below = entry == null ? null : group(entry.value(), join(path, name));
        return new Section(join(path, name), below == null ? new Mapping(Map.of(), mapping.line()) : below, reading);
    }

    /** @return the keys that stand here, for groups whose keys are names */
    List<String> names() {
        return List.copyOf(mapping.entries().keySet());
    }

    /** @return the groups that lie under {@code name}, by their own names */
    Map<String, Section> children(String name) {
        Map<String, Section> children = new LinkedHashMap<>();
        Section parent = child(name);
        parent.mapping.entries().forEach((id, entry) -> {
            Mapping below = parent.group(entry.value(), join(parent.path, id));
            if (below != null) {
                children.put(
                        id, new Section(join(parent.path, id), new Mapping(below.entries(), entry.line()), reading));
            }
        });
        return children;
    }

    /** @return the groups of a list, in order */
    List<Section> items(String name) {
        asked.add(name);
        Entry entry = mapping.entries().get(name);
        if (entry == null) {
            return List.of();
        }
        if (!(entry.value() instanceof Sequence sequence)) {
            fault(name, entry.value().kind(), "a list");
            return List.of();
        }
        List<Section> items = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            String below = join(path, name) + "[" + i + "]";
            Mapping mappingBelow = group(sequence.items().get(i), below);
            if (mappingBelow != null) {
                items.add(new Section(below, mappingBelow, reading));
            }
        }
        return items;
    }

    /** Names every key that nobody asked for. */
    public void end() {
        mapping.entries().forEach((name, entry) -> {
            if (!asked.contains(name)) {
                String near = Spelling.nearest(name, asked);
                String hint = near == null ? "" : " (did you mean '" + near + "'?)";
                reading.faults().add(entry.line(), join(path, name), "an unknown key", String.join(", ", asked) + hint);
            }
        });
    }

    /** Notes a fault of the value under {@code name}, or of the whole group when there is none. */
    public void fault(String name, String found, String allowed) {
        reading.faults().add(line(name), join(path, name), found, allowed);
    }

    public void warn(String name, String advice) {
        reading.faults().warn(line(name), join(path, name), advice);
    }

    /**
     * Builds the section's value once its keys were read.
     *
     * @param build runs the record's own checks; what they refuse is a fault of the group
     * @return null when this group or one below it has a fault
     */
    public <R> @Nullable R build(Function<Section, R> build) {
        int before = reading.faults().count();
        try {
            R value = build.apply(this);
            end();
            return reading.faults().count() == before ? value : null;
        } catch (IllegalArgumentException e) {
            // Stand-ins may clash where the operator's values would not: only a clean read is judged.
            if (reading.faults().count() == before) {
                reading.faults()
                        .add(
                                mapping.line(),
                                path,
                                String.valueOf(e.getMessage()),
                                "see the documentation of this group");
            }
            end();
            return null;
        }
    }

    String path() {
        return path;
    }

    int line(String name) {
        Entry entry = mapping.entries().get(name);
        return entry == null ? mapping.line() : entry.line();
    }

    private @Nullable Mapping group(Yaml value, String at) {
        if (value instanceof Mapping below) {
            return below;
        }
        if (value instanceof Scalar scalar && scalar.text().isEmpty()) {
            return new Mapping(Map.of(), value.line());
        }
        reading.faults().add(value.line(), at, value.kind(), "a group of keys");
        return null;
    }

    private <T> @Nullable T value(Key<T> key, Yaml value, String at) {
        if (!(value instanceof Scalar scalar)) {
            reading.faults().add(value.line(), at, value.kind(), key.allowed());
            return null;
        }
        String text = reading.secrets().resolve(scalar, at, key.isSecret());
        if (text == null) {
            return null;
        }
        T parsed = key.parse(text);
        if (parsed == null) {
            String found = text.isEmpty() ? "nothing" : key.isSecret() ? "a value of another form" : "'" + text + "'";
            reading.faults().add(scalar.line(), at, found, key.allowed());
        }
        return parsed;
    }
}

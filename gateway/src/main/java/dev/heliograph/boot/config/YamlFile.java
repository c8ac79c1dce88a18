package dev.heliograph.boot.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.heliograph.boot.config.Yaml.Entry;
import dev.heliograph.boot.config.Yaml.Mapping;
import dev.heliograph.boot.config.Yaml.Scalar;
import dev.heliograph.boot.config.Yaml.Sequence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads YAML into values that know their line. Of YAML it takes maps, lists and single values; aliases are refused, because a few lines of them can stand for
 * billions of values.
 */
final class YamlFile {
    private static final YAMLFactory FACTORY = new YAMLFactory();

    /** How deep values may nest; the deepest that means anything is 5. */
    private static final int DEPTH_MAX = 16;

    private final YAMLParser parser;
    private final Faults faults;

    private YamlFile(YAMLParser parser, Faults faults) {
        this.parser = parser;
        this.faults = faults;
    }

    /** @return the document's root; null when it is not YAML, which is then one of {@code faults} */
    static @Nullable Mapping read(String text, Faults faults) {
        try (YAMLParser parser = FACTORY.createParser(text)) {
            YamlFile file = new YamlFile(parser, faults);
            JsonToken first = parser.nextToken();
            if (first == null) {
                return new Mapping(Map.of(), 1);
            }
            Yaml root = file.value(first, "", 0);
            if (root instanceof Mapping mapping) {
                return mapping;
            }
            if (root != null) {
                faults.add(root.line(), "", root.kind(), "keys such as 'http:' and 'accounts:'");
            }
            return null;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            faults.add(
                    at == null ? 1 : Math.max(1, at.getLineNr()),
                    "",
                    "a fault of YAML: " + firstLine(e.getOriginalMessage()),
                    "well-formed YAML");
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Yaml value(JsonToken token, String path, int depth) throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        if (parser.isCurrentAlias() || depth > DEPTH_MAX) {
            faults.add(line, path, depth > DEPTH_MAX ? "values nested too deep" : "an alias", "the value itself");
            parser.skipChildren();
            return null;
        }
        return switch (token) {
            case START_OBJECT -> mapping(line, path, depth);
            case START_ARRAY -> sequence(line, path, depth);
            case VALUE_NULL -> new Scalar("", line);
            default -> new Scalar(parser.getText(), line);
        };
    }

    private Mapping mapping(int line, String path, int depth) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            int keyLine = parser.currentTokenLocation().getLineNr();
            String below = Section.join(path, name);
            Yaml value = value(parser.nextToken(), below, depth + 1);
            if (value != null && entries.putIfAbsent(name, new Entry(value, keyLine)) != null) {
                faults.add(keyLine, below, "the key a second time", "each key once");
            }
        }
        return new Mapping(entries, line);
    }

    private Sequence sequence(int line, String path, int depth) throws IOException {
        List<Yaml> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            Yaml item = value(token, path + "[" + items.size() + "]", depth + 1);
            if (item != null) {
                items.add(item);
            }
        }
        return new Sequence(items, line);
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}

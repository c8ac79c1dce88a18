package dev.heliograph.ingress.http.dialect.cm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Looks into JSON as leniently as CM does: what is missing, null or of another form is not there, and a name may be written in any case and with or without underscores: each of
 * its SDKs does it in its own way.
 */
final class CmJson {
    private CmJson() {}

    /** @return the member of this name, or a missing node */
    static JsonNode at(JsonNode node, String name) {
        JsonNode exact = node.path(name);
        if (!exact.isMissingNode()) {
            return exact;
        }
        String plain = plain(name);
        for (var member : node.properties()) {
            if (plain(member.getKey()).equals(plain)) {
                return member.getValue();
            }
        }
        return exact;
    }

    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** @return a number, also one that is written as a text; null when it is none */
    static @Nullable Double number(JsonNode node, String name) {
        JsonNode value = at(node, name);
        if (value.isNumber()) {
            return value.doubleValue();
        }
        String text = value.asText().strip();
        return text.matches("-?\\d{1,9}(\\.\\d{1,20})?") ? Double.valueOf(text) : null;
    }

    /** @return the first of these members that has a text, number or flag; empty when none has */
    static String text(JsonNode node, String... names) {
        for (String name : names) {
            JsonNode value = at(node, name);
            if (value.isValueNode() && !value.isNull()) {
                return value.asText();
            }
        }
        return "";
    }

    /** @return the items of a list, or the one object that stands in its place */
    static List<JsonNode> items(JsonNode node, String name) {
        JsonNode value = at(node, name);
        List<JsonNode> items = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(item -> {
                if (!item.isNull()) {
                    items.add(item);
                }
            });
        } else if (value.isObject()) {
            items.add(value);
        }
        return items;
    }
}

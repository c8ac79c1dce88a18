package dev.heliograph.ingress.http.dialect.cm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Looks into JSON as leniently as CM does: what is missing, null or of another form is not there. */
final class CmJson {
    private CmJson() {}

    /** @return the first of these members that has a text, number or flag; empty when none has */
    static String text(JsonNode node, String... names) {
        for (String name : names) {
            JsonNode value = node.path(name);
            if (value.isValueNode() && !value.isNull()) {
                return value.asText();
            }
        }
        return "";
    }

    /** @return the items of a list, or the one object that stands in its place */
    static List<JsonNode> items(JsonNode node, String name) {
        JsonNode value = node.path(name);
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

package dev.heliograph.ingress.http.dialect.cm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks into JSON as leniently as CM does: what is missing, null or of another form is not there, and a name may be written in any case and with or without underscores: each of
 * its SDKs does it in its own way.
 */
final class CmJson {
    /** Members of one object; CM's have some thirty. As each look may pass by all of them, and comes before anybody is known, there must not be many. */
    static final int MEMBERS_MAX = 100;

    /** What is beyond it is no amount, place or time. */
    private static final double NUMBER_MAX = 1e12;

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,12}(\\.\\d{1,20})?");

    private CmJson() {}

    /** @return whether an object in there has too many members to be looked into */
    static boolean isTooWide(JsonNode node) {
        if (node.isObject() && node.size() > MEMBERS_MAX) {
            return true;
        }
        for (JsonNode child : node) {
            if (child.isContainerNode() && isTooWide(child)) {
                return true;
            }
        }
        return false;
    }

    /** @return the member of this name, or a missing node */
    static JsonNode at(JsonNode node, String name) {
        JsonNode exact = node.path(name);
        if (!exact.isMissingNode()) {
            return exact;
        }
        for (var member : node.properties()) {
            if (isSame(member.getKey(), name)) {
                return member.getValue();
            }
        }
        return exact;
    }

    private static boolean isSame(String written, String name) {
        int at = behindLines(name, 0);
        for (int i = behindLines(written, 0); i < written.length(); i = behindLines(written, i + 1)) {
            if (at == name.length() || lower(written.charAt(i)) != lower(name.charAt(at))) {
                return false;
            }
            at = behindLines(name, at + 1);
        }
        return at == name.length();
    }

    private static int behindLines(String name, int from) {
        int at = from;
        while (at < name.length() && name.charAt(at) == '_') {
            at++;
        }
        return at;
    }

    private static char lower(char letter) {
        return letter >= 'A' && letter <= 'Z' ? (char) (letter + ('a' - 'A')) : letter;
    }

    /** @return a number, also one that is written as a text; null when it is none, or has more than twelve digits before its point */
    static @Nullable Double number(JsonNode node, String name) {
        JsonNode value = at(node, name);
        if (value.isNumber()) {
            double number = value.doubleValue();
            return Math.abs(number) < NUMBER_MAX ? number : null;
        }
        String text = value.asText().strip();
        return NUMBER.matcher(text).matches() ? Double.valueOf(text) : null;
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

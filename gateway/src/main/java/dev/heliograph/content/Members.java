package dev.heliograph.content;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object while it is read: whoever reads it asks for every member it knows, then calls {@link #end}, which names the rest. A fault is told
 * and a stand-in returned, so that reading goes on to the next fault. The tree is no larger than the body that it came in.
 */
final class Members {
    /** A name that a client made up is shown no longer than this. */
    private static final int NAME_CHARS_MAX = 64;

    private static final int URL_CHARS_MAX = 2_048;

    private final ObjectNode object;
    private final String at;
    private final ContentFaults faults;
    private final boolean bounded;
    private final Set<String> asked = new LinkedHashSet<>();

    /** @param bounded whether lengths are judged; what was stored once is taken as it is */
    Members(ObjectNode object, String at, ContentFaults faults, boolean bounded) {
        this.object = object;
        this.at = at;
        this.faults = faults;
        this.bounded = bounded;
    }

    /** Reads the value that {@code json} stands on, and tells of members that are given twice. */
    static JsonNode tree(JsonParser json, String at, ContentFaults faults) throws IOException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        JsonToken token = json.currentToken();
        switch (token) {
            case START_OBJECT -> {
                ObjectNode object = nodes.objectNode();
                for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                    json.nextToken();
                    String member = pointer(at, name);
                    if (object.has(name)) {
                        faults.add(member, "is given twice");
                    }
                    object.set(name, tree(json, member, faults));
                }
                return object;
            }
            case START_ARRAY -> {
                ArrayNode array = nodes.arrayNode();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    array.add(tree(json, at + "/" + array.size(), faults));
                }
                return array;
            }
            case VALUE_STRING -> {
                return nodes.textNode(json.getText());
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                return nodes.numberNode(json.getDecimalValue());
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                return nodes.booleanNode(token == JsonToken.VALUE_TRUE);
            }
            default -> {
                return nodes.nullNode();
            }
        }
    }

    static String pointer(String at, String name) {
        String shown = name.length() <= NAME_CHARS_MAX ? name : name.substring(0, NAME_CHARS_MAX) + "...";
        return at + "/" + shown.replace("~", "~0").replace("/", "~1");
    }

    boolean has(String name) {
        asked.add(name);
        return object.has(name);
    }

    boolean isBounded() {
        return bounded;
    }

    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    void fault(String name, String detail) {
        faults.add(name.isEmpty() ? at : pointer(at, name), detail);
    }

    /** @return the text, of 1 to {@code max} characters; "" after a fault */
    String text(String name, int max) {
        if (!has(name)) {
            fault(name, "is missing");
            return "";
        }
        String text = optional(name, max);
        return text == null ? "" : text;
    }

    /** @return the text, or null when it is left out or after a fault */
    @Nullable
    String optional(String name, int max) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            fault(name, "must be a string");
            return null;
        }
        return checked(pointer(at, name), value.textValue(), max);
    }

    private @Nullable String checked(String pointer, String text, int max) {
        if (bounded && (text.isEmpty() || text.length() > max)) {
            faults.add(pointer, "must have 1 to " + max + " characters");
            return null;
        }
        if (hasHalfAPair(text)) {
            faults.add(pointer, "has half of a surrogate pair, which is no character");
            return null;
        }
        return text;
    }

    private static boolean hasHalfAPair(String text) {
        return text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    /** @return an http or https URL; "" after a fault */
    String url(String name) {
        String url = text(name, URL_CHARS_MAX);
        if (bounded && !url.isEmpty() && !isWeb(url)) {
            fault(name, "must be a URL that begins with https:// or http://");
        }
        return url;
    }

    @Nullable
    String optionalUrl(String name) {
        return has(name) ? url(name) : null;
    }

    private static boolean isWeb(String url) {
        try {
            URI uri = new URI(url);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            return (scheme.equals("https") || scheme.equals("http")) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    double number(String name, double min, double max) {
        JsonNode value = value(name);
        if (value == null || !value.isNumber() || value.doubleValue() < min || value.doubleValue() > max) {
            fault(name, String.format(Locale.ROOT, "must be a number from %.0f to %.0f", min, max));
            return min;
        }
        return value.doubleValue();
    }

    /** @return the whole number, 0 when it is left out or after a fault */
    long whole(String name, long max) {
        JsonNode value = value(name);
        if (value == null) {
            return 0;
        }
        boolean whole = value.isNumber()
                && value.canConvertToLong()
                && value.decimalValue().stripTrailingZeros().scale() <= 0;
        if (!whole || value.longValue() < 0 || value.longValue() > max) {
            fault(name, "must be a whole number from 0 to " + max);
            return 0;
        }
        return value.longValue();
    }

    boolean flag(String name) {
        return flag(name, false);
    }

    /** @param otherwise when it is left out */
    boolean flag(String name, boolean otherwise) {
        JsonNode value = value(name);
        if (value != null && !value.isBoolean()) {
            fault(name, "must be true or false");
        }
        return value == null ? otherwise : value.booleanValue();
    }

    /** @return the object under {@code name}, or null when there is none or after a fault */
    @Nullable
    Members child(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (value instanceof ObjectNode below) {
            return new Members(below, pointer(at, name), faults, bounded);
        }
        fault(name, "must be an object");
        return null;
    }

    /** @return the objects of a list of {@code min} to {@code max}, each read by {@code item} and to its end */
    <T> List<T> list(String name, int min, int max, Function<Members, @Nullable T> item) {
        List<T> items = new ArrayList<>();
        for (JsonNode value : array(name, min, max)) {
            String pointer = pointer(at, name) + "/" + items.size();
            if (!(value instanceof ObjectNode below)) {
                faults.add(pointer, "must be an object");
                break;
            }
            Members members = new Members(below, pointer, faults, bounded);
            T read = item.apply(members);
            members.end();
            if (read == null) {
                break;
            }
            items.add(read);
        }
        return items;
    }

    List<String> texts(String name, int listMax, int charsMax) {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : array(name, 0, listMax)) {
            String pointer = pointer(at, name) + "/" + texts.size();
            String text = value.isTextual() ? checked(pointer, value.textValue(), charsMax) : null;
            if (!value.isTextual()) {
                faults.add(pointer, "must be a string");
            }
            texts.add(text == null ? "" : text);
        }
        return texts;
    }

    private Iterable<JsonNode> array(String name, int min, int max) {
        JsonNode value = value(name);
        if (value == null && min == 0) {
            return List.of();
        }
        if (!(value instanceof ArrayNode array)) {
            fault(name, value == null ? "is missing" : "must be a list");
            return List.of();
        }
        if (bounded && (array.size() < min || array.size() > max)) {
            fault(name, "must have " + min + " to " + max + " items");
            return List.of();
        }
        return array;
    }

    /** @return the member as its sender wrote it, or null */
    @Nullable
    String asWritten(String name, int charsMax) {
        JsonNode value = value(name);
        if (!(value instanceof ObjectNode own)) {
            fault(name, "must be an object");
            return null;
        }
        String text = own.toString();
        if (bounded && text.length() > charsMax) {
            fault(name, "is longer than " + charsMax + " characters");
        }
        return text;
    }

    /** Names every member that nobody asked for. */
    void end() {
        object.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name)) {
                fault(name, "unknown field; allowed: " + String.join(", ", asked));
            }
        });
    }

    private @Nullable JsonNode value(String name) {
        asked.add(name);
        return object.get(name);
    }
}

package dev.heliograph.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.heliograph.throttle.Rate;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of {@code PATCH /admin/channels/{id}}: {@code {"rate": "500/s", "burst": 50, "paused": false}}, each of them optional. */
sealed interface ChannelPatch {
    /** @param change what it asks for */
    record Read(ChannelChange change) implements ChannelPatch {}

    /** @param pointer to the field that is wrong, empty for the whole body */
    record Wrong(String pointer, String detail) implements ChannelPatch {}

    static ChannelPatch read(byte[] body, JsonMapper mapper) {
        try {
            JsonNode root = mapper.readTree(body);
            return root != null && root.isObject() && !root.isEmpty()
                    ? fields(root)
                    : new Wrong("", "The body is an object with rate, burst or paused.");
        } catch (JsonProcessingException e) {
            return new Wrong("", "The body is not JSON.");
        } catch (java.io.IOException e) {
            return new Wrong("", "The body cannot be read.");
        }
    }

    private static ChannelPatch fields(JsonNode root) {
        Double perSecond = null;
        Long burst = null;
        Boolean paused = null;
        for (Iterator<Map.Entry<String, JsonNode>> fields = root.properties().iterator(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            JsonNode value = field.getValue();
            switch (field.getKey()) {
                case "rate" -> perSecond = perSecond(value);
                case "burst" -> burst = value.canConvertToLong() && value.isIntegralNumber() ? value.longValue() : null;
                case "paused" -> paused = value.isBoolean() ? value.booleanValue() : null;
                default -> {
                    return new Wrong("/" + field.getKey(), "Unknown field; allowed are rate, burst and paused.");
                }
            }
        }
        if (root.has("rate") && perSecond == null) {
            return new Wrong("/rate", "A rate is a text such as 2000/s or 600/min.");
        }
        if (root.has("burst") && (burst == null || burst < 1 || burst > Rate.BURST_MAX)) {
            return new Wrong("/burst", "A burst is a whole number, 1 to " + Rate.BURST_MAX + ".");
        }
        if (root.has("paused") && paused == null) {
            return new Wrong("/paused", "Paused is true or false.");
        }
        return new Read(new ChannelChange(perSecond, burst, paused));
    }

    private static @Nullable Double perSecond(JsonNode value) {
        try {
            return value.isTextual() ? Rate.parse(value.textValue()).perSecond() : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}

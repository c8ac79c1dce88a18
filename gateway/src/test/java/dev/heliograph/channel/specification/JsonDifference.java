package dev.heliograph.channel.specification;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What of one document another does not have, or has otherwise. What only the other has, defaults for example, is no difference. */
public final class JsonDifference {
    private JsonDifference() {}

    /** @return a line for each difference, the path first */
    public static List<String> of(JsonNode written, JsonNode understood) {
        List<String> differences = new ArrayList<>();
        compare("", written, understood, differences);
        return differences;
    }

    private static void compare(String at, JsonNode written, JsonNode understood, List<String> differences) {
        if (written.isObject() && understood.isObject()) {
            written.properties().forEach(member -> {
                String below = at + "/" + member.getKey();
                JsonNode other = understood.get(member.getKey());
                if (other == null) {
                    differences.add(below + " is unknown");
                } else {
                    compare(below, member.getValue(), other, differences);
                }
            });
        } else if (written.isArray() && understood.isArray() && written.size() == understood.size()) {
            for (int i = 0; i < written.size(); i++) {
                compare(at + "/" + i, written.get(i), understood.get(i), differences);
            }
        } else if (!same(written, understood)) {
            differences.add(at + " is " + written + ", understood as " + understood);
        }
    }

    /** 51 and 51.0 are one number. */
    private static boolean same(JsonNode written, JsonNode understood) {
        return written.isNumber() && understood.isNumber()
                ? written.decimalValue().compareTo(understood.decimalValue()) == 0
                : written.equals(understood);
    }
}

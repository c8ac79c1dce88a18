package dev.heliograph.ingress.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of a request, read as strictly as a body: an unknown one, one given twice and one without meaning are faults. */
final class Query {
    private static final String TRUE_OR_FALSE = "must be true or false";

    private final Map<String, String> values = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();

    /**
     * @param text what follows the question mark, or null
     * @param known every parameter there is
     */
    Query(@Nullable String text, Set<String> known) {
        if (text == null || text.isEmpty()) {
            return;
        }
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (!known.contains(name)) {
                String what = known.isEmpty()
                        ? "none here"
                        : String.join(", ", known.stream().sorted().toList());
                fault(name, "unknown parameter; there is " + what);
            } else if (values.containsKey(name)) {
                fault(name, "is given twice");
            } else {
                values.put(name, decoded(name, equals < 0 ? "" : pair.substring(equals + 1)));
            }
        }
    }

    private String decoded(String name, String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            fault(name, "has a percent sign that is no escape");
            return "";
        }
    }

    @Nullable
    String text(String name) {
        return values.get(name);
    }

    boolean flag(String name) {
        String value = values.get(name);
        if (value != null && !value.equals("true") && !value.equals("false")) {
            fault(name, TRUE_OR_FALSE);
        }
        return "true".equals(value);
    }

    int number(String name, int otherwise, int min, int max) {
        String value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // the fault below says all there is to say
        }
        fault(name, "must be a number from " + min + " to " + max);
        return otherwise;
    }

    void fault(String name, String detail) {
        String shown = name.length() <= 64 ? name : name.substring(0, 64) + "...";
        faults.add(new Fault(Fault.Place.PARAMETER, shown, detail));
    }

    List<Fault> faults() {
        return faults;
    }
}

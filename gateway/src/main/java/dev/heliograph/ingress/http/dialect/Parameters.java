package dev.heliograph.ingress.http.dialect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of a query or form, as octets: which characters they are, other parameters say. The first of a name counts. */
public final class Parameters {
    private static final int HEX = 16;

    private final Map<String, byte[]> values = new LinkedHashMap<>();

    /** @param text {@code name=value&name=value}, percent-encoded; a percent sign that is no escape is one */
    public static Parameters of(String text) {
        Parameters parameters = new Parameters();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            String name = new String(decoded(equals < 0 ? pair : pair.substring(0, equals)), StandardCharsets.UTF_8);
            if (!name.isEmpty()) {
                parameters.add(name, decoded(equals < 0 ? "" : pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    public void add(String name, byte[] value) {
        values.putIfAbsent(name, value);
    }

    public Set<String> names() {
        return values.keySet();
    }

    public byte @Nullable [] octets(String name) {
        return values.get(name);
    }

    /** @return the value as UTF-8, or null */
    public @Nullable String text(String name) {
        byte[] value = values.get(name);
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    public String text(String name, String otherwise) {
        String value = text(name);
        return value == null ? otherwise : value;
    }

    /** @return all of it, in the order of the names, for telling one request from another */
    public byte[] meaning(Set<String> without) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        values.keySet().stream()
                .filter(name -> !without.contains(name))
                .sorted()
                .forEach(name -> {
                    out.writeBytes(name.getBytes(StandardCharsets.UTF_8));
                    out.write('=');
                    byte[] value = values.getOrDefault(name, new byte[0]);
                    out.writeBytes(Integer.toString(value.length).getBytes(StandardCharsets.US_ASCII));
                    out.write(':');
                    out.writeBytes(value);
                });
        return out.toByteArray();
    }

    private static byte[] decoded(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < octets.length; i++) {
            int high = i + 2 < octets.length ? Character.digit(octets[i + 1], HEX) : -1;
            int low = high < 0 ? -1 : Character.digit(octets[i + 2], HEX);
            if (octets[i] == '%' && low >= 0) {
                out.write(high * HEX + low);
                i += 2;
            } else {
                out.write(octets[i] == '+' ? ' ' : octets[i]);
            }
        }
        return out.toByteArray();
    }
}

package dev.heliograph.ingress.http.dialect.jasmin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.heliograph.ingress.http.dialect.DialectCall;
import dev.heliograph.ingress.http.dialect.Parameters;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a request: of its query, its form, or its JSON object.
 *
 * @param json whether they came as JSON, whose strings are characters and no octets
 * @param fault what is wrong with them, in Jasmin's words; empty when nothing is
 */
record JasminRequest(Parameters arguments, boolean json, String fault) {
    static final int BODY_BYTES_MAX = 64 << 10;

    private static final int DEPTH_MAX = 4;
    private static final int VALUE_CHARS_MAX = 64;
    private static final JsonMapper JSON = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            .build());

    /** @return the user in the query, which is all that can be told before the body */
    static @Nullable String caller(DialectCall unread) {
        return Parameters.of(unread.query()).text(JasminField.USERNAME.text());
    }

    static JasminRequest of(DialectCall call, List<JasminField> mandatory) {
        if (call.contentType().equals("application/json") && call.method().equals(HttpMethod.POST)) {
            return ofJson(call, mandatory);
        }
        String body = call.method().equals(HttpMethod.POST) ? call.body().toString(StandardCharsets.UTF_8) : "";
        String all = body.isEmpty() ? call.query() : call.query().isEmpty() ? body : body + '&' + call.query();
        return checked(Parameters.of(all), false, mandatory);
    }

    private static JasminRequest ofJson(DialectCall call, List<JasminField> mandatory) {
        Parameters arguments = Parameters.of(call.query());
        JsonNode tree;
        try {
            tree = JSON.readTree(call.body().getBytes());
        } catch (JsonProcessingException malformed) {
            return new JasminRequest(arguments, true, "The body is no JSON");
        } catch (IOException e) {
            throw new AssertionError("an array in memory cannot fail to be read", e);
        }
        if (tree == null || !tree.isObject()) {
            return new JasminRequest(arguments, true, "The body is no JSON object");
        }
        for (var field : tree.properties()) {
            JsonNode value = field.getValue();
            if (field.getKey().equals(JasminField.CUSTOM_TLVS.text()) && value.isContainerNode()) {
                arguments.add(field.getKey(), value.toString().getBytes(StandardCharsets.UTF_8));
            } else if (value.isValueNode() && !value.isNull()) {
                arguments.add(field.getKey(), value.asText().getBytes(StandardCharsets.UTF_8));
            } else if (!value.isNull()) {
                return new JasminRequest(arguments, true, unknown(field.getKey()));
            }
        }
        return checked(arguments, true, mandatory);
    }

    private static JasminRequest checked(Parameters arguments, boolean json, List<JasminField> mandatory) {
        return new JasminRequest(arguments, json, fault(arguments, mandatory));
    }

    private static String fault(Parameters arguments, List<JasminField> mandatory) {
        if (arguments.names().isEmpty()) {
            return "Mandatory arguments not found, please refer to the HTTPAPI specifications.";
        }
        for (String name : arguments.names()) {
            JasminField field = JasminField.of(name);
            if (field == null) {
                return unknown(name);
            }
            String value = arguments.text(name, "");
            if (!field.fits(value)) {
                boolean secret = field == JasminField.PASSWORD;
                return "Argument [" + name + "] has an invalid value: [" + (secret ? "..." : shortened(value)) + "].";
            }
        }
        for (JasminField field : mandatory) {
            if (arguments.octets(field.text()) == null) {
                return "Mandatory argument [" + field.text() + "] is not found.";
            }
        }
        return "";
    }

    private static String unknown(String name) {
        return "Argument [" + shortened(name) + "] is unknown.";
    }

    private static String shortened(String text) {
        return text.length() <= VALUE_CHARS_MAX ? text : text.substring(0, VALUE_CHARS_MAX) + "...";
    }

    @Nullable
    String text(JasminField field) {
        return arguments.text(field.text());
    }

    String text(JasminField field, String otherwise) {
        return arguments.text(field.text(), otherwise);
    }

    boolean has(JasminField field) {
        return arguments.octets(field.text()) != null;
    }
}

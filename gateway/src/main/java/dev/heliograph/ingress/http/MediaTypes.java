package dev.heliograph.ingress.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What Content-Type and Accept say (RFC 9110, 8.3 and 12.5.1), as far as this API has to know. */
final class MediaTypes {
    static final String JSON = "application/json";
    static final String NDJSON = "application/x-ndjson";
    static final String PROBLEM = "application/problem+json";
    static final String YAML = "application/yaml";

    private MediaTypes() {}

    /** @return {@link #JSON} or {@link #NDJSON}, or null when the body is something else */
    static @Nullable String ofBody(@Nullable String contentType) {
        if (JSON.equals(contentType) || NDJSON.equals(contentType)) {
            return contentType;
        }
        if (contentType == null) {
            return null;
        }
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";");
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("charset=") && !parameter.replace("\"", "").equals("charset=utf-8")) {
                return null;
            }
        }
        String type = parts.length == 0 ? "" : parts[0].strip();
        return type.equals(JSON) ? JSON : type.equals(NDJSON) || type.equals("application/ndjson") ? NDJSON : null;
    }

    /** @return whether a client that sent this Accept header takes {@code type} */
    static boolean accepts(@Nullable String accept, String type) {
        if (accept == null || accept.equals("*/*") || accept.equals(type)) {
            return true;
        }
        String family = type.substring(0, type.indexOf('/')) + "/*";
        for (String range : accept.toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = range.split(";");
            String name = parts.length == 0 ? "" : parts[0].strip();
            if ((name.equals(type) || name.equals("*/*") || name.equals(family)) && !refused(parts)) {
                return true;
            }
        }
        return false;
    }

    private static boolean refused(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].strip().matches("q=0(\\.0*)?")) {
                return true;
            }
        }
        return false;
    }
}

package dev.heliograph.ingress.http.dialect.jasmin;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The arguments there are, each with what it must look like. */
enum JasminField {
    TO("to", "\\+?\\d+"),
    FROM("from", null),
    CODING("coding", "0|1|2|3|4|5|6|7|8|9|10|13|14"),
    USERNAME("username", ".{1,64}"),
    PASSWORD("password", ".{1,512}"),
    PRIORITY("priority", "[0-3]"),
    SDT("sdt", "\\d{15}[+\\-R]"),
    VALIDITY_PERIOD("validity-period", "\\d{1,9}"),
    DLR("dlr", "yes|no"),
    DLR_URL("dlr-url", "https?://.*"),
    DLR_LEVEL("dlr-level", "[1-3]"),
    DLR_METHOD("dlr-method", "(?i:get|post)"),
    TAGS("tags", "[-a-zA-Z0-9,]*"),
    CUSTOM_TLVS("custom_tlvs", null),
    CONTENT("content", null),
    HEX_CONTENT("hex-content", "([0-9a-fA-F]{2})*");

    private final String text;
    private final @Nullable Pattern pattern;

    JasminField(String text, @Nullable String pattern) {
        this.text = text;
        this.pattern = pattern == null ? null : Pattern.compile(pattern, Pattern.DOTALL);
    }

    String text() {
        return text;
    }

    boolean fits(String value) {
        return pattern == null || pattern.matcher(value).matches();
    }

    static @Nullable JasminField of(String name) {
        for (JasminField field : values()) {
            if (field.text.equals(name)) {
                return field;
            }
        }
        return null;
    }
}

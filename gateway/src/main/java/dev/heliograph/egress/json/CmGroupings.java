package dev.heliograph.egress.json;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a client of CM.com wants to find again in reports: its {@code customGrouping}, {@code customGrouping2} and {@code customGrouping3}; empty where there is none. In the notes of its message. */
public record CmGroupings(String first, String second, String third) {
    public static final CmGroupings NONE = new CmGroupings("", "", "");

    /** As long as CM has them. */
    public static final int CHARS_MAX = 100;

    private static final String PREFIX = "cm/";
    private static final String FIRST = "customGrouping";
    private static final String SECOND = "customGrouping2";
    private static final String THIRD = "customGrouping3";

    public boolean fits() {
        return first.length() <= CHARS_MAX && second.length() <= CHARS_MAX && third.length() <= CHARS_MAX;
    }

    /** @return what goes with the message */
    public Map<String, String> notes() {
        Map<String, String> notes = new LinkedHashMap<>();
        put(notes, FIRST, first);
        put(notes, SECOND, second);
        put(notes, THIRD, third);
        return notes;
    }

    private static void put(Map<String, String> notes, String name, String value) {
        if (!value.isEmpty()) {
            notes.put(PREFIX + name, value);
        }
    }

    static CmGroupings of(Map<String, String> notes) {
        return new CmGroupings(
                notes.getOrDefault(PREFIX + FIRST, ""),
                notes.getOrDefault(PREFIX + SECOND, ""),
                notes.getOrDefault(PREFIX + THIRD, ""));
    }

    /** Writes those that there are as members of an object. */
    void write(JsonBytes json) {
        write(json, FIRST, first);
        write(json, SECOND, second);
        write(json, THIRD, third);
    }

    private static void write(JsonBytes json, String name, String value) {
        if (!value.isEmpty()) {
            json.field(name).string(value);
        }
    }
}

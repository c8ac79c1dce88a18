package dev.heliograph.loadtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One WebSocket's view of the account's events. Its cursors must rise, and it must see every final event. One user's. */
final class EventConsumer {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern REFERENCE = Pattern.compile("\"reference\":\"n(\\d{1,9})\"");

    private volatile long finals;
    private volatile long disorder;
    private String cursor = "";

    /** Takes a frame of events. */
    void frame(String text) {
        try {
            for (JsonNode event : JSON.readTree(text)) {
                String at = event.path("cursor").asText();
                if (at.compareTo(cursor) <= 0) {
                    disorder = disorder + 1;
                }
                cursor = at;
                if (event.path("final").asBoolean()) {
                    finals = finals + 1;
                }
            }
        } catch (JsonProcessingException e) {
            disorder = disorder + 1;
        }
    }

    /** @return the numbers of the messages that a frame tells of */
    static int[] numbers(String frame) {
        Matcher matcher = REFERENCE.matcher(frame);
        return matcher.results()
                .mapToInt(result -> Integer.parseInt(result.group(1)))
                .toArray();
    }

    String cursor() {
        return cursor;
    }

    long finals() {
        return finals;
    }

    long disorder() {
        return disorder;
    }
}

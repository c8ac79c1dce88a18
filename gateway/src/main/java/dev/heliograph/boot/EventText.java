package dev.heliograph.boot;

import com.fasterxml.jackson.databind.JsonNode;

/** An event for people, on one line. */
final class EventText {
    private EventText() {}

    static String of(JsonNode event) {
        if (event.path("type").asText().equals("inbound")) {
            return "%s  inbound    %s -> %s over %s: %s"
                    .formatted(
                            event.path("at").asText(),
                            event.path("from").asText(),
                            event.path("to").asText(),
                            event.path("channel").asText(),
                            event.path("content").path("text").asText());
        }
        JsonNode error = event.path("error");
        return "%s  %-10s %s to %s over %s%s%s"
                .formatted(
                        event.path("at").asText(),
                        event.path("state").asText(),
                        event.path("message").asText(),
                        event.path("to").asText(),
                        event.path("channel").asText(),
                        event.path("late").asBoolean() ? ", late" : "",
                        error.isMissingNode() || error.isNull()
                                ? ""
                                : ": " + error.path("type").asText(error.toString()));
    }
}

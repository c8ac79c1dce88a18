package dev.heliograph.ingress.http;

import dev.heliograph.content.PageLink;
import dev.heliograph.content.PageText;
import dev.heliograph.egress.json.EventJson;
import dev.heliograph.egress.json.JsonBytes;
import dev.heliograph.message.Attempt;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.Step;
import dev.heliograph.store.Found;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message with all that happened to it; its words are not repeated. */
final class MessageJson {
    private MessageJson() {}

    /** @param pages gives the links of landing pages; null when there are none */
    static void write(JsonBytes json, Found found, @Nullable PageLink pages) {
        Message message = found.message();
        MessageStatus status = found.status();
        json.beginObject().field("id").string(message.idText());
        json.field("state").string(status.reached().text());
        json.field("final").bool(status.state().isFinal());
        json.field("channel").string(status.channel());
        json.field("reference").string(message.reference());
        EventJson.address(json.field("to"), message.to());
        EventJson.address(json.field("from"), message.from());
        json.field("priority").string(message.priority().text());
        json.field("segments").number(message.segments());
        json.field("acceptedAt").time(message.acceptedAtMillis());
        time(json, "sendAt", message.sendAtMillis());
        json.field("expiresAt").time(message.expiresAtMillis());
        json.field("at").time(status.atMillis());
        EventJson.error(json.field("error"), status.error());
        steps(json.field("route"), message.route());
        json.field("attempts").beginArray();
        status.attempts().forEach(attempt -> attempt(json, attempt));
        json.endArray();
        String page = pages != null && PageText.links(message.content()) ? pages.of(message.id()) : null;
        json.field("page").string(page).endObject();
    }

    static void steps(JsonBytes json, List<Step> steps) {
        json.beginArray();
        for (Step step : steps) {
            json.beginObject().field("channel").string(step.channel());
            json.field("until").string(step.until().text());
            String after = step.afterMillis() == 0
                    ? null
                    : Duration.ofMillis(step.afterMillis()).toString();
            json.field("after").string(after).endObject();
        }
        json.endArray();
    }

    private static void attempt(JsonBytes json, Attempt attempt) {
        json.beginObject().field("number").number(attempt.number());
        json.field("channel").string(attempt.channel());
        json.field("state").string(attempt.state().text());
        json.field("startedAt").time(attempt.startedAtMillis());
        time(json, "endedAt", attempt.endedAtMillis());
        json.field("parts").beginArray();
        for (Attempt.Part part : attempt.parts()) {
            json.beginObject().field("providerId").string(part.providerId());
            json.field("state").string(part.state().text());
            json.field("errorCode").number(part.errorCode()).endObject();
        }
        json.endArray();
        EventJson.error(json.field("error"), attempt.error());
        json.endObject();
    }

    private static void time(JsonBytes json, String field, long millis) {
        json.field(field);
        if (millis == 0) {
            json.nil();
        } else {
            json.time(millis);
        }
    }
}

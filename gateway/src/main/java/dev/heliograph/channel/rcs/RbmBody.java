package dev.heliograph.channel.rcs;

import dev.heliograph.channel.web.ReplyMark;
import dev.heliograph.content.PlainText;
import dev.heliograph.message.Element;
import dev.heliograph.message.ElementMapping;
import dev.heliograph.message.Message;
import dev.heliograph.message.Option;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** The part of an AgentMessage that depends on what is shown. */
final class RbmBody implements ElementMapping<JsonObject> {
    /** Stands on the suggestion below a place that has no name short enough. */
    private static final String PLACE = "\uD83D\uDCCD";

    private static final int TITLE_MAX = 25;

    /** Characters that a tapped suggestion brings back. */
    private static final int POSTBACK_MAX = 2_048;

    private final Message message;

    /** @param message that is written, which its replies name */
    RbmBody(Message message) {
        this.message = message;
    }

    private static JsonObject message(JsonObject content) {
        return new JsonObject().put("contentMessage", content);
    }

    @Override
    public JsonObject text(Element.Text text) {
        return message(new JsonObject().put("text", text.text()));
    }

    @Override
    public JsonObject media(Element.Media media) {
        return message(new JsonObject().put("contentInfo", contentInfo(media)));
    }

    private static JsonObject contentInfo(Element.Media media) {
        JsonObject json = new JsonObject().put("fileUrl", media.url());
        if (media.thumbnailUrl() != null) {
            json.put("thumbnailUrl", media.thumbnailUrl());
        }
        return json;
    }

    @Override
    public JsonObject location(Element.Location location) {
        String name = location.name();
        String title = name != null && !name.isEmpty() && name.length() <= TITLE_MAX ? name : PLACE;
        Option place = new Option.Place(title, location.latitude(), location.longitude());
        return message(
                new JsonObject().put("text", PlainText.of(location)).put("suggestions", suggestions(List.of(place))));
    }

    @Override
    public JsonObject choices(Element.Choices choices) {
        return message(new JsonObject().put("text", choices.text()).put("suggestions", suggestions(choices.options())));
    }

    @Override
    public JsonObject card(Element.Card card) {
        JsonObject standalone =
                new JsonObject().put("cardOrientation", "VERTICAL").put("cardContent", cardContent(card));
        return message(new JsonObject().put("richCard", new JsonObject().put("standaloneCard", standalone)));
    }

    @Override
    public JsonObject carousel(Element.Carousel carousel) {
        JsonArray cards = new JsonArray();
        carousel.cards().forEach(card -> cards.add(cardContent(card)));
        JsonObject all = new JsonObject().put("cardWidth", "MEDIUM").put("cardContents", cards);
        return message(new JsonObject().put("richCard", new JsonObject().put("carouselCard", all)));
    }

    private JsonObject cardContent(Element.Card card) {
        JsonObject json = new JsonObject().put("title", card.title());
        if (card.description() != null) {
            json.put("description", card.description());
        }
        if (card.media() != null) {
            json.put("media", new JsonObject().put("height", "MEDIUM").put("contentInfo", contentInfo(card.media())));
        }
        if (!card.options().isEmpty()) {
            json.put("suggestions", suggestions(card.options()));
        }
        return json;
    }

    private JsonArray suggestions(List<Option> options) {
        JsonArray all = new JsonArray();
        options.forEach(option -> all.add(suggestion(option)));
        return all;
    }

    private JsonObject suggestion(Option option) {
        if (option instanceof Option.Reply reply) {
            return new JsonObject()
                    .put("reply", titled(reply.title(), ReplyMark.write(reply.id(), message, POSTBACK_MAX)));
        }
        JsonObject action = titled(option.title(), option.title());
        if (option instanceof Option.Url url) {
            action.put("openUrlAction", new JsonObject().put("url", url.url()));
        } else if (option instanceof Option.Call call) {
            action.put("dialAction", new JsonObject().put("phoneNumber", call.number()));
        } else if (option instanceof Option.Place place) {
            JsonObject point =
                    new JsonObject().put("latitude", place.latitude()).put("longitude", place.longitude());
            action.put(
                    "viewLocationAction", new JsonObject().put("latLong", point).put("label", place.title()));
        } else if (option instanceof Option.Calendar calendar) {
            action.put("createCalendarEventAction", event(calendar));
        } else {
            action.put("shareLocationAction", new JsonObject());
        }
        return new JsonObject().put("action", action);
    }

    private static JsonObject titled(String text, String postback) {
        return new JsonObject().put("text", text).put("postbackData", postback);
    }

    private static JsonObject event(Option.Calendar calendar) {
        JsonObject json = new JsonObject()
                .put("title", calendar.subject())
                .put("startTime", time(calendar.startMillis()))
                .put("endTime", time(calendar.endMillis()));
        String description = calendar.description();
        return description == null ? json : json.put("description", description);
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    /** An AgentMessage; how long it lives and what traffic it is comes from the message. */
    @Override
    public JsonObject asWritten(Element.Native own) {
        return new JsonObject(own.json());
    }
}

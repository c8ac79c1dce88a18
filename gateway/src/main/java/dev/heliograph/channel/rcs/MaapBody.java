package dev.heliograph.channel.rcs;

import dev.heliograph.channel.web.ReplyMark;
import dev.heliograph.message.Element;
import dev.heliograph.message.ElementMapping;
import dev.heliograph.message.Message;
import dev.heliograph.message.Option;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An RCSMessage (FNW.11). */
final class MaapBody implements ElementMapping<JsonObject> {
    /** Characters that a tapped suggestion brings back. */
    private static final int POSTBACK_MAX = 2_048;

    private final Message message;

    /** @param message that is written, which its replies name */
    MaapBody(Message message) {
        this.message = message;
    }

    private static void put(JsonObject json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    @Override
    public JsonObject text(Element.Text text) {
        return new JsonObject().put("textMessage", text.text());
    }

    @Override
    public JsonObject media(Element.Media media) {
        JsonObject file = new JsonObject().put("fileUrl", media.url());
        put(file, "fileName", media.filename());
        put(file, "fileMIMEType", media.mime());
        put(file, "fileSize", size(media));
        if (media.kind() == Element.Media.Kind.AUDIO) {
            return new JsonObject().put("audioMessage", file);
        }
        put(file, "thumbnailUrl", media.thumbnailUrl());
        return new JsonObject().put("fileMessage", file);
    }

    private static @Nullable Long size(Element.Media media) {
        return media.size() == 0 ? null : media.size();
    }

    @Override
    public JsonObject location(Element.Location location) {
        JsonObject push = new JsonObject().put("pos", location.latitude() + " " + location.longitude());
        put(push, "label", location.name() == null ? location.address() : location.name());
        return new JsonObject().put("geolocationPushMessage", push);
    }

    @Override
    public JsonObject choices(Element.Choices choices) {
        return new JsonObject()
                .put("textMessage", choices.text())
                .put("suggestedChipList", new JsonObject().put("suggestions", suggestions(choices.options())));
    }

    @Override
    public JsonObject card(Element.Card card) {
        JsonObject general = new JsonObject()
                .put("layout", new JsonObject().put("cardOrientation", "VERTICAL"))
                .put("content", content(card));
        return richCard("generalPurposeCard", general);
    }

    @Override
    public JsonObject carousel(Element.Carousel carousel) {
        JsonArray cards = new JsonArray();
        carousel.cards().forEach(card -> cards.add(content(card)));
        JsonObject general = new JsonObject()
                .put("layout", new JsonObject().put("cardWidth", "MEDIUM_WIDTH"))
                .put("content", cards);
        return richCard("generalPurposeCardCarousel", general);
    }

    private static JsonObject richCard(String name, JsonObject card) {
        return new JsonObject()
                .put("richcardMessage", new JsonObject().put("message", new JsonObject().put(name, card)));
    }

    private JsonObject content(Element.Card card) {
        JsonObject content = new JsonObject().put("title", card.title());
        put(content, "description", card.description());
        Element.Media media = card.media();
        if (media != null) {
            JsonObject json = new JsonObject()
                    .put("mediaUrl", media.url())
                    .put("mediaContentType", contentType(media))
                    .put("height", "MEDIUM_HEIGHT");
            put(json, "mediaFileSize", size(media));
            put(json, "thumbnailUrl", media.thumbnailUrl());
            content.put("media", json);
        }
        if (!card.options().isEmpty()) {
            content.put("suggestions", suggestions(card.options()));
        }
        return content;
    }

    /** The platform wants one; the file itself says what it is in the end. */
    private static String contentType(Element.Media media) {
        String mime = media.mime();
        return mime != null ? mime : media.kind() == Element.Media.Kind.VIDEO ? "video/mp4" : "image/jpeg";
    }

    private JsonArray suggestions(List<Option> options) {
        JsonArray all = new JsonArray();
        for (Option option : options) {
            all.add(
                    option instanceof Option.Reply reply
                            ? new JsonObject()
                                    .put(
                                            "reply",
                                            shown(reply.title(), ReplyMark.write(reply.id(), message, POSTBACK_MAX)))
                            : new JsonObject().put("action", action(option)));
        }
        return all;
    }

    private static JsonObject shown(String title, String data) {
        return new JsonObject().put("displayText", title).put("postback", new JsonObject().put("data", data));
    }

    private static JsonObject action(Option option) {
        JsonObject action = shown(option.title(), option.title());
        if (option instanceof Option.Url url) {
            return within(action, "urlAction", "openUrl", new JsonObject().put("url", url.url()));
        }
        if (option instanceof Option.Call call) {
            return within(
                    action, "dialerAction", "dialPhoneNumber", new JsonObject().put("phoneNumber", call.number()));
        }
        if (option instanceof Option.Place place) {
            JsonObject at = new JsonObject()
                    .put("latitude", place.latitude())
                    .put("longitude", place.longitude())
                    .put("label", place.title());
            return within(action, "mapAction", "showLocation", new JsonObject().put("location", at));
        }
        if (option instanceof Option.Calendar calendar) {
            JsonObject event = new JsonObject()
                    .put(
                            "startTime",
                            Instant.ofEpochMilli(calendar.startMillis()).toString())
                    .put("endTime", Instant.ofEpochMilli(calendar.endMillis()).toString())
                    .put("title", calendar.subject());
            put(event, "description", calendar.description());
            return within(action, "calendarAction", "createCalendarEvent", event);
        }
        return within(action, "mapAction", "requestLocationPush", new JsonObject());
    }

    private static JsonObject within(JsonObject action, String kind, String what, JsonObject value) {
        return action.put(kind, new JsonObject().put(what, value));
    }

    /** An RCSMessage; the contact comes from the message. */
    @Override
    public JsonObject asWritten(Element.Native own) {
        return new JsonObject(own.json());
    }
}

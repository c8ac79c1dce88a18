package dev.heliograph.channel.line;

import dev.heliograph.channel.web.ReplyMark;
import dev.heliograph.content.PlainText;
import dev.heliograph.message.Element;
import dev.heliograph.message.ElementMapping;
import dev.heliograph.message.Message;
import dev.heliograph.message.Option;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** One message object. Replies stand below a message as quick replies, everything else that may be tapped on it, in a flex bubble. */
final class LineBody implements ElementMapping<JsonObject> {
    /** What chat lists and old clients show instead of a bubble. */
    private static final int ALT_CHARS_MAX = 400;

    private static final int PLACE_CHARS_MAX = 100;

    /** Opens the map on which a person points out where they are; for where the location action cannot stand. */
    private static final String LOCATION_LINK = "https://line.me/R/nv/location/";

    /** Characters that a tapped reply brings back. */
    private static final int POSTBACK_MAX = 300;

    private final Message message;

    /** @param message that is written, which its replies name */
    LineBody(Message message) {
        this.message = message;
    }

    private static JsonObject typed(String type) {
        return new JsonObject().put("type", type);
    }

    private static String cut(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max);
    }

    @Override
    public JsonObject text(Element.Text text) {
        return text(text.text());
    }

    private static JsonObject text(String text) {
        return typed("text").put("text", text);
    }

    /** A video is not taken without a picture to show before it plays, and nobody here can make one. */
    @Override
    public JsonObject media(Element.Media media) {
        String preview = media.thumbnailUrl();
        boolean image = media.kind() == Element.Media.Kind.IMAGE;
        if (preview == null && !image) {
            return text(PlainText.of(media));
        }
        return typed(image ? "image" : "video")
                .put("originalContentUrl", media.url())
                .put("previewImageUrl", preview == null ? media.url() : preview);
    }

    @Override
    public JsonObject location(Element.Location location) {
        String name = location.name();
        String address = location.address();
        String point = location.latitude() + ", " + location.longitude();
        String title = name != null ? name : address != null ? address : point;
        return typed("location")
                .put("title", cut(title, PLACE_CHARS_MAX))
                .put("address", cut(address == null ? point : address, PLACE_CHARS_MAX))
                .put("latitude", location.latitude())
                .put("longitude", location.longitude());
    }

    @Override
    public JsonObject choices(Element.Choices choices) {
        JsonArray below = new JsonArray();
        JsonArray on = new JsonArray();
        for (Option option : choices.options()) {
            if (option instanceof Option.Reply) {
                below.add(typed("action").put("action", action(option)));
            } else if (option instanceof Option.RequestLocation) {
                below.add(typed("action").put("action", typed("location").put("label", option.title())));
            } else {
                on.add(button(option));
            }
        }
        JsonObject message = on.isEmpty()
                ? text(choices.text())
                : flex(
                        choices,
                        typed("bubble").put("body", box(words(choices.text()))).put("footer", box(on)));
        return below.isEmpty() ? message : message.put("quickReply", new JsonObject().put("items", below));
    }

    @Override
    public JsonObject card(Element.Card card) {
        return flex(card, bubble(card));
    }

    @Override
    public JsonObject carousel(Element.Carousel carousel) {
        JsonArray bubbles = new JsonArray();
        carousel.cards().forEach(card -> bubbles.add(bubble(card)));
        return flex(carousel, typed("carousel").put("contents", bubbles));
    }

    private static JsonObject flex(Element element, JsonObject contents) {
        return typed("flex")
                .put("altText", cut(PlainText.of(element), ALT_CHARS_MAX))
                .put("contents", contents);
    }

    private JsonObject bubble(Element.Card card) {
        JsonObject bubble = typed("bubble");
        Element.Media media = card.media();
        if (media != null) {
            bubble.put(
                    "hero",
                    typed("image").put("url", media.url()).put("size", "full").put("aspectMode", "cover"));
        }
        JsonObject title =
                typed("text").put("text", card.title()).put("weight", "bold").put("wrap", true);
        JsonArray body = new JsonArray().add(title);
        String description = card.description();
        if (description != null) {
            body.addAll(words(description));
        }
        bubble.put("body", box(body));
        return card.options().isEmpty() ? bubble : bubble.put("footer", box(buttons(card.options())));
    }

    private static JsonObject box(JsonArray contents) {
        return typed("box").put("layout", "vertical").put("contents", contents);
    }

    private static JsonArray words(String text) {
        return new JsonArray().add(text(text).put("wrap", true));
    }

    private JsonArray buttons(List<Option> options) {
        JsonArray buttons = new JsonArray();
        options.forEach(option -> buttons.add(button(option)));
        return buttons;
    }

    private JsonObject button(Option option) {
        return typed("button").put("action", action(option));
    }

    private JsonObject action(Option option) {
        if (option instanceof Option.Reply reply) {
            return typed("postback")
                    .put("label", reply.title())
                    .put("data", ReplyMark.write(reply.id(), message, POSTBACK_MAX))
                    .put("displayText", reply.title());
        }
        return typed("uri").put("label", option.title()).put("uri", link(option));
    }

    private static String link(Option option) {
        if (option instanceof Option.Url url) {
            return url.url();
        }
        if (option instanceof Option.Call call) {
            return "tel:" + call.number();
        }
        return option instanceof Option.Place place
                ? PlainText.mapLink(place.latitude(), place.longitude())
                : LOCATION_LINK;
    }

    @Override
    public JsonObject asWritten(Element.Native own) {
        return new JsonObject(own.json());
    }
}

package dev.heliograph.channel.viber;

import dev.heliograph.content.PlainText;
import dev.heliograph.message.Element;
import dev.heliograph.message.ElementMapping;
import dev.heliograph.message.Option;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message of the bot API, all but who it is from and to. */
final class ViberBotBody implements ElementMapping<JsonObject> {
    private static final int CONTACT_NAME_MAX = 28;

    private static JsonObject message(String type) {
        return new JsonObject().put("type", type).put("min_api_version", 1);
    }

    private static JsonObject words(String text) {
        return message("text").put("text", text);
    }

    @Override
    public JsonObject text(Element.Text text) {
        return words(text.text());
    }

    @Override
    public JsonObject media(Element.Media media) {
        if (media.kind() == Element.Media.Kind.IMAGE) {
            String caption = media.caption();
            return thumbnailed(
                    message("picture").put("media", media.url()).put("text", caption == null ? "" : caption), media);
        }
        if (media.size() == 0) {
            // Videos and files are refused without their size; a link is shown with a preview.
            return message("url").put("media", media.url());
        }
        JsonObject json = message(media.kind() == Element.Media.Kind.VIDEO ? "video" : "file")
                .put("media", media.url())
                .put("size", media.size());
        return media.kind() == Element.Media.Kind.VIDEO
                ? thumbnailed(json, media)
                : json.put("file_name", fileName(media.filename(), media.url()));
    }

    private static JsonObject thumbnailed(JsonObject json, Element.Media media) {
        return media.thumbnailUrl() == null ? json : json.put("thumbnail", media.thumbnailUrl());
    }

    private static String fileName(@Nullable String name, String url) {
        if (name != null && !name.isEmpty()) {
            return name;
        }
        String path = url.split("[?#]", 2)[0];
        String last = path.substring(path.lastIndexOf('/') + 1);
        return last.isEmpty() ? "file" : last;
    }

    /** The API shows a place without its name. */
    @Override
    public JsonObject location(Element.Location location) {
        if (location.name() != null || location.address() != null) {
            return words(PlainText.of(location));
        }
        JsonObject place = new JsonObject().put("lat", location.latitude()).put("lon", location.longitude());
        return message("location").put("location", place);
    }

    /** The API shows a name with one number; everything else is said in words. */
    @Override
    public JsonObject contact(Element.Contact contact) {
        boolean plain = contact.phones().size() == 1
                && contact.emails().isEmpty()
                && contact.organisation() == null
                && contact.name().length() <= CONTACT_NAME_MAX;
        return plain
                ? message("contact")
                        .put(
                                "contact",
                                new JsonObject()
                                        .put("name", contact.name())
                                        .put("phone_number", contact.phones().get(0)))
                : words(PlainText.of(contact));
    }

    @Override
    public JsonObject choices(Element.Choices choices) {
        JsonArray buttons = new JsonArray();
        for (Option option : choices.options()) {
            buttons.add(ViberBotCards.button(option, ViberBotCards.COLUMNS));
        }
        JsonObject keyboard = new JsonObject()
                .put("Type", "keyboard")
                .put("DefaultHeight", false)
                .put("Buttons", buttons);
        return words(choices.text()).put("keyboard", keyboard);
    }

    @Override
    public JsonObject card(Element.Card card) {
        return rich(List.of(card));
    }

    @Override
    public JsonObject carousel(Element.Carousel carousel) {
        return rich(carousel.cards());
    }

    private static JsonObject rich(List<Element.Card> cards) {
        return new JsonObject()
                .put("type", "rich_media")
                .put("min_api_version", 7)
                .put("alt_text", cards.get(0).title())
                .put("rich_media", ViberBotCards.of(cards));
    }

    /** A message of the API; who it is from and to is added. */
    @Override
    public JsonObject asWritten(Element.Native own) {
        return new JsonObject(own.json());
    }
}

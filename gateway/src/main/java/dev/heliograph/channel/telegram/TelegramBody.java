package dev.heliograph.channel.telegram;

import dev.heliograph.message.Element;
import dev.heliograph.message.ElementMapping;
import dev.heliograph.message.Option;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which method of the API shows an element, with its fields but the chat. */
final class TelegramBody implements ElementMapping<TelegramBody.Method> {
    /** @param name of the API's method */
    record Method(String name, JsonObject fields) {}

    private final CallbackData data;

    TelegramBody(CallbackData data) {
        this.data = data;
    }

    @Override
    public Method text(Element.Text text) {
        return new Method("sendMessage", message(text.text(), text.previewUrl()));
    }

    private static JsonObject message(String text, boolean preview) {
        return new JsonObject()
                .put("text", text)
                .put("link_preview_options", new JsonObject().put("is_disabled", !preview));
    }

    @Override
    public Method media(Element.Media media) {
        return media(media, media.caption());
    }

    private static Method media(Element.Media media, @Nullable String caption) {
        JsonObject fields = new JsonObject();
        if (caption != null) {
            fields.put("caption", caption);
        }
        String method = switch (media.kind()) {
            case IMAGE -> "Photo";
            case VIDEO -> "Video";
            case AUDIO -> "Audio";
            case DOCUMENT -> "Document";
        };
        return new Method("send" + method, fields.put(method.toLowerCase(java.util.Locale.ROOT), media.url()));
    }

    @Override
    public Method location(Element.Location location) {
        JsonObject fields =
                new JsonObject().put("latitude", location.latitude()).put("longitude", location.longitude());
        if (location.name() == null && location.address() == null) {
            return new Method("sendLocation", fields);
        }
        String name = location.name() == null ? "" : location.name();
        String address = location.address() == null ? "" : location.address();
        return new Method(
                "sendVenue",
                fields.put("title", name.isEmpty() ? address : name)
                        .put("address", address.isEmpty() ? name : address));
    }

    @Override
    public Method choices(Element.Choices choices) {
        return new Method(
                "sendMessage", message(choices.text(), false).put("reply_markup", keyboard(choices.options())));
    }

    @Override
    public Method card(Element.Card card) {
        Element.Media media = card.media();
        if (media == null) {
            throw new IllegalStateException("a card without a picture is no card here");
        }
        String description = card.description();
        Method method = media(media, card.title() + (description == null ? "" : "\n" + description));
        if (!card.options().isEmpty()) {
            method.fields().put("reply_markup", keyboard(card.options()));
        }
        return method;
    }

    /** Each button on a line of its own, so that titles are not cut on small screens. */
    private JsonObject keyboard(List<Option> options) {
        JsonArray rows = new JsonArray();
        for (Option option : options) {
            JsonObject button = new JsonObject().put("text", option.title());
            if (option instanceof Option.Url url) {
                button.put("url", url.url());
            } else if (option instanceof Option.Reply reply) {
                button.put("callback_data", data.of(reply.id()));
            }
            rows.add(new JsonArray().add(button));
        }
        return new JsonObject().put("inline_keyboard", rows);
    }

    /** A member {@code method} names the method, the others are its fields; without it they are a message's. */
    @Override
    public Method asWritten(Element.Native own) {
        JsonObject fields = new JsonObject(own.json());
        Object method = fields.remove("method");
        return new Method(method instanceof String name && name.matches("[A-Za-z]+") ? name : "sendMessage", fields);
    }
}

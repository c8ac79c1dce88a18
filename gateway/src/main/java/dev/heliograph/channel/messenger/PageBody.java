package dev.heliograph.channel.messenger;

import dev.heliograph.channel.web.ReplyMark;
import dev.heliograph.message.Element;
import dev.heliograph.message.ElementMapping;
import dev.heliograph.message.Message;
import dev.heliograph.message.Option;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A request's body but for its recipient, and but for the messaging type where the window decides it. */
final class PageBody implements ElementMapping<JsonObject> {
    /** Characters that a tapped reply brings back. */
    private static final int PAYLOAD_MAX = 1_000;

    private final Message written;

    /** @param written the message, which its replies name */
    PageBody(Message written) {
        this.written = written;
    }

    private static JsonObject message(JsonObject message) {
        return new JsonObject().put("message", message);
    }

    private static JsonObject attachment(String type, JsonObject payload) {
        return new JsonObject()
                .put("attachment", new JsonObject().put("type", type).put("payload", payload));
    }

    private JsonObject generic(List<Element.Card> cards) {
        JsonArray elements = new JsonArray();
        cards.forEach(card -> elements.add(element(card)));
        return message(attachment(
                "template", new JsonObject().put("template_type", "generic").put("elements", elements)));
    }

    @Override
    public JsonObject text(Element.Text text) {
        return message(new JsonObject().put("text", text.text()));
    }

    @Override
    public JsonObject media(Element.Media media) {
        String type = switch (media.kind()) {
            case IMAGE -> "image";
            case VIDEO -> "video";
            case AUDIO -> "audio";
            case DOCUMENT -> "file";
        };
        return message(attachment(type, new JsonObject().put("url", media.url())));
    }

    @Override
    public JsonObject choices(Element.Choices choices) {
        JsonArray replies = new JsonArray();
        JsonArray buttons = new JsonArray();
        for (Option option : choices.options()) {
            if (option instanceof Option.Reply reply) {
                replies.add(new JsonObject()
                        .put("content_type", "text")
                        .put("title", reply.title())
                        .put("payload", payload(reply)));
            } else {
                buttons.add(button(option));
            }
        }
        JsonObject shown = buttons.isEmpty()
                ? new JsonObject().put("text", choices.text())
                : attachment(
                        "template",
                        new JsonObject()
                                .put("template_type", "button")
                                .put("text", choices.text())
                                .put("buttons", buttons));
        return message(replies.isEmpty() ? shown : shown.put("quick_replies", replies));
    }

    private JsonObject button(Option option) {
        JsonObject button = new JsonObject().put("title", option.title());
        if (option instanceof Option.Url url) {
            return button.put("type", "web_url").put("url", url.url());
        }
        if (option instanceof Option.Call call) {
            return button.put("type", "phone_number").put("payload", call.number());
        }
        return button.put("type", "postback").put("payload", payload((Option.Reply) option));
    }

    private String payload(Option.Reply reply) {
        return ReplyMark.write(reply.id(), written, PAYLOAD_MAX);
    }

    @Override
    public JsonObject card(Element.Card card) {
        return generic(List.of(card));
    }

    @Override
    public JsonObject carousel(Element.Carousel carousel) {
        return generic(carousel.cards());
    }

    private JsonObject element(Element.Card card) {
        JsonObject element = new JsonObject().put("title", card.title());
        if (card.description() != null) {
            element.put("subtitle", card.description());
        }
        Element.Media media = card.media();
        if (media != null) {
            element.put("image_url", media.url());
        }
        if (!card.options().isEmpty()) {
            JsonArray buttons = new JsonArray();
            card.options().forEach(option -> buttons.add(button(option)));
            element.put("buttons", buttons);
        }
        return element;
    }

    /** A utility template, which Messenger sends at any time. */
    @Override
    public JsonObject template(Element.Template template) {
        JsonArray components = new JsonArray();
        if (!template.body().isEmpty()) {
            JsonArray texts = new JsonArray();
            template.body()
                    .forEach(text ->
                            texts.add(new JsonObject().put("type", "text").put("text", text)));
            components.add(new JsonObject().put("type", "body").put("parameters", texts));
        }
        if (!template.buttons().isEmpty()) {
            JsonArray buttons = new JsonArray();
            template.buttons()
                    .forEach(button -> buttons.add(new JsonObject()
                            .put("type", button.url() ? "URL" : "POSTBACK")
                            .put(button.url() ? "url" : "payload", button.value())));
            components.add(new JsonObject().put("type", "buttons").put("parameters", buttons));
        }
        JsonObject named = new JsonObject()
                .put("name", template.name())
                .put("language", new JsonObject().put("code", template.language()))
                .put("components", components);
        return message(new JsonObject().put("template", named)).put("messaging_type", "UTILITY");
    }

    /** Everything but the recipient, with messaging type and tag as its sender wants them. */
    @Override
    public JsonObject asWritten(Element.Native own) {
        return new JsonObject(own.json());
    }
}

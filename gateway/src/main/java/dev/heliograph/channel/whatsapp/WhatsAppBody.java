package dev.heliograph.channel.whatsapp;

import dev.heliograph.message.Element;
import dev.heliograph.message.ElementMapping;
import dev.heliograph.message.Option;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The part of a request's body that depends on what is shown. */
final class WhatsAppBody implements ElementMapping<JsonObject> {
    static final WhatsAppBody WRITER = new WhatsAppBody();

    private WhatsAppBody() {}

    private static JsonObject typed(String type, JsonObject value) {
        return new JsonObject().put("type", type).put(type, value);
    }

    private static JsonObject interactive(String type, String text, JsonObject action) {
        return typed(
                "interactive",
                new JsonObject()
                        .put("type", type)
                        .put("body", new JsonObject().put("text", text))
                        .put("action", action));
    }

    @Override
    public JsonObject text(Element.Text text) {
        return typed("text", new JsonObject().put("body", text.text()).put("preview_url", text.previewUrl()));
    }

    @Override
    public JsonObject media(Element.Media media) {
        return typed(typeOf(media), mediaOf(media));
    }

    private static String typeOf(Element.Media media) {
        return media.kind().name().toLowerCase(Locale.ROOT);
    }

    private static JsonObject mediaOf(Element.Media media) {
        JsonObject json = new JsonObject().put("link", media.url());
        if (media.caption() != null) {
            json.put("caption", media.caption());
        }
        if (media.kind() == Element.Media.Kind.DOCUMENT && media.filename() != null) {
            json.put("filename", media.filename());
        }
        return json;
    }

    @Override
    public JsonObject location(Element.Location location) {
        JsonObject json = new JsonObject().put("latitude", location.latitude()).put("longitude", location.longitude());
        put(json, "name", location.name());
        put(json, "address", location.address());
        return typed("location", json);
    }

    private static void put(JsonObject json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    @Override
    public JsonObject choices(Element.Choices choices) {
        Option first = choices.options().get(0);
        if (first instanceof Option.Url url) {
            return interactive(
                    "cta_url",
                    choices.text(),
                    new JsonObject()
                            .put("name", "cta_url")
                            .put(
                                    "parameters",
                                    new JsonObject()
                                            .put("display_text", url.title())
                                            .put("url", url.url())));
        }
        if (first instanceof Option.RequestLocation) {
            return interactive(
                    "location_request_message", choices.text(), new JsonObject().put("name", "send_location"));
        }
        JsonArray buttons = new JsonArray();
        for (Option option : choices.options()) {
            Option.Reply reply = (Option.Reply) option;
            buttons.add(new JsonObject()
                    .put("type", "reply")
                    .put("reply", new JsonObject().put("id", reply.id()).put("title", reply.title())));
        }
        return interactive("button", choices.text(), new JsonObject().put("buttons", buttons));
    }

    @Override
    public JsonObject list(Element.ListPicker list) {
        JsonArray sections = new JsonArray();
        for (Element.ListPicker.Section section : list.sections()) {
            JsonArray rows = new JsonArray();
            for (Element.ListPicker.Row row : section.rows()) {
                JsonObject json = new JsonObject().put("id", row.id()).put("title", row.title());
                put(json, "description", row.description());
                rows.add(json);
            }
            JsonObject json = new JsonObject().put("rows", rows);
            put(json, "title", section.title().isEmpty() ? null : section.title());
            sections.add(json);
        }
        return interactive(
                "list",
                list.text(),
                new JsonObject().put("button", list.button()).put("sections", sections));
    }

    @Override
    public JsonObject template(Element.Template template) {
        JsonArray components = new JsonArray();
        Element.Media header = template.header();
        if (header != null) {
            String type = typeOf(header);
            components.add(component(
                    "header",
                    new JsonArray().add(new JsonObject().put("type", type).put(type, mediaOf(header)))));
        }
        String headerText = template.headerText();
        if (headerText != null) {
            components.add(component("header", new JsonArray().add(text(headerText))));
        }
        if (!template.body().isEmpty()) {
            JsonArray texts = new JsonArray();
            template.body().forEach(text -> texts.add(text(text)));
            components.add(component("body", texts));
        }
        for (Element.Template.Button button : template.buttons()) {
            JsonObject parameter = button.url()
                    ? text(button.value())
                    : new JsonObject().put("type", "payload").put("payload", button.value());
            components.add(component("button", new JsonArray().add(parameter))
                    .put("sub_type", button.url() ? "url" : "quick_reply")
                    .put("index", Integer.toString(button.index())));
        }
        return typed(
                "template",
                new JsonObject()
                        .put("name", template.name())
                        .put("language", new JsonObject().put("code", template.language()))
                        .put("components", components));
    }

    private static JsonObject component(String type, JsonArray parameters) {
        return new JsonObject().put("type", type).put("parameters", parameters);
    }

    private static JsonObject text(String text) {
        return new JsonObject().put("type", "text").put("text", text);
    }

    @Override
    public JsonObject contact(Element.Contact contact) {
        JsonArray phones = new JsonArray();
        contact.phones().forEach(phone -> phones.add(new JsonObject().put("phone", phone)));
        JsonArray emails = new JsonArray();
        contact.emails().forEach(email -> emails.add(new JsonObject().put("email", email)));
        JsonObject json = new JsonObject()
                .put(
                        "name",
                        new JsonObject().put("formatted_name", contact.name()).put("first_name", contact.name()))
                .put("phones", phones)
                .put("emails", emails);
        if (contact.organisation() != null) {
            json.put("org", new JsonObject().put("company", contact.organisation()));
        }
        return new JsonObject().put("type", "contacts").put("contacts", new JsonArray().add(json));
    }

    @Override
    public JsonObject asWritten(Element.Native own) {
        return new JsonObject(own.json());
    }
}

package dev.heliograph.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.ElementMapping;
import dev.heliograph.message.Option;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes content as JSON in one canonical form: equal contents are equal octets. */
public final class ContentWriter implements ElementMapping<ObjectNode> {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final ContentWriter WRITER = new ContentWriter();

    private ContentWriter() {}

    /** @return the content as one JSON object, in UTF-8 */
    public static byte[] write(Content.Rich content) {
        ObjectNode json = content.element().map(WRITER);
        Element.Template template = content.template();
        if (template != null) {
            json.setAll(template.map(WRITER));
        }
        put(json, "fallbackText", content.fallbackText());
        put(json, "subject", content.subject());
        if (!content.overrides().isEmpty()) {
            ObjectNode overrides = json.putObject("overrides");
            content.overrides().forEach((kind, own) -> overrides.set(kind, parse(own)));
        }
        if (!content.trackingLink()) {
            json.put("trackingLink", false);
        }
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static Content read(byte[] utf8) {
        StringBuilder faults = new StringBuilder();
        try {
            JsonNode tree = MAPPER.readTree(utf8);
            Content content = ContentReader.stored(
                    tree,
                    (pointer, detail) ->
                            faults.append(pointer).append(' ').append(detail).append("; "));
            if (content != null) {
                return content;
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
        throw new IllegalArgumentException(faults.toString());
    }

    private static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode named(String name, ObjectNode value) {
        ObjectNode json = node();
        json.set(name, value);
        return json;
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    @Override
    public ObjectNode text(Element.Text text) {
        ObjectNode json = node().put("text", text.text());
        return text.previewUrl() ? json.put("previewUrl", true) : json;
    }

    @Override
    public ObjectNode media(Element.Media media) {
        return named("media", mediaOf(media));
    }

    private static ObjectNode mediaOf(Element.Media media) {
        ObjectNode json = node().put("kind", media.kind().name().toLowerCase(Locale.ROOT));
        json.put("url", media.url());
        put(json, "mime", media.mime());
        put(json, "filename", media.filename());
        put(json, "caption", media.caption());
        put(json, "thumbnailUrl", media.thumbnailUrl());
        return media.size() > 0 ? json.put("sizeHint", media.size()) : json;
    }

    @Override
    public ObjectNode location(Element.Location location) {
        ObjectNode json = node().put("lat", location.latitude()).put("lon", location.longitude());
        put(json, "name", location.name());
        put(json, "address", location.address());
        return named("location", json);
    }

    @Override
    public ObjectNode choices(Element.Choices choices) {
        ObjectNode json = node().put("text", choices.text());
        json.set("options", options(choices.options()));
        return named("choices", json);
    }

    private static ArrayNode options(List<Option> options) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        options.forEach(option -> array.add(option(option)));
        return array;
    }

    private static ObjectNode option(Option option) {
        ObjectNode of = node();
        String kind;
        if (option instanceof Option.Reply reply) {
            kind = "reply";
            of.put("id", reply.id()).put("title", reply.title());
        } else if (option instanceof Option.Url url) {
            kind = "url";
            of.put("title", url.title()).put("url", url.url());
        } else if (option instanceof Option.Call call) {
            kind = "call";
            of.put("title", call.title()).put("number", call.number());
        } else if (option instanceof Option.Place place) {
            kind = "location";
            of.put("title", place.title()).put("lat", place.latitude()).put("lon", place.longitude());
        } else if (option instanceof Option.Calendar calendar) {
            kind = "calendar";
            of.put("title", calendar.title());
            of.put("start", Instant.ofEpochMilli(calendar.startMillis()).toString());
            of.put("end", Instant.ofEpochMilli(calendar.endMillis()).toString());
            of.put("subject", calendar.subject());
            put(of, "description", calendar.description());
        } else {
            kind = "requestLocation";
            of.put("title", option.title());
        }
        return named(kind, of);
    }

    @Override
    public ObjectNode card(Element.Card card) {
        return named("card", cardOf(card));
    }

    private static ObjectNode cardOf(Element.Card card) {
        ObjectNode json = node().put("title", card.title());
        put(json, "description", card.description());
        Element.Media media = card.media();
        if (media != null) {
            json.set("media", mediaOf(media));
        }
        if (!card.options().isEmpty()) {
            json.set("options", options(card.options()));
        }
        return json;
    }

    @Override
    public ObjectNode carousel(Element.Carousel carousel) {
        ObjectNode json = node();
        put(json, "text", carousel.text());
        ArrayNode cards = json.putArray("cards");
        carousel.cards().forEach(card -> cards.add(cardOf(card)));
        return named("carousel", json);
    }

    @Override
    public ObjectNode list(Element.ListPicker list) {
        ObjectNode json = node().put("text", list.text()).put("button", list.button());
        ArrayNode sections = json.putArray("sections");
        for (Element.ListPicker.Section section : list.sections()) {
            ObjectNode of = sections.addObject();
            put(of, "title", section.title().isEmpty() ? null : section.title());
            ArrayNode rows = of.putArray("rows");
            for (Element.ListPicker.Row row : section.rows()) {
                put(rows.addObject().put("id", row.id()).put("title", row.title()), "description", row.description());
            }
        }
        return named("list", json);
    }

    @Override
    public ObjectNode template(Element.Template template) {
        ObjectNode json = node().put("name", template.name()).put("language", template.language());
        put(json, "namespace", template.namespace());
        Element.Media header = template.header();
        if (header != null) {
            json.set("header", mediaOf(header));
        } else if (template.headerText() != null) {
            json.putObject("header").put("text", template.headerText());
        }
        if (!template.body().isEmpty()) {
            ArrayNode body = json.putArray("body");
            template.body().forEach(body::add);
        }
        if (!template.buttons().isEmpty()) {
            ArrayNode buttons = json.putArray("buttons");
            for (Element.Template.Button button : template.buttons()) {
                buttons.addObject().put("index", button.index()).put(button.url() ? "url" : "reply", button.value());
            }
        }
        return named("template", json);
    }

    @Override
    public ObjectNode contact(Element.Contact contact) {
        ObjectNode json = node().put("name", contact.name());
        texts(json, "phones", contact.phones());
        texts(json, "emails", contact.emails());
        put(json, "org", contact.organisation());
        return named("contact", json);
    }

    private static void texts(ObjectNode json, String name, List<String> texts) {
        if (!texts.isEmpty()) {
            ArrayNode array = json.putArray(name);
            texts.forEach(array::add);
        }
    }

    @Override
    public ObjectNode voice(Element.Voice voice) {
        ObjectNode json = node().put(voice.ssml() ? "ssml" : "text", voice.script());
        put(json, "language", voice.language());
        put(json, "voice", voice.voice());
        return named("voice", voice.repeat() > 0 ? json.put("repeat", voice.repeat()) : json);
    }

    @Override
    public ObjectNode answer(Element.Answer answer) {
        return named("answer", node().put("id", answer.id()).put("title", answer.title()));
    }

    @Override
    public ObjectNode asWritten(Element.Native own) {
        throw new IllegalArgumentException("a provider's own form is an override, not an element");
    }
}

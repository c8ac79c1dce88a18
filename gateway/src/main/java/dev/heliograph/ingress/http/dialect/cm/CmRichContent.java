package dev.heliograph.ingress.http.dialect.cm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.content.ContentReader;
import dev.heliograph.message.Content;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * CM's rich content as ours. A conversation of CM's is a list; a message of ours shows one thing, so its texts are put together, a picture takes them as its caption, and
 * several pictures stand side by side. What comes out is read by the reader of our own API, whose bounds hold here too.
 */
final class CmRichContent {
    private static final int TITLE_MAX = 200;
    private static final int NAMES_MAX = 5;

    /** Kinds of an item beside texts and media; a conversation has one of them at most. */
    private static final List<String> KINDS =
            List.of("template", "carousel", "interactive", "listPicker", "location", "contacts");

    private final List<String> texts = new ArrayList<>();
    private final List<JsonNode> media = new ArrayList<>();
    private final List<JsonNode> suggestions = new ArrayList<>();
    private final CmFaults faults;
    private JsonNode whole = JsonNodeFactory.instance.missingNode();
    private String kind = "";

    private CmRichContent(CmFaults faults) {
        this.faults = faults;
    }

    /**
     * @param body said where nothing richer can be shown; empty for none
     * @return null after a fault
     */
    static @Nullable Content of(JsonNode rich, String body, CmFaults faults) {
        CmRichContent gathered = new CmRichContent(faults);
        gathered.gather(rich);
        ObjectNode content = gathered.element(body);
        if (!body.isEmpty() && !content.has("text")) {
            content.put("fallbackText", body);
        }
        return faults.isEmpty() ? read(content, faults) : null;
    }

    private static @Nullable Content read(ObjectNode content, CmFaults faults) {
        try (JsonParser json = content.traverse()) {
            json.nextToken();
            return ContentReader.read(
                    json, "", (pointer, detail) -> faults.add("the rich content, as " + pointer + ", " + detail));
        } catch (IOException e) {
            throw new AssertionError("a tree in memory cannot fail to be read", e);
        }
    }

    private void gather(JsonNode rich) {
        for (JsonNode item : CmJson.items(rich, "conversation")) {
            for (String name : KINDS) {
                if (CmJson.at(item, name).isContainerNode()
                        && !CmJson.at(item, name).isEmpty()) {
                    if (!kind.isEmpty()) {
                        faults.add("a conversation has one of template, carousel, interactive, listPicker,"
                                + " location and contacts");
                    }
                    kind = name;
                    whole = CmJson.at(item, name);
                }
            }
            if (!isKnown(item)) {
                faults.add("a conversation with " + String.join(", ", names(item)) + " is not to be had here");
            } else if (CmMedia.isThere(item)) {
                media.add(item);
            } else {
                words(item);
            }
            suggestions.addAll(CmJson.items(item, "suggestions"));
        }
        suggestions.addAll(CmJson.items(rich, "suggestions"));
    }

    private static boolean isKnown(JsonNode item) {
        return Stream.concat(KINDS.stream(), Stream.of("text", "header", "media", "suggestions"))
                .anyMatch(name -> !CmJson.at(item, name).isMissingNode());
    }

    private static List<String> names(JsonNode item) {
        return item.properties().stream()
                .map(member -> member.getKey())
                .limit(NAMES_MAX)
                .toList();
    }

    private void words(JsonNode item) {
        for (String name : new String[] {"header", "text"}) {
            String text = CmJson.text(item, name);
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
    }

    private ObjectNode element(String body) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        if (!kind.isEmpty()) {
            if (!media.isEmpty()) {
                faults.add("a conversation with " + kind + " has no media beside it");
            }
            single(content, body);
        } else if (media.size() > 1) {
            pictures(content);
        } else if (media.size() == 1 && suggestions.isEmpty()) {
            words(media.get(0));
            ObjectNode file = CmMedia.of(CmJson.at(media.get(0), "media"));
            if (!texts.isEmpty()) {
                file.put("caption", joined());
            }
            content.set("media", file);
        } else if (media.size() == 1) {
            JsonNode item = media.get(0);
            String more = joined();
            content.set("card", card(item, more, CmOptions.of(suggestions, faults)));
        } else {
            String text = texts.isEmpty() ? body : joined();
            if (suggestions.isEmpty()) {
                content.put("text", text);
            } else {
                content.putObject("choices").put("text", text).set("options", CmOptions.of(suggestions, faults));
            }
        }
        return content;
    }

    private void single(ObjectNode content, String body) {
        String words = texts.isEmpty() ? body : joined();
        switch (kind) {
            case "template" -> content.set("template", CmTemplate.of(whole, faults));
            case "carousel" -> carousel(content);
            case "interactive" -> CmInteractive.put(content, whole, words, faults);
            case "listPicker" -> CmInteractive.putPicker(content, whole, words);
            case "location" -> location(content);
            default -> contact(content);
        }
    }

    private void carousel(ObjectNode content) {
        List<JsonNode> cards = CmJson.items(whole, "cards");
        if (cards.size() == 1) {
            List<JsonNode> options = CmJson.items(cards.get(0), "suggestions");
            content.set(
                    "card", card(cards.get(0), "", CmOptions.of(options.isEmpty() ? suggestions : options, faults)));
            return;
        }
        ObjectNode carousel = content.putObject("carousel");
        if (!texts.isEmpty()) {
            carousel.put("text", joined());
        }
        ArrayNode out = carousel.putArray("cards");
        for (JsonNode card : cards) {
            out.add(card(card, "", CmOptions.of(CmJson.items(card, "suggestions"), faults)));
        }
    }

    private void pictures(ObjectNode content) {
        ObjectNode carousel = content.putObject("carousel");
        if (!texts.isEmpty()) {
            carousel.put("text", joined());
        }
        ArrayNode cards = carousel.putArray("cards");
        for (int i = 0; i < media.size(); i++) {
            boolean last = i == media.size() - 1;
            cards.add(card(media.get(i), "", CmOptions.of(last ? suggestions : List.of(), faults)));
        }
    }

    /** @param more words that stand beside it */
    static ObjectNode card(JsonNode item, String more, ArrayNode options) {
        String header = CmJson.text(item, "header");
        String text = CmJson.text(item, "text");
        String words = text.isEmpty() ? more : more.isEmpty() ? text : more + "\n" + text;
        String title = header;
        if (title.isEmpty() && words.length() <= TITLE_MAX) {
            title = words;
            words = "";
        }
        if (title.isEmpty()) {
            String name = CmJson.text(CmJson.at(item, "media"), "mediaName");
            title = name.isEmpty() ? words.substring(0, Math.min(words.length(), TITLE_MAX)) : name;
        }
        ObjectNode card = JsonNodeFactory.instance.objectNode().put("title", title.isEmpty() ? "-" : title);
        if (!words.isEmpty()) {
            card.put("description", words);
        }
        if (CmMedia.isThere(item)) {
            card.set("media", CmMedia.of(CmJson.at(item, "media")));
        }
        if (!options.isEmpty()) {
            card.set("options", options);
        }
        return card;
    }

    private void location(ObjectNode content) {
        ObjectNode place = content.putObject("location");
        Double latitude = CmJson.number(whole, "latitude");
        Double longitude = CmJson.number(whole, "longitude");
        if (latitude != null && longitude != null) {
            place.put("lat", latitude).put("lon", longitude);
        }
        put(place, "name", CmJson.text(whole, "label"));
        put(place, "address", CmJson.text(whole, "searchQuery"));
    }

    private void contact(ObjectNode content) {
        JsonNode first = whole.isArray() ? whole.path(0) : whole;
        JsonNode name = CmJson.at(first, "name");
        String full = CmJson.text(name, "formatted_name", "formattedName");
        String made = (CmJson.text(name, "first_name", "firstName") + " " + CmJson.text(name, "last_name", "lastName"))
                .strip();
        ObjectNode contact = content.putObject("contact").put("name", full.isEmpty() ? made : full);
        ArrayNode phones = contact.putArray("phones");
        CmJson.items(first, "phones").forEach(phone -> phones.add(CmJson.text(phone, "phone")));
        ArrayNode emails = contact.putArray("emails");
        CmJson.items(first, "emails").forEach(email -> emails.add(CmJson.text(email, "email")));
        put(contact, "org", CmJson.text(CmJson.at(first, "org"), "company"));
    }

    private static void put(ObjectNode object, String name, String value) {
        if (!value.isEmpty()) {
            object.put(name, value);
        }
    }

    private String joined() {
        return String.join("\n", texts);
    }
}

package dev.heliograph.content;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads content out of JSON, strictly: unknown members are refused, every fault is told by JSON pointer. */
public final class ContentReader {
    /** Characters of a text; a channel that takes fewer gets it in several messages. */
    public static final int TEXT_CHARS_MAX = 20_000;

    private static final int SUBJECT_CHARS_MAX = 255;
    private static final int OVERRIDES_MAX = 8;
    private static final int OVERRIDE_CHARS_MAX = 16_384;
    private static final Set<String> ELEMENTS =
            Set.of("text", "media", "location", "choices", "card", "carousel", "list", "template", "contact", "voice");

    private ContentReader() {}

    /**
     * Reads the value that {@code json} stands on, and leaves it on the value's last token.
     *
     * @param at JSON pointer to the value
     * @return null after a fault
     * @throws IOException when the text is not JSON
     */
    public static @Nullable Content read(JsonParser json, String at, ContentFaults faults) throws IOException {
        int[] repeated = {0};
        JsonNode tree = Members.tree(json, at, (pointer, detail) -> {
            repeated[0]++;
            faults.add(pointer, detail);
        });
        Content content = read(tree, at, faults, true);
        return repeated[0] == 0 ? content : null;
    }

    /** Reads what was written by {@link ContentWriter}, without judging lengths: limits change, what is stored does not. */
    static @Nullable Content stored(JsonNode tree, ContentFaults faults) {
        return read(tree, "", faults, false);
    }

    private static @Nullable Content read(JsonNode tree, String at, ContentFaults told, boolean bounded) {
        if (!(tree instanceof ObjectNode object)) {
            told.add(at, "must be an object such as {\"text\":\"...\"}");
            return null;
        }
        int[] count = {0};
        ContentFaults faults = (pointer, detail) -> {
            count[0]++;
            told.add(pointer, detail);
        };
        Members members = new Members(object, at, faults, bounded);
        Element element = element(members);
        Element.Template template = template(members, element);
        String fallbackText = members.optional("fallbackText", TEXT_CHARS_MAX);
        String subject = members.optional("subject", SUBJECT_CHARS_MAX);
        Map<String, String> overrides = overrides(members);
        boolean trackingLink = members.flag("trackingLink", true);
        members.end();
        if (element == null || count[0] > 0) {
            return null;
        }
        boolean plain =
                fallbackText == null && subject == null && overrides.isEmpty() && trackingLink && template == null;
        if (plain && element instanceof Element.Text text && !text.previewUrl()) {
            return new Content.Text(text.text());
        }
        return new Content.Rich(element, fallbackText, subject, overrides, trackingLink, template);
    }

    /** @return the template beside another element, said where rules allow nothing else; null when there is none */
    private static Element.@Nullable Template template(Members members, @Nullable Element element) {
        if (element == null || element instanceof Element.Template || !members.has("template")) {
            return null;
        }
        Members below = members.child("template");
        Element template = below == null ? null : ElementReader.read("template", below);
        if (below != null) {
            below.end();
        }
        return template instanceof Element.Template read ? read : null;
    }

    private static @Nullable Element element(Members members) {
        String only = null;
        if (!members.isBounded() && members.has("answer")) {
            Members answer = members.child("answer");
            return answer == null ? null : new Element.Answer(answer.text("id", 0), answer.text("title", 0));
        }
        for (String name : members.names()) {
            if (ELEMENTS.contains(name)) {
                if (only != null && (only.equals("template") || name.equals("template"))) {
                    only = only.equals("template") ? name : only;
                } else if (only != null) {
                    members.has(name);
                    members.fault(name, "a message has one of " + only + " and " + name + ", not both");
                } else {
                    only = name;
                }
            }
        }
        if (only == null) {
            members.fault(
                    "text",
                    "is missing; a message has one of text, media, location, choices, card, carousel, list, template,"
                            + " contact, voice");
            return null;
        }
        if (only.equals("text")) {
            return new Element.Text(members.text("text", TEXT_CHARS_MAX), members.flag("previewUrl"));
        }
        Members below = members.child(only);
        if (below == null) {
            return null;
        }
        Element element = ElementReader.read(only, below);
        below.end();
        return element;
    }

    private static Map<String, String> overrides(Members members) {
        Members below = members.child("overrides");
        if (below == null) {
            return Map.of();
        }
        Map<String, String> overrides = new LinkedHashMap<>();
        if (below.names().size() > OVERRIDES_MAX) {
            members.fault("overrides", "has more than " + OVERRIDES_MAX + " channels");
            return Map.of();
        }
        for (String kind : below.names()) {
            String own = below.asWritten(kind, OVERRIDE_CHARS_MAX);
            if (own != null) {
                overrides.put(kind, own);
            }
        }
        return overrides;
    }
}

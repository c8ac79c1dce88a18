package dev.heliograph.ingress.http.dialect.cm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** WhatsApp's interactive messages and Apple's list picker as CM takes them, as lists and choices of ours. */
final class CmInteractive {
    private static final String OPEN = "Open";

    private CmInteractive() {}

    /** @param words said when it has none itself */
    static void put(ObjectNode content, JsonNode interactive, String words, CmFaults faults) {
        JsonNode action = CmJson.at(interactive, "action");
        String text = text(interactive, words);
        String type = CmJson.text(interactive, "type").toLowerCase(Locale.ROOT);
        JsonNode header = CmJson.at(interactive, "header");
        boolean pictured = CmMedia.isThere(header);
        if (pictured && !type.equals("button")) {
            faults.add("a file at the head of an interactive message goes with buttons only");
        }
        switch (type) {
            case "list" -> list(content.putObject("list"), action, text);
            case "button" -> {
                ArrayNode options = JsonNodeFactory.instance.arrayNode();
                for (JsonNode button : CmJson.items(action, "buttons")) {
                    JsonNode reply = CmJson.at(button, "reply").isObject() ? CmJson.at(button, "reply") : button;
                    String title = CmJson.text(reply, "title");
                    String id = CmJson.text(reply, "id");
                    options.addObject()
                            .putObject("reply")
                            .put("id", id.isEmpty() ? title : id)
                            .put("title", title);
                }
                if (pictured) {
                    content.set("card", CmRichContent.card(header, text, options));
                } else {
                    content.putObject("choices").put("text", text).set("options", options);
                }
            }
            case "cta_url" -> {
                JsonNode parameters = CmJson.at(action, "parameters");
                content.putObject("choices")
                        .put("text", text)
                        .putArray("options")
                        .addObject()
                        .putObject("url")
                        .put("title", CmJson.text(parameters, "display_text"))
                        .put("url", CmJson.text(parameters, "url"));
            }
            case "location_request_message" ->
                content.putObject("choices")
                        .put("text", text)
                        .putArray("options")
                        .addObject()
                        .putObject("requestLocation")
                        .put("title", "Send location");
            default -> faults.add("an interactive message is list, button, cta_url or location_request_message");
        }
    }

    private static String text(JsonNode interactive, String words) {
        List<String> lines = new ArrayList<>();
        String body = CmJson.text(CmJson.at(interactive, "body"), "text");
        for (String line : List.of(
                CmJson.text(CmJson.at(interactive, "header"), "text"),
                body.isEmpty() ? words : body,
                CmJson.text(CmJson.at(interactive, "footer"), "text"))) {
            if (!line.isEmpty()) {
                lines.add(line);
            }
        }
        return String.join("\n", lines);
    }

    private static void list(ObjectNode list, JsonNode action, String text) {
        String button = CmJson.text(action, "button");
        list.put("text", text).put("button", button.isEmpty() ? OPEN : button);
        ArrayNode sections = list.putArray("sections");
        for (JsonNode section : CmJson.items(action, "sections")) {
            ObjectNode out = sections.addObject();
            String title = CmJson.text(section, "title");
            if (!title.isEmpty()) {
                out.put("title", title);
            }
            ArrayNode rows = out.putArray("rows");
            for (JsonNode row : CmJson.items(section, "rows")) {
                String name = CmJson.text(row, "title");
                String id = CmJson.text(row, "id");
                String description = CmJson.text(row, "description");
                ObjectNode made =
                        rows.addObject().put("id", id.isEmpty() ? name : id).put("title", name);
                if (!description.isEmpty()) {
                    made.put("description", description);
                }
            }
        }
    }

    /** Apple's: a label and options that are labels too. */
    static void putPicker(ObjectNode content, JsonNode picker, String words) {
        String label = CmJson.text(picker, "label");
        ObjectNode list = content.putObject("list");
        list.put("text", words.isEmpty() ? label : words).put("button", label.isEmpty() ? OPEN : label);
        ArrayNode rows = list.putArray("sections").addObject().putArray("rows");
        for (JsonNode option : CmJson.items(picker, "options")) {
            String title = CmJson.text(option, "label");
            rows.addObject().put("id", title).put("title", title);
        }
    }
}

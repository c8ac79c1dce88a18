package dev.heliograph.ingress.http.dialect.cm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** A WhatsApp template as CM takes it, as ours. */
final class CmTemplate {
    private CmTemplate() {}

    static ObjectNode of(JsonNode template, CmFaults faults) {
        JsonNode whatsApp = template.path("whatsapp");
        if (!whatsApp.isObject()) {
            faults.add("only templates of WhatsApp are carried");
        }
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.put("name", CmJson.text(whatsApp, "element_name", "elementName"));
        out.put("language", CmJson.text(whatsApp.path("language"), "code"));
        String namespace = CmJson.text(whatsApp, "namespace");
        if (!namespace.isEmpty()) {
            out.put("namespace", namespace);
        }
        ArrayNode body = out.putArray("body");
        ArrayNode buttons = out.putArray("buttons");
        for (JsonNode parameter : CmJson.items(whatsApp, "localizable_params")) {
            body.add(CmJson.text(parameter, "default"));
        }
        for (JsonNode component : CmJson.items(whatsApp, "components")) {
            List<JsonNode> parameters = CmJson.items(component, "parameters");
            switch (CmJson.text(component, "type").toLowerCase(Locale.ROOT)) {
                case "header" -> header(out, parameters, faults);
                case "body" -> {
                    for (JsonNode parameter : parameters) {
                        body.add(words(parameter));
                    }
                }
                case "button" -> button(buttons, component, parameters);
                default -> faults.add("a component of a template is header, body or button");
            }
        }
        return out;
    }

    private static void header(ObjectNode out, List<JsonNode> parameters, CmFaults faults) {
        for (JsonNode parameter : parameters) {
            String type = CmJson.text(parameter, "type").toLowerCase(Locale.ROOT);
            JsonNode media = parameter.path(type);
            if (!List.of("image", "video", "document").contains(type) || !media.isObject()) {
                faults.add("the header of a template takes a picture, video or document");
                return;
            }
            ObjectNode file = CmMedia.of(media);
            file.put("kind", type);
            out.set("header", file);
        }
    }

    private static String words(JsonNode parameter) {
        String text = CmJson.text(parameter, "text");
        return text.isEmpty()
                ? CmJson.text(parameter.path("currency"), "fallback_value")
                        + CmJson.text(parameter.path("date_time"), "fallback_value")
                : text;
    }

    private static void button(ArrayNode buttons, JsonNode component, List<JsonNode> parameters) {
        boolean url = CmJson.text(component, "sub_type", "subType").equalsIgnoreCase("url");
        for (JsonNode parameter : parameters) {
            buttons.addObject()
                    .put("index", component.path("index").asInt(0))
                    .put(url ? "url" : "reply", CmJson.text(parameter, "payload", "text"));
        }
    }
}

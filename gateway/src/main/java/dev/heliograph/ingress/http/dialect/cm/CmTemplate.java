package dev.heliograph.ingress.http.dialect.cm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A WhatsApp template as CM takes it, as ours. */
final class CmTemplate {
    private static final Set<String> FILES = Set.of("image", "video", "document");
    private static final Set<String> WORDS = Set.of("text", "currency", "date_time");
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private CmTemplate() {}

    static ObjectNode of(JsonNode template, CmFaults faults) {
        JsonNode whatsApp = CmJson.at(template, "whatsapp");
        if (!whatsApp.isObject()) {
            faults.add("only templates of WhatsApp are carried");
        }
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.put("name", CmJson.text(whatsApp, "element_name", "elementName"));
        out.put("language", CmJson.text(CmJson.at(whatsApp, "language"), "code"));
        String namespace = CmJson.text(whatsApp, "namespace");
        if (!namespace.isEmpty()) {
            out.put("namespace", namespace);
        }
        ArrayNode body = out.putArray("body");
        ArrayNode buttons = out.putArray("buttons");
        for (JsonNode parameter : CmJson.items(whatsApp, "localizable_params")) {
            body.add(words(parameter));
        }
        for (JsonNode component : CmJson.items(whatsApp, "components")) {
            List<JsonNode> parameters = CmJson.items(component, "parameters");
            switch (CmJson.text(component, "type").toLowerCase(Locale.ROOT)) {
                case "header" -> header(out, parameters, faults);
                case "footer" -> {
                    if (!parameters.isEmpty()) {
                        faults.add("the footer of a template has no parameters");
                    }
                }
                case "body" -> {
                    for (JsonNode parameter : parameters) {
                        body.add(words(parameter));
                    }
                }
                case "button" -> button(buttons, component, parameters);
                default -> faults.add("a component of a template is header, body, footer or button");
            }
        }
        return out;
    }

    private static void header(ObjectNode out, List<JsonNode> parameters, CmFaults faults) {
        for (JsonNode parameter : parameters) {
            String type = CmJson.text(parameter, "type").toLowerCase(Locale.ROOT);
            JsonNode named = CmJson.at(parameter, type);
            JsonNode media = named.isObject() ? named : CmJson.at(parameter, "media");
            if (WORDS.contains(type)) {
                out.putObject("header").put("text", words(parameter));
            } else if (FILES.contains(type) && media.isObject()) {
                ObjectNode file = CmMedia.of(media);
                file.put("kind", type);
                out.set("header", file);
            } else {
                faults.add("the header of a template takes a text, picture, video or document");
            }
        }
        if (parameters.size() > 1) {
            faults.add("the header of a template takes one parameter");
        }
    }

    /** Money and time as the client would have them where they cannot be shown as the reader is used to: nobody here knows what he is used to. */
    private static String words(JsonNode parameter) {
        String text = CmJson.text(parameter, "text", "default");
        JsonNode money = CmJson.at(parameter, "currency");
        JsonNode time = CmJson.at(parameter, "date_time");
        if (text.isEmpty()) {
            text = CmJson.text(money, "fallback_value") + CmJson.text(time, "fallback_value");
        }
        return text.isEmpty() ? (money.isObject() ? money(money) : time.isObject() ? time(time) : "") : text;
    }

    private static String money(JsonNode money) {
        Double thousandths = CmJson.number(money, "amount_1000");
        String amount = thousandths == null
                ? ""
                : BigDecimal.valueOf(thousandths)
                        .movePointLeft(3)
                        .setScale(2, RoundingMode.HALF_UP)
                        .toPlainString();
        return (amount + " " + CmJson.text(money, "code", "currency_code")).strip();
    }

    private static String time(JsonNode time) {
        JsonNode parts = CmJson.at(time, "component").isObject() ? CmJson.at(time, "component") : time;
        Double seconds = CmJson.number(parts, "timestamp");
        if (seconds != null) {
            return MOMENT.format(Instant.ofEpochSecond(seconds.longValue()).atOffset(ZoneOffset.UTC));
        }
        Double year = CmJson.number(parts, "year");
        return year == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%04d-%02d-%02d %02d:%02d",
                        year.intValue(),
                        part(parts, "month"),
                        part(parts, "day_of_month"),
                        part(parts, "hour"),
                        part(parts, "minute"));
    }

    private static int part(JsonNode parts, String name) {
        Double value = CmJson.number(parts, name);
        return value == null ? 0 : value.intValue();
    }

    private static void button(ArrayNode buttons, JsonNode component, List<JsonNode> parameters) {
        boolean url = CmJson.text(component, "sub_type", "subType").equalsIgnoreCase("url");
        for (JsonNode parameter : parameters) {
            buttons.addObject()
                    .put("index", CmJson.at(component, "index").asInt(0))
                    .put(url ? "url" : "reply", CmJson.text(parameter, "payload", "text"));
        }
    }
}

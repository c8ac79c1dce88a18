package dev.heliograph.ingress.http.dialect.cm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.ingress.http.AddressReader;
import dev.heliograph.message.Address;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** CM's suggestions as options of ours. */
final class CmOptions {
    private CmOptions() {}

    static ArrayNode of(List<JsonNode> suggestions, CmFaults faults) {
        ArrayNode options = JsonNodeFactory.instance.arrayNode();
        for (JsonNode suggestion : suggestions) {
            options.add(of(suggestion, faults));
        }
        return options;
    }

    private static ObjectNode of(JsonNode suggestion, CmFaults faults) {
        String action = CmJson.text(suggestion, "action").toLowerCase(Locale.ROOT);
        String label = CmJson.text(suggestion, "label", "title");
        ObjectNode option = JsonNodeFactory.instance.objectNode();
        switch (action) {
            case "reply" -> {
                String id = CmJson.text(suggestion, "postbackdata", "postbackData");
                option.putObject("reply").put("id", id.isEmpty() ? label : id).put("title", label);
            }
            case "openurl" -> option.putObject("url").put("title", label).put("url", CmJson.text(suggestion, "url"));
            case "dial" ->
                option.putObject("call")
                        .put("title", label)
                        .put("number", number(CmJson.text(CmJson.at(suggestion, "dial"), "phoneNumber")));
            case "viewlocation", "viewlocationoptions" -> place(option, label, view(suggestion));
            case "createcalendarevent", "calendar" ->
                calendar(option, label, CmJson.at(suggestion, "calendar"), faults);
            case "sharelocation", "requestlocation" ->
                option.putObject("requestLocation").put("title", label);
            default -> faults.add("a suggestion with the action '" + action + "' is not to be had here");
        }
        return option;
    }

    /** Its Java SDK calls it otherwise than the others. */
    private static JsonNode view(JsonNode suggestion) {
        JsonNode usual = CmJson.at(suggestion, "viewLocation");
        return usual.isObject() ? usual : CmJson.at(suggestion, "location");
    }

    static String number(String text) {
        Address address = AddressReader.recipient(text.replaceAll("[ ()-]", ""));
        return address == null ? text : address.text();
    }

    private static void place(ObjectNode option, String label, JsonNode place) {
        Double latitude = CmJson.number(place, "latitude");
        Double longitude = CmJson.number(place, "longitude");
        if (latitude != null && longitude != null) {
            option.putObject("location")
                    .put("title", label)
                    .put("lat", latitude)
                    .put("lon", longitude);
        } else {
            String query = URLEncoder.encode(CmJson.text(place, "searchQuery", "label"), StandardCharsets.UTF_8);
            option.putObject("url")
                    .put("title", label)
                    .put("url", "https://www.google.com/maps/search/?api=1&query=" + query);
        }
    }

    private static void calendar(ObjectNode option, String label, JsonNode event, CmFaults faults) {
        long start = CmTime.instantMillis(CmJson.text(event, "startTime"));
        long end = CmTime.instantMillis(CmJson.text(event, "endTime"));
        if (start == CmTime.NONE || end == CmTime.NONE) {
            faults.add("a calendar suggestion needs startTime and endTime");
            return;
        }
        String subject = CmJson.text(event, "title");
        ObjectNode calendar = option.putObject("calendar")
                .put("title", label)
                .put("start", Instant.ofEpochMilli(start).toString())
                .put("end", Instant.ofEpochMilli(end).toString())
                .put("subject", subject.isEmpty() ? label : subject);
        String description = CmJson.text(event, "description");
        if (!description.isEmpty()) {
            calendar.put("description", description);
        }
    }
}

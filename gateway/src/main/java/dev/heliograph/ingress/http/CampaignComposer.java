package dev.heliograph.ingress.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.heliograph.admission.Account;
import dev.heliograph.campaign.Composer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills a campaign's message in for one recipient and reads it as any message that comes in, so that it is held to the same rules. Places are <code>{{name}}</code> in any text of
 * the message; a recipient without the field is refused. Any thread.
 */
public final class CampaignComposer implements Composer {
    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([A-Za-z0-9_.-]{1,64})\\s*}}");
    private static final Set<String> OF_RECIPIENT =
            Set.of("to", "identities", "channels", "reference", "language", "fields");

    /** What each recipient has of his own, or what a campaign must not have. */
    private static final Set<String> NOT_OF_MESSAGE = Set.of("to", "identities", "reference", "dedupe", "sendAt");

    private static final int DEPTH_MAX = 16;

    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Override
    public Composed compose(Account account, String campaign, long index, byte[] message, byte[] recipient) {
        try {
            JsonNode of = MAPPER.readTree(recipient);
            List<Complaint> faults = new ArrayList<>();
            JsonNode own = MAPPER.readTree(message);
            if (!(of instanceof ObjectNode who) || !(own instanceof ObjectNode template)) {
                return refused(new Complaint("", "must be an object such as {\"to\":\"+393331234567\"}"));
            }
            ObjectNode whole = whole(template, who, faults);
            return faults.isEmpty()
                    ? read(account, campaign, index, MAPPER.writeValueAsBytes(whole))
                    : new Composed(null, faults);
        } catch (JsonProcessingException malformed) {
            return refused(new Complaint("", Malformed.detail(malformed)));
        } catch (IOException e) {
            throw new AssertionError("an array in memory cannot fail to be read", e);
        }
    }

    private static Composed refused(Complaint complaint) {
        return new Composed(null, List.of(complaint));
    }

    /** @return what is wrong with a message, whoever gets it */
    static List<Fault> check(Account account, JsonNode message) {
        if (!(message instanceof ObjectNode template)) {
            return List.of(new Fault(Fault.Place.POINTER, "/message", "must be an object"));
        }
        List<Fault> faults = new ArrayList<>();
        NOT_OF_MESSAGE.stream()
                .filter(template::has)
                .sorted()
                .forEach(name -> faults.add(new Fault(
                        Fault.Place.POINTER,
                        "/message/" + name,
                        "does not go with a campaign, or is each recipient's own")));
        if (!faults.isEmpty()) {
            return faults;
        }
        ObjectNode anybody = MAPPER.createObjectNode().put("to", "+393331234567");
        ObjectNode fields = anybody.putObject("fields");
        places(message, new TreeSet<>()).forEach(name -> fields.put(name, "x"));
        try {
            new CampaignComposer()
                    .compose(account, "", 0, MAPPER.writeValueAsBytes(message), MAPPER.writeValueAsBytes(anybody))
                    .faults()
                    .forEach(fault -> faults.add(new Fault(Fault.Place.POINTER, fault.pointer(), fault.detail())));
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree can be written", e);
        }
        return faults;
    }

    private static Set<String> places(JsonNode node, Set<String> names) {
        if (node.isTextual()) {
            Matcher place = PLACE.matcher(node.textValue());
            while (place.find()) {
                names.add(place.group(1));
            }
        }
        node.forEach(below -> places(below, names));
        return names;
    }

    private static ObjectNode whole(ObjectNode template, ObjectNode who, List<Complaint> faults) {
        who.fieldNames().forEachRemaining(name -> {
            if (!OF_RECIPIENT.contains(name)) {
                faults.add(new Complaint(
                        Faults.member("", name),
                        "unknown field; a recipient has to, identities, channels, reference, language, fields"));
            }
        });
        JsonNode fields = who.path("fields");
        if (who.has("fields") && !fields.isObject()) {
            faults.add(new Complaint("/fields", "must be an object such as {\"name\":\"Ann\"}"));
        }
        ObjectNode whole = (ObjectNode) filled(template, fields, faults);
        for (String name : OF_RECIPIENT) {
            if (!name.equals("fields") && who.has(name)) {
                whole.set(name, who.get(name));
            }
        }
        if (!whole.has("priority")) {
            whole.put("priority", "bulk");
        }
        return whole;
    }

    private static JsonNode filled(JsonNode node, JsonNode fields, List<Complaint> faults) {
        if (node.isTextual()) {
            return new TextNode(filled(node.textValue(), fields, faults));
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = MAPPER.createObjectNode();
            object.properties().forEach(entry -> copy.set(entry.getKey(), filled(entry.getValue(), fields, faults)));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = MAPPER.createArrayNode();
            array.forEach(item -> copy.add(filled(item, fields, faults)));
            return copy;
        }
        return node;
    }

    private static String filled(String text, JsonNode fields, List<Complaint> faults) {
        if (!text.contains("{{")) {
            return text;
        }
        Matcher place = PLACE.matcher(text);
        StringBuilder out = new StringBuilder();
        while (place.find()) {
            String name = place.group(1);
            JsonNode value = fields.get(name);
            if (value == null || !value.isValueNode() || value.isNull()) {
                String detail = "is missing: the message says {{" + name + "}}";
                Complaint complaint = new Complaint("/fields/" + name, detail);
                if (!faults.contains(complaint)) {
                    faults.add(complaint);
                }
            }
            place.appendReplacement(out, Matcher.quoteReplacement(value == null ? "" : value.asText()));
        }
        return place.appendTail(out).toString();
    }

    private static Composed read(Account account, String campaign, long index, byte[] whole) throws IOException {
        MessageReader reader = new MessageReader();
        try (JsonParser json = MAPPER.getFactory().createParser(whole)) {
            json.nextToken();
            if (!reader.read(json)) {
                return new Composed(
                        null,
                        reader.faults().copy().stream()
                                .map(fault -> new Complaint(pointer(fault.where()), fault.detail()))
                                .toList());
            }
        }
        MessageForm form = reader.form();
        form.campaign = campaign;
        // No header can hold such a key, because keys have no spaces.
        return new Composed(form.draft(account, new Fingerprint().of(form, "campaign " + campaign, index)), List.of());
    }

    private static String pointer(String ofWhole) {
        int end = ofWhole.indexOf('/', 1);
        String first = ofWhole.isEmpty() ? "" : ofWhole.substring(1, end < 0 ? ofWhole.length() : end);
        return OF_RECIPIENT.contains(first) ? ofWhole : "/message" + ofWhole;
    }

    /** @return the tree of a body, or null after a fault of its form */
    static @Nullable JsonNode tree(byte[] body) throws JsonProcessingException {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new AssertionError("an array in memory cannot fail to be read", e);
        }
    }
}

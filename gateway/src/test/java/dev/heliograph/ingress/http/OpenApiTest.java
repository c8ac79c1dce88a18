package dev.heliograph.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The document against the code: what is served is described, what is described is served. */
class OpenApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode document = read();

    private static JsonNode read() {
        try {
            return new ObjectMapper(new YAMLFactory())
                    .readTree(OpenApi.document().getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return whether the document says that this route may answer so */
    static boolean describes(String template, String method, int status) {
        return document.at("/paths")
                .path(template)
                .path(method.toLowerCase(java.util.Locale.ROOT))
                .path("responses")
                .has(Integer.toString(status));
    }

    @Test
    void describesEveryRouteAndNoOther() {
        Set<String> described = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method ->
                                described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        described.removeIf(name -> name.startsWith("PARAMETERS "));

        Set<String> served = new TreeSet<>();
        for (Route route : Route.values()) {
            route.methods().forEach(method -> served.add(method + " " + route.template()));
        }
        served.add("POST /v1.0/message"); // a dialect's, which is mounted
        assertThat(described).isEqualTo(served);
    }

    @Test
    void listsEveryProblemAndNoOther() {
        List<String> listed = StreamSupport.stream(
                        document.at("/components/schemas/Problem/properties/type/enum")
                                .spliterator(),
                        false)
                .map(JsonNode::textValue)
                .toList();

        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(
                        Problem.all().stream().map(Problem::type).toList());
    }

    @Test
    void describesTheStatusOfEveryProblemSomewhere() {
        Set<Integer> described = new TreeSet<>();
        document.get("paths")
                .forEach(path -> path.forEach(operation -> operation
                        .path("responses")
                        .fieldNames()
                        .forEachRemaining(status -> described.add(Integer.valueOf(status)))));

        assertThat(described)
                .containsAll(Problem.all().stream().map(Problem::status).toList());
    }

    @Test
    void hasNoReferenceToNothing() {
        List<String> dangling = new ArrayList<>();
        document.findValues("$ref").forEach(reference -> {
            if (document.at(reference.textValue().substring(1)).isMissingNode()) {
                dangling.add(reference.textValue());
            }
        });
        assertThat(dangling).isEmpty();
        assertThat(document.findValues("$ref")).hasSizeGreaterThan(20);
    }

    @Test
    void givesExamplesThatAreRead() throws IOException {
        JsonNode content = document.at("/paths/~1v1~1messages/post/requestBody/content");
        int read = 0;
        for (JsonNode example : content.get(MediaTypes.JSON).get("examples")) {
            JsonNode value = example.get("value");
            for (JsonNode message : value.isArray() ? value : List.of(value)) {
                assertReads(message.toString());
                read++;
            }
        }
        for (JsonNode example : content.get(MediaTypes.NDJSON).get("examples")) {
            for (String line : example.get("value").textValue().split("\n")) {
                assertReads(line);
                read++;
            }
        }
        assertThat(read).isEqualTo(7);
    }

    @Test
    void describesEveryFieldThatIsRead() throws IOException {
        Set<String> described = new TreeSet<>();
        document.at("/components/schemas/Message/properties").fieldNames().forEachRemaining(described::add);
        MessageReader reader = new MessageReader();
        for (String field : described) {
            try (JsonParser parser = JSON.createParser("{\"" + field + "\":[]}")) {
                parser.nextToken();
                reader.read(parser);
                assertThat(reader.faults().copy())
                        .as(field)
                        .noneMatch(fault -> fault.detail().startsWith("unknown field"));
            }
        }
        try (JsonParser parser = JSON.createParser("{\"unknown\":1}")) {
            parser.nextToken();
            reader.read(parser);
            String told = reader.faults().copy().get(0).detail();
            Set<String> known = new TreeSet<>(
                    List.of(told.substring(told.indexOf("has ") + 4).split(", ")));
            assertThat(known).isEqualTo(described);
        }
    }

    private static void assertReads(String message) throws IOException {
        MessageReader reader = new MessageReader();
        try (JsonParser parser = JSON.createParser(message)) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            reader.read(parser);
        }
        assertThat(reader.faults().copy()).as(message).isEmpty();
    }
}

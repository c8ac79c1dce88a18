package dev.heliograph.ingress.http.dialect.cm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CmJsonTest {
    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @CsvSource({
        "mediaUri, mediaUri, true",
        "MediaURI, mediaUri, true",
        "media_uri, mediaUri, true",
        "_media__uri_, mediaUri, true",
        "mediauri, media_uri, true",
        "media, mediaUri, false",
        "mediaUris, mediaUri, false",
        "media-uri, mediaUri, false",
        "___, mediaUri, false"
    })
    void aNameMayBeWrittenInAnyCaseAndWithLines(String written, String name, boolean found) {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("other", 1);
        object.put(written, "x");
        assertThat(CmJson.text(object, name)).isEqualTo(found ? "x" : "");
    }

    @Test
    void theNameAsItIsComesFirst() throws Exception {
        JsonNode object = JSON.readTree("{\"MSG\":1,\"msg\":2}");
        assertThat(CmJson.text(object, "msg")).isEqualTo("2");
        assertThat(CmJson.text(JSON.readTree("[1]"), "msg")).isEmpty();
    }

    @Test
    void anObjectWithAHundredMembersIsTheWidest() {
        ObjectNode wide = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < 100; i++) {
            wide.put("m" + i, i);
        }
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putArray("msg").addObject().set("body", wide);
        assertThat(CmJson.isTooWide(root)).isFalse();
        wide.put("m100", 1);
        assertThat(CmJson.isTooWide(root)).isTrue();
        assertThat(CmJson.isTooWide(wide)).isTrue();
    }
}

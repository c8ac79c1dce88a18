package dev.heliograph.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentJsonTest {
    private static final int ROUNDS = 2_000;

    private final List<String> faults = new ArrayList<>();

    private Content read(String json) throws IOException {
        faults.clear();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            return ContentReader.read(parser, "/content", (pointer, detail) -> faults.add(pointer));
        }
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Content.Rich content = new RandomContent(seed).content();
            byte[] json = ContentWriter.write(content);
            Content stored = ContentWriter.read(json);
            Content submitted = read(new String(json, StandardCharsets.UTF_8));
            // Plain text has a form of its own.
            Content expected = content.element() instanceof Element.Text text && isPlain(content, text)
                    ? new Content.Text(text.text())
                    : content;
            assertThat(stored).as("seed %d", seed).isEqualTo(expected);
            assertThat(submitted).as("seed %d: %s", seed, faults).isEqualTo(expected);
            assertThat(ContentWriter.write(content)).as("canonical").isEqualTo(json);
        }
    }

    private static boolean isPlain(Content.Rich content, Element.Text text) {
        return !text.previewUrl()
                && content.fallbackText() == null
                && content.subject() == null
                && content.overrides().isEmpty()
                && content.trackingLink();
    }

    @Test
    void aTemplateMayStandBesideAnotherElement() throws IOException {
        String json = "{\"text\":\"Hi\",\"template\":{\"name\":\"hello\",\"language\":\"en\"}}";
        Content.Rich both = (Content.Rich) read(json);
        assertThat(both.element()).isEqualTo(new Element.Text("Hi", false));
        assertThat(both.template().name()).isEqualTo("hello");
        assertThat(ContentWriter.read(ContentWriter.write(both))).isEqualTo(both);
        Content.Rich otherOrder =
                (Content.Rich) read("{\"template\":{\"name\":\"hello\",\"language\":\"en\"},\"text\":\"Hi\"}");
        assertThat(otherOrder).isEqualTo(both);
        assertThat(((Content.Rich) read("{\"template\":{\"name\":\"hello\",\"language\":\"en\"}}")).template())
                .isNull();
        assertThat(read("{\"text\":\"Hi\",\"template\":{}}")).isNull();
        assertThat(faults).contains("/content/template/name");
        assertThat(
                        read(
                                "{\"text\":\"Hi\",\"voice\":{\"text\":\"Hi\"},\"template\":{\"name\":\"x\",\"language\":\"en\"}}"))
                .isNull();
    }

    @Test
    void anAnswerComesBackFromTheStoreAndNotThroughADoor() throws IOException {
        Content.Rich answer = Content.Rich.of(new Element.Answer("y", ""));
        byte[] json = ContentWriter.write(answer);
        assertThat(ContentWriter.read(json)).isEqualTo(answer);
        assertThat(read(new String(json, StandardCharsets.UTF_8))).isNull();
        assertThat(faults).contains("/content/answer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | /content",
                "{} | /content/text",
                "{\"text\":\"\"} | /content/text",
                "{\"text\":\"a\",\"text\":\"b\"} | /content/text",
                "{\"text\":\"a\",\"bold\":true} | /content/bold",
                "{\"text\":\"a\",\"location\":{\"lat\":1,\"lon\":2}} | /content/location",
                "{\"media\":{\"kind\":\"image\",\"url\":\"ftp://example.com\"}} | /content/media/url",
                "{\"media\":{\"kind\":\"hologram\",\"url\":\"https://example.com/a\"}} | /content/media/kind",
                "{\"location\":{\"lat\":91,\"lon\":2}} | /content/location/lat",
                "{\"choices\":{\"text\":\"a\",\"options\":[]}} | /content/choices/options",
                "{\"choices\":{\"text\":\"a\",\"options\":[{\"reply\":{\"id\":\"1\"}}]}} | /content/choices/options/0/reply/title",
                "{\"choices\":{\"text\":\"a\",\"options\":[{\"jump\":{}}]}} | /content/choices/options/0/jump",
                "{\"choices\":{\"text\":\"a\",\"options\":[{\"call\":{\"title\":\"t\",\"number\":\"12\"}}]}} | /content/choices/options/0/call/number",
                "{\"card\":{\"title\":\"t\",\"media\":{\"kind\":\"image\"}}} | /content/card/media/url",
                "{\"carousel\":{\"cards\":[{\"title\":\"one\"}]}} | /content/carousel/cards",
                "{\"list\":{\"text\":\"a\",\"button\":\"b\",\"sections\":[{\"rows\":[{\"id\":\"1\",\"title\":\"t\",\"x\":1}]}]}} | /content/list/sections/0/rows/0/x",
                "{\"template\":{\"name\":\"t\",\"language\":\"en\",\"buttons\":[{\"index\":0}]}} | /content/template/buttons/0",
                "{\"voice\":{\"text\":\"a\",\"ssml\":\"<speak/>\"}} | /content/voice/ssml",
                "{\"voice\":{\"text\":\"a\",\"repeat\":1.5}} | /content/voice/repeat",
                "{\"contact\":{\"name\":\"a\",\"phones\":[5]}} | /content/contact/phones/0",
                "{\"text\":\"a\",\"overrides\":{\"whatsapp\":\"no\"}} | /content/overrides/whatsapp",
                "{\"text\":\"a\",\"trackingLink\":\"yes\"} | /content/trackingLink"
            })
    void namesWhatIsWrong(String json, String pointer) throws IOException {
        assertThat(read(json)).isNull();
        assertThat(faults).contains(pointer);
    }

    @Test
    void plainTextStaysPlain() throws IOException {
        assertThat(read("{\"text\":\"Hello\"}")).isEqualTo(new Content.Text("Hello"));
        assertThat(faults).isEmpty();
    }
}

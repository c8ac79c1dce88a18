package dev.heliograph.channel.rcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.web.HookFixture;
import dev.heliograph.channel.web.HookReading;
import dev.heliograph.channel.web.Settings;
import dev.heliograph.channel.web.Signature;
import dev.heliograph.conversation.InboundMessage;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RbmHooksTest {
    private static final String SECRET = "demo";

    private final RbmHooks hooks =
            new RbmHooks(new Settings("rcs", "ours", "", Map.of("clientToken", SECRET, "agentId", "agent")));

    private InboundMessage hears(JsonObject event) {
        Buffer octets = event.toBuffer();
        JsonObject envelope = new JsonObject().put("message", new JsonObject().put("data", octets.getBytes()));
        String signature = new Signature("HmacSHA512", SECRET).base64(octets);
        HookReading reading = hooks.read(HookFixture.post(envelope.toBuffer(), "X-Goog-Signature", signature), 1_000);
        return ((HookReading.News) reading).messages().get(0).message();
    }

    /** Google brings back what the suggestion carried: nothing where it carried nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"text\":\"Yes\",\"postbackData\":\"y~m0000000000001\"} | y | 1",
                "{\"text\":\"Yes\",\"postbackData\":\"y\"} | y | 0",
                "{\"text\":\"Yes\",\"postbackData\":null} | `` | 0",
                "{\"text\":\"Yes\"} | `` | 0"
            })
    void aTapIsAnAnswer(String tapped, String id, long below) {
        InboundMessage answer = hears(new JsonObject()
                .put("agentId", "agent")
                .put("senderPhoneNumber", "+391")
                .put("messageId", "7")
                .put("suggestionResponse", new JsonObject(tapped)));
        assertThat(answer.content()).isEqualTo(Content.Rich.of(new Element.Answer(id, "Yes")));
        assertThat(answer.context().message()).isEqualTo(below);
    }
}

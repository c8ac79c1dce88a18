package dev.heliograph.channel.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.bot.messaging.model.ErrorResponse;
import com.linecorp.bot.messaging.model.PushMessageRequest;
import com.linecorp.bot.messaging.model.PushMessageResponse;
import com.linecorp.bot.messaging.model.UserProfileResponse;
import com.linecorp.bot.webhook.model.CallbackRequest;
import dev.heliograph.channel.Wire;
import dev.heliograph.channel.specification.Faults;
import dev.heliograph.channel.specification.StrictJackson;
import dev.heliograph.simulator.web.LineStandIn;
import dev.heliograph.simulator.web.Trouble;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Parameter;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests, answers and webhooks are those of LINE's OpenAPI description, by the classes that LINE generates from it. */
class LineSpecificationIT {
    private static final StrictJackson LINE = new StrictJackson(LineSpecificationIT::isRequired);

    private final LineStandIn standIn = new LineStandIn(Clock.systemUTC());

    /** What is required is what a builder cannot be made without. */
    private static boolean isRequired(Class<?> type, String member) {
        return Arrays.stream(type.getDeclaredClasses())
                .filter(nested -> nested.getSimpleName().equals("Builder"))
                .flatMap(builder -> Arrays.stream(builder.getConstructors()))
                .flatMap(constructor -> Arrays.stream(constructor.getParameters()))
                .map(Parameter::getName)
                .anyMatch(member::equals);
    }

    @Test
    void everyRequestIsAPushMessage() {
        JsonObject own = new JsonObject()
                .put("type", "video")
                .put("originalContentUrl", "https://example.com/a.mp4")
                .put("previewImageUrl", "https://example.com/a.jpg");
        List<Wire.Sent> all = new Wire(new LineContractIT())
                .withOverride(own)
                .withAnswerTo("q3Plxr4AgKd-a-token-that-is-longer-than-any-id-of-a-message")
                .sent();
        assertThat(Faults.of(all, sent -> LINE.faults(sent.json().encode(), PushMessageRequest.class)))
                .isEmpty();
    }

    @Test
    void webhooksAndAnswersAreAsDescribed() {
        assertThat(Wire.told(standIn))
                .isNotEmpty()
                .allSatisfy(hook -> assertThat(LINE.faults(hook.body().toString(), CallbackRequest.class))
                        .isEmpty());
        assertThat(LINE.faults(standIn.taken(Wire.taken()).body(), PushMessageResponse.class))
                .isEmpty();
        assertThat(LINE.faults(standIn.reach("U1", true).body(), UserProfileResponse.class))
                .isEmpty();
        assertThat(LINE.faults(
                        standIn.refuse(Trouble.CONTENT_INVALID, Wire.taken())
                                .body()
                                .toString(),
                        ErrorResponse.class))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"text\",\"text\":\"Hi\",\"txt\":1} | /messages/0/txt",
                "{\"type\":\"text\",\"text\":1} | /messages/0/text",
                "{\"type\":\"text\"} | /messages/0",
                "{\"type\":\"telegram\",\"text\":\"Hi\"} | /messages/0",
                "{\"type\":\"location\",\"title\":\"a\",\"address\":\"b\",\"latitude\":\"1\",\"longitude\":2} | /messages/0/latitude",
                "{\"type\":\"flex\",\"altText\":\"a\",\"contents\":{\"type\":\"bubble\",\"size\":\"vast\"}} | /messages/0/contents/size"
            })
    void whatIsWrongIsFoundAndNamed(String message, String path) {
        JsonObject push =
                new JsonObject().put("to", "U1").put("messages", new JsonArray().add(new JsonObject(message)));
        assertThat(LINE.faults(push.encode(), PushMessageRequest.class))
                .singleElement()
                .asString()
                .startsWith(path);
    }
}

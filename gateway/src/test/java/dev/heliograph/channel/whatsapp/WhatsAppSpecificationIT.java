package dev.heliograph.channel.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.restfb.types.webhook.WebhookObject;
import com.restfb.types.whatsapp.platform.SendMessage;
import com.restfb.types.whatsapp.platform.SuccessfulResponse;
import dev.heliograph.channel.Wire;
import dev.heliograph.channel.specification.Faults;
import dev.heliograph.channel.specification.MetaTypes;
import dev.heliograph.message.Element;
import dev.heliograph.simulator.web.WhatsAppStandIn;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests, answers and webhooks are those of the Cloud API as RestFB has it. */
class WhatsAppSpecificationIT {
    private final WhatsAppStandIn standIn = new WhatsAppStandIn(Clock.systemUTC());

    /** RestFB has no templates, links, questions for a place, nor who a message is for but by number; nothing else is allowed to be beyond it. */
    @Test
    void everyRequestIsAMessageButForWhatItLacks() {
        Element.Media picture = Element.Media.of(Element.Media.Kind.IMAGE, "https://example.com/a.jpg");
        Element template = new Element.Template(
                "order", "en_US", null, picture, List.of("Ann"), List.of(new Element.Template.Button(0, false, "OK")));
        List<Wire.Sent> all = new Wire(new WhatsAppContractIT())
                .with(template)
                .withOverride(new JsonObject("{\"type\":\"text\",\"text\":{\"body\":\"Hello\"}}"))
                .withAnswerTo("wamid.1")
                .sent();
        assertThat(Faults.of(all, sent -> MetaTypes.faults(sent.json().encode(), SendMessage.class)))
                .containsOnlyKeys(
                        "/recipient_type is unknown",
                        "/biz_opaque_callback_data is unknown",
                        "/template is unknown",
                        "/type is no Type: \"template\"",
                        "/interactive/type is no Type: \"cta_url\"",
                        "/interactive/type is no Type: \"location_request_message\"",
                        "/interactive/action/name is unknown",
                        "/interactive/action/parameters is unknown");
    }

    @Test
    void webhooksAndAnswersAreAsDescribed() {
        assertThat(Wire.told(standIn))
                .hasSize(5)
                .allSatisfy(hook -> assertThat(MetaTypes.faultsRead(hook.body().toString(), WebhookObject.class))
                        .isEmpty());
        // RestFB does not have yet what the API says of messages that it holds back.
        assertThat(MetaTypes.faultsRead(standIn.taken(Wire.taken()).body(), SuccessfulResponse.class))
                .containsExactly("/messages/0/message_status is unknown");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"text\",\"text\":{\"body\":\"Hi\",\"preview\":true}} | /text/preview is unknown",
                "{\"type\":\"text\",\"text\":{\"body\":1}} | /text/body is no String",
                "{\"type\":\"text\",\"text\":{\"body\":\"Hi\",\"preview_url\":\"yes\"}} | /text/preview_url is no Boolean",
                "{\"type\":\"telegram\"} | /type is no Type",
                "{\"location\":{\"latitude\":\"1\"}} | /location/latitude is no Double",
                "{\"interactive\":{\"action\":{\"buttons\":[{\"type\":\"reply\",\"reply\":{\"name\":\"a\"}}]}}} | /interactive/action/buttons/0/reply/name is unknown"
            })
    void whatIsWrongIsFoundAndNamed(String message, String fault) {
        assertThat(MetaTypes.faults(message, SendMessage.class))
                .singleElement()
                .asString()
                .startsWith(fault);
    }
}

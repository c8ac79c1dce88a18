package dev.heliograph.channel.messenger;

import static org.assertj.core.api.Assertions.assertThat;

import com.restfb.types.send.Message;
import com.restfb.types.send.MessageRecipient;
import com.restfb.types.send.MessagingType;
import com.restfb.types.send.SendResponse;
import com.restfb.types.webhook.WebhookObject;
import dev.heliograph.channel.ChannelContract;
import dev.heliograph.channel.Wire;
import dev.heliograph.channel.specification.Faults;
import dev.heliograph.channel.specification.MetaTypes;
import dev.heliograph.simulator.web.PageStandIn;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messenger's requests and Instagram's, their answers and webhooks are those of the Send API as RestFB has it. */
class PageSpecificationIT {
    /** The members of a request have no class together. */
    private static List<String> faults(JsonObject body) {
        List<String> faults = new ArrayList<>();
        body.forEach(member -> {
            String name = member.getKey();
            switch (name) {
                case "recipient" -> faults.addAll(below(name, body, MessageRecipient.class));
                case "message" -> faults.addAll(below(name, body, Message.class));
                case "messaging_type" -> {
                    if (Arrays.stream(MessagingType.values())
                            .noneMatch(type -> type.name().equals(member.getValue()))) {
                        faults.add("/messaging_type is no MessagingType: " + member.getValue());
                    }
                }
                default -> faults.add("/" + name + " is unknown");
            }
        });
        return faults;
    }

    private static List<String> below(String name, JsonObject body, Class<?> type) {
        return MetaTypes.faults(body.getJsonObject(name).encode(), type).stream()
                .map(fault -> "/" + name + fault)
                .toList();
    }

    private static Map<String, TreeSet<String>> faults(ChannelContract contract) {
        List<Wire.Sent> all = new Wire(contract)
                .withOverride(new JsonObject("{\"messaging_type\":\"UPDATE\",\"message\":{\"text\":\"Hello\"}}"))
                .sent();
        return Faults.of(all, sent -> faults(sent.json()));
    }

    /** RestFB has no utility templates; nothing else is allowed to be beyond it. */
    @Test
    void everyRequestOfMessengerIsAMessageButForWhatItLacks() {
        assertThat(faults(new MessengerContractIT()))
                .containsOnlyKeys("/message/template is unknown", "/messaging_type is no MessagingType: UTILITY");
    }

    @Test
    void everyRequestOfInstagramIsAMessage() {
        assertThat(faults(new InstagramContractIT())).isEmpty();
    }

    @Test
    void webhooksAndAnswersAreAsDescribed() {
        for (PageStandIn standIn :
                List.of(PageStandIn.messenger(Clock.systemUTC()), PageStandIn.instagram(Clock.systemUTC()))) {
            assertThat(Wire.told(standIn))
                    .hasSizeGreaterThan(1)
                    .allSatisfy(
                            hook -> assertThat(MetaTypes.faultsRead(hook.body().toString(), WebhookObject.class))
                                    .isEmpty());
            assertThat(MetaTypes.faultsRead(standIn.taken(Wire.taken()).body(), SendResponse.class))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"text\":\"Hi\",\"txt\":1} | /message/txt is unknown",
                "{\"text\":1} | /message/text is no String",
                "{\"quick_replies\":{}} | /message/quick_replies is no list",
                "{\"quick_replies\":[{\"content_type\":\"text\",\"label\":\"a\"}]} | /message/quick_replies/0/label is unknown",
                "{\"attachment\":{\"type\":\"image\",\"payload\":{\"link\":\"https://a\"}}} | /message/attachment/payload/link is unknown",
                "{\"attachment\":{\"type\":\"template\",\"payload\":{\"template_type\":\"button\",\"buttons\":[{\"type\":\"web_url\",\"uri\":\"https://a\"}]}}} | /message/attachment/payload/buttons/0/uri is unknown",
                "{\"attachment\":{\"type\":\"template\",\"payload\":{\"template_type\":\"smoke\",\"text\":\"a\"}}} | /message/attachment/payload/text is unknown"
            })
    void whatIsWrongIsFoundAndNamed(String message, String fault) {
        assertThat(faults(new JsonObject().put("message", new JsonObject(message))))
                .singleElement()
                .asString()
                .startsWith(fault);
    }
}

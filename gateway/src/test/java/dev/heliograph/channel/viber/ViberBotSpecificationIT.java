package dev.heliograph.channel.viber;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.viber.bot.event.incoming.IncomingEvent;
import com.viber.bot.message.Message;
import com.viber.bot.message.RichMediaMessage;
import com.viber.bot.message.RichMediaObject;
import dev.heliograph.channel.Wire;
import dev.heliograph.channel.specification.Faults;
import dev.heliograph.channel.specification.JsonDifference;
import dev.heliograph.channel.specification.StrictJackson;
import dev.heliograph.message.Element;
import dev.heliograph.simulator.web.Hook;
import dev.heliograph.simulator.web.ViberBotStandIn;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages and events are those of Viber's own client for bots, which leaves what stands in keyboards and rich media open. */
class ViberBotSpecificationIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final StrictJackson VIBER = new StrictJackson((type, member) -> false);

    private final ViberBotStandIn standIn = new ViberBotStandIn(Clock.systemUTC());

    /** Who a message is from and to is no part of the class; a keyboard it reads in another form than it writes. */
    private static List<String> faults(JsonObject body) {
        JsonObject message = body.copy();
        List<String> faults = new ArrayList<>();
        JsonObject sender = message.getJsonObject("sender", new JsonObject());
        sender.fieldNames().stream()
                .filter(name -> !Set.of("name", "avatar").contains(name))
                .forEach(name -> faults.add("/sender/" + name + " is unknown"));
        for (String name : List.of("receiver", "tracking_data")) {
            if (message.containsKey(name) && !(message.remove(name) instanceof String)) {
                faults.add("/" + name + " is no text");
            }
        }
        if (message.containsKey("keyboard") && !(message.remove("keyboard") instanceof JsonObject)) {
            faults.add("/keyboard is no object");
        }
        message.remove("sender");
        faults.addAll(
                "rich_media".equals(message.getString("type"))
                        ? ofRichMedia(message)
                        : VIBER.faultsRead(message.encode(), Message.class));
        return faults;
    }

    /** This one names a member twice, which Jackson has stopped to read; so it is held against what it writes. */
    private static List<String> ofRichMedia(JsonObject message) {
        try {
            Map<String, Object> shown = JSON.readValue(
                    message.getJsonObject("rich_media").encode(), new TypeReference<Map<String, Object>>() {});
            RichMediaMessage theirs = new RichMediaMessage(
                    new RichMediaObject(shown), message.getString("alt_text"), message.getInteger("min_api_version"));
            return JsonDifference.of(JSON.readTree(message.encode()), JSON.valueToTree(theirs.getMapRepresentation()));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyRequestIsAMessage() {
        Element.Media film = new Element.Media(
                Element.Media.Kind.VIDEO,
                "https://example.com/a.mp4",
                "video/mp4",
                null,
                null,
                "https://example.com/a.jpg",
                3_000);
        List<Wire.Sent> all = new Wire(new ViberBotContractIT())
                .with(film)
                .with(new Element.Contact("Ann", List.of("+31612345678"), List.of(), null))
                .withOverride(new JsonObject("{\"type\":\"text\",\"min_api_version\":1,\"text\":\"Hello\"}"))
                .sent();
        assertThat(Faults.of(all, sent -> faults(sent.json()))).isEmpty();
    }

    @Test
    void eventsAreAsDescribed() {
        List<Hook> hooks = new ArrayList<>(Wire.told(standIn));
        hooks.add(standIn.subscription("31612345678", true));
        hooks.add(standIn.subscription("31612345678", false));
        assertThat(hooks)
                .hasSize(6)
                .allSatisfy(hook -> assertThat(VIBER.faultsRead(hook.body().toString(), IncomingEvent.class))
                        .isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"text\",\"text\":\"Hi\",\"txt\":1} | /txt",
                "{\"type\":\"text\",\"text\":1} | /text",
                "{\"type\":\"smoke\"} | : Could not resolve type id",
                "{\"type\":\"text\",\"text\":\"Hi\",\"sender\":{\"title\":\"a\"}} | /sender/title",
                "{\"type\":\"contact\",\"contact\":{\"phone_number\":\"1\"}} | /contact: Cannot construct",
                "{\"type\":\"contact\",\"contact\":{\"name\":\"Ann\",\"phone_number\":\"1\",\"fax\":\"2\"}} | /contact/fax",
                "{\"type\":\"rich_media\",\"min_api_version\":7,\"alt_text\":\"a\",\"rich_media\":{},\"text\":\"b\"} | /text",
                "{\"type\":\"video\",\"media\":\"https://a\",\"size\":\"1\"} | /size",
                "{\"type\":\"location\",\"location\":{\"lat\":\"1\",\"lon\":2}} | /location/lat"
            })
    void whatIsWrongIsFoundAndNamed(String message, String path) {
        assertThat(faults(new JsonObject(message))).singleElement().asString().startsWith(path);
    }
}

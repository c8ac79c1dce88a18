package dev.heliograph.channel.viber;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.infobip.model.ApiError;
import com.infobip.model.MessageResponse;
import com.infobip.model.ViberRequest;
import com.infobip.model.ViberSeenReports;
import com.infobip.model.ViberWebhookInboundReportResponse;
import com.infobip.model.ViberWebhookReportsResponse;
import dev.heliograph.channel.Wire;
import dev.heliograph.channel.specification.Faults;
import dev.heliograph.channel.specification.StrictJackson;
import dev.heliograph.message.Element;
import dev.heliograph.simulator.web.Hook;
import dev.heliograph.simulator.web.Reply;
import dev.heliograph.simulator.web.Trouble;
import dev.heliograph.simulator.web.ViberBusinessStandIn;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests, answers and reports are those of Infobip's OpenAPI description, by the classes that Infobip generates from it. */
class ViberBusinessSpecificationIT {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");

    private static final StrictJackson INFOBIP = new StrictJackson((type, member) -> false, moments());

    private final ViberBusinessStandIn standIn = new ViberBusinessStandIn(Clock.systemUTC());

    /** As Infobip's own client reads and writes them. */
    private static SimpleModule moments() {
        return new SimpleModule()
                .addDeserializer(OffsetDateTime.class, new StdDeserializer<>(OffsetDateTime.class) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public OffsetDateTime deserialize(JsonParser parser, DeserializationContext context)
                            throws IOException {
                        return OffsetDateTime.parse(parser.getText(), MOMENT);
                    }
                })
                .addSerializer(new StdSerializer<>(OffsetDateTime.class) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public void serialize(OffsetDateTime moment, JsonGenerator json, SerializerProvider provider)
                            throws IOException {
                        json.writeString(MOMENT.format(moment));
                    }
                });
    }

    @Test
    void everyRequestIsAViberRequest() {
        List<Wire.Sent> all = new Wire(new ViberBusinessContractIT())
                .withOverride(new JsonObject()
                        .put("type", "IMAGE")
                        .put("mediaUrl", "https://example.com/a.jpg")
                        .put("showImageInFullScreen", true))
                .sent();
        assertThat(Faults.of(all, sent -> INFOBIP.faults(sent.json().encode(), ViberRequest.class)))
                .isEmpty();
    }

    /** The description that the classes are from has templates for one-time passwords alone; those of every kind came later. */
    @Test
    void templatesAreNewerThanTheClasses() {
        Element template = new Element.Template("t1", "en", null, null, List.of("pin=1234"), List.of());
        List<Wire.Sent> all =
                new Wire(new ViberBusinessContractIT()).with(template).sent();
        assertThat(Faults.of(all, sent -> INFOBIP.faults(sent.json().encode(), ViberRequest.class)))
                .hasSize(1)
                .allSatisfy((fault, forms) -> {
                    assertThat(fault).contains("TEMPLATE");
                    assertThat(forms).containsExactly("Template");
                });
    }

    @Test
    void reportsAndAnswersAreAsDescribed() {
        assertThat(Wire.told(standIn))
                .hasSize(5)
                .allSatisfy(hook -> assertThat(faults(hook)).isEmpty());
        assertThat(faults(standIn.failed("a", 7002, "EC_UNKNOWN_USER"))).isEmpty();
        assertThat(INFOBIP.faults(standIn.taken(Wire.taken()).body(), MessageResponse.class))
                .isEmpty();
        Reply refused = standIn.refuse(Trouble.THROTTLED, Wire.taken());
        assertThat(INFOBIP.faults(refused == null ? "" : refused.body(), ApiError.class))
                .isEmpty();
    }

    private static List<String> faults(Hook hook) {
        String body = hook.body().toString();
        JsonObject first = new JsonObject(body).getJsonArray("results").getJsonObject(0);
        Class<?> type = first.containsKey("message")
                ? ViberWebhookInboundReportResponse.class
                : first.containsKey("seenAt") ? ViberSeenReports.class : ViberWebhookReportsResponse.class;
        return INFOBIP.faults(body, type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"content\":{\"type\":\"TEXT\",\"txt\":\"Hi\"}} | /messages/0/content/txt",
                "{\"content\":{\"type\":\"TEXT\",\"text\":1}} | /messages/0/content/text",
                "{\"content\":{\"type\":\"SMOKE\"}} | /messages/0/content",
                "{\"options\":{\"label\":\"PRIVATE\"}} | /messages/0/options/label",
                "{\"options\":{\"validityPeriod\":{\"amount\":\"1\"}}} | /messages/0/options/validityPeriod/amount"
            })
    void whatIsWrongIsFoundAndNamed(String message, String path) {
        JsonObject request = new JsonObject().put("messages", new JsonArray().add(new JsonObject(message)));
        assertThat(INFOBIP.faults(request.encode(), ViberRequest.class))
                .singleElement()
                .asString()
                .startsWith(path);
    }
}

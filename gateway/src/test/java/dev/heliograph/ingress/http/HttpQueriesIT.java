package dev.heliograph.ingress.http;

import static dev.heliograph.ingress.http.RawClient.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.ingress.http.RawClient.Answer;
import dev.heliograph.message.Address;
import dev.heliograph.message.Attempt;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageError;
import dev.heliograph.message.MessageId;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.message.Step;
import dev.heliograph.store.Found;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpQueriesIT {
    private static final String HI = "{\"to\":\"+393331234567\",\"from\":\"Demo\",\"text\":\"hi\"}";
    private static final long ID = MessageId.of(ToldAdmission.NODE, 77);

    @RegisterExtension
    private static final OpenDoor http = new OpenDoor();

    // ---- one message again

    private void know(long id, String account, MessageState state) {
        Message message = new Message(
                id,
                account,
                Door.HTTP,
                Address.alphanumeric("Demo"),
                Address.international("393331234567"),
                Map.of(),
                new Content.Text("secret words"),
                Priority.OTP,
                ReceiptWish.FINAL,
                "order-42",
                StoredEvents.NOW,
                0,
                StoredEvents.NOW + 60_000,
                1,
                List.of(new Step("rcs", MessageState.READ, 30_000), Step.of("sms-main")));
        Attempt failed = new Attempt(
                1,
                "rcs",
                MessageState.FAILED,
                StoredEvents.NOW,
                StoredEvents.NOW + 5,
                List.of(),
                new MessageError("not-reachable", 7, "no RCS"));
        Attempt underWay = new Attempt(
                2,
                "sms-main",
                state,
                StoredEvents.NOW + 6,
                0,
                List.of(new Attempt.Part("1f2e", MessageState.SENT, 0)),
                null);
        http.door()
                .admission
                .messages
                .put(
                        id,
                        new Found(
                                message,
                                new MessageStatus(state, StoredEvents.NOW + 9, List.of(failed, underWay), null)));
    }

    @Test
    void tellsEverythingThatHappenedToAMessage() {
        know(ID, "demo", MessageState.SENT);

        Answer answer = http.client().get("/v1/messages/" + MessageId.text(ID));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"id\":\"" + MessageId.text(ID)
                                + "\",\"state\":\"sent\",\"final\":false,\"channel\":\"sms-main\","
                                + "\"reference\":\"order-42\",\"to\":\"+393331234567\",\"from\":\"Demo\",\"priority\":\"otp\",\"segments\":1,"
                                + "\"acceptedAt\":\"2026-11-22T10:00:00.000Z\",\"sendAt\":null,\"expiresAt\":\"2026-11-22T10:01:00.000Z\","
                                + "\"at\":\"2026-11-22T10:00:00.009Z\",\"error\":null,"
                                + "\"route\":[{\"channel\":\"rcs\",\"until\":\"read\",\"after\":\"PT30S\"},"
                                + "{\"channel\":\"sms-main\",\"until\":\"delivered\",\"after\":null}],"
                                + "\"attempts\":[{\"number\":1,\"channel\":\"rcs\",\"state\":\"failed\",\"startedAt\":\"2026-11-22T10:00:00.000Z\","
                                + "\"endedAt\":\"2026-11-22T10:00:00.005Z\",\"parts\":[],"
                                + "\"error\":{\"type\":\"not-reachable\",\"code\":7,\"detail\":\"no RCS\"}},"
                                + "{\"number\":2,\"channel\":\"sms-main\",\"state\":\"sent\",\"startedAt\":\"2026-11-22T10:00:00.006Z\","
                                + "\"endedAt\":null,\"parts\":[{\"providerId\":\"1f2e\",\"state\":\"sent\",\"errorCode\":0}],\"error\":null}],\"page\":null}");
    }

    @Test
    void knowsNothingOfOtherPeoplesMessages() {
        know(ID, "other", MessageState.SENT);
        String path = "/v1/messages/" + MessageId.text(ID);

        Answer others = http.client().get(path);
        Answer nobodys = http.client().get("/v1/messages/" + MessageId.text(ID + 1));

        assertThat(others.status()).isEqualTo(404);
        assertThat(others.body()).isEqualTo(nobodys.body());
        assertThat(http.client().request("DELETE", path, KEY).status()).isEqualTo(404);
        assertThat(http.client()
                        .request("GET", path, "Authorization: Bearer other-key\r\n")
                        .status())
                .isEqualTo(200);
        for (String id : List.of("x", "%00", "m0", "0".repeat(14), "m" + "z".repeat(13), "-".repeat(4_000))) {
            assertThat(http.client().get("/v1/messages/" + id).problem()).isEqualTo("not-found");
        }
    }

    @Test
    void cancels() {
        know(ID, "demo", MessageState.QUEUED);
        String path = "/v1/messages/" + MessageId.text(ID);
        assertThat(http.client().request("DELETE", path, KEY).body())
                .isEqualTo("{\"id\":\"" + MessageId.text(ID) + "\",\"state\":\"cancelled\"}");

        know(ID, "demo", MessageState.DELIVERED);
        Answer late = http.client().request("DELETE", path, KEY);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.problem()).isEqualTo("too-late");
    }

    // ---- the rest

    @Test
    void listsChannels() {
        assertThat(http.client().get("/v1/channels").body())
                .isEqualTo("{\"channels\":[{\"id\":\"sms-main\",\"kind\":\"smpp\",\"state\":\"up\",\"receipts\":true,"
                        + "\"readReceipts\":false,\"textMax\":1530},{\"id\":\"of-demo\",\"kind\":\"rcs\",\"state\":\"down\","
                        + "\"receipts\":true,\"readReceipts\":true,\"textMax\":3072}]}");
    }

    @Test
    void pagesThroughEvents() {
        http.events().receipts("demo", 1, 5);
        http.events().receipts("other", 100, 101);
        http.events().append("demo", StoredEvents.inbound("STOP"));

        JsonNode first = http.client().get("/v1/events?limit=4").json();
        assertThat(first.get("events").findValuesAsText("reference")).containsExactly("r1", "r2", "r3", "r4");
        assertThat(first.get("more").booleanValue()).isTrue();
        JsonNode second = http.client()
                .get("/v1/events?limit=4&after=" + first.get("next").textValue())
                .json();
        assertThat(second.get("events").findValuesAsText("type")).containsExactly("receipt", "inbound");
        assertThat(second.get("more").booleanValue()).isFalse();
        JsonNode third = http.client()
                .get("/v1/events?after=" + second.get("next").textValue())
                .json();
        assertThat(third.get("events")).isEmpty();
        assertThat(third.get("next")).isEqualTo(second.get("next"));

        JsonNode inbound = http.client().get("/v1/events?after=0&types=inbound").json();
        assertThat(inbound.get("events").findValuesAsText("type")).containsExactly("inbound");
        assertThat(inbound.get("next")).as("goes on past what was not wanted").isEqualTo(second.get("next"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=1001",
                "limit=x",
                "after=1",
                "after=c1",
                "types=",
                "types=all",
                "types=receipt,all",
                "consumer=x",
                "batch=true",
                "access_token=demo-key",
                "after=0&after=0",
                "after=%zz"
            })
    void refusesParametersThatMeanNothing(String query) {
        Answer answer = http.client().get("/v1/events?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("invalid-parameter");
        assertThat(answer.json().at("/errors/0/parameter").textValue())
                .isEqualTo(query.substring(0, query.indexOf('=')));
    }

    @Test
    void servesItsDescriptionToAll() {
        Answer answer = http.client().request("GET", "/v1/openapi.yaml", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("content-type", "application/yaml");
        assertThat(answer.body()).startsWith("openapi: 3.1.0");
    }

    @Test
    void saysWhatAPathAllows() {
        Answer options = http.client().request("OPTIONS", "/v1/messages/m1", "");
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.headers()).containsEntry("allow", "GET, DELETE, HEAD, OPTIONS");
        for (String method : List.of("GET", "PUT", "PATCH", "DELETE", "HEAD")) {
            Answer answer = http.client().request(method, "/v1/messages", KEY);
            assertThat(answer.status()).as(method).isEqualTo(405);
            assertThat(answer.headers()).containsEntry("allow", "POST, OPTIONS");
        }
        assertThat(http.client().get("/").problem()).isEqualTo("not-found");
        assertThat(http.client().get("/v1").problem()).isEqualTo("not-found");
        assertThat(http.client().get("/v1/messages/").problem()).isEqualTo("not-found");
        assertThat(http.client().get("/v1/../v1/messages/x/y").problem()).isEqualTo("not-found");
    }

    @Test
    void answersHeadAsGetWithoutTheBody() {
        int length = http.client().get("/v1/channels").body().length();
        Answer head = http.client().request("HEAD", "/v1/channels", KEY);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.headers()).containsEntry("content-length", Integer.toString(length));
        assertThat(http.client().get("/v1/channels").status())
                .as("the connection is still in step")
                .isEqualTo(200);
    }

    @Test
    void letsOtherRoomsAnswerTheirOwnPaths() {
        http.client().write(RawClient.postRequest("/hooks/whatsapp", "", "ping"));
        assertThat(http.client().answer().body()).isEqualTo("ping");
        assertThat(http.client().get("/v1/channels").status()).isEqualTo(200);
    }

    @Test
    void answersPipelinedRequestsInOrder() {
        know(ID, "demo", MessageState.SENT);
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            switch (i % 4) {
                case 0 ->
                    requests.append(new String(
                            RawClient.postRequest("/v1/messages", KEY + "Content-Type: application/json\r\n", HI),
                            StandardCharsets.UTF_8));
                case 1 -> requests.append("GET /v1/nothing HTTP/1.1\r\nHost: x\r\n\r\n");
                case 2 ->
                    requests.append(
                            "GET /v1/messages/" + MessageId.text(ID) + " HTTP/1.1\r\nHost: x\r\n" + KEY + "\r\n");
                default ->
                    requests.append(new String(
                            RawClient.postRequest("/v1/messages", KEY + "Content-Type: application/json\r\n", "{}"),
                            StandardCharsets.UTF_8));
            }
        }
        http.client().write(requests.toString());

        for (int i = 0; i < 100; i++) {
            int expected = List.of(202, 404, 200, 422).get(i % 4);
            assertThat(http.client().answer().status()).as("answer %d", i).isEqualTo(expected);
        }
    }
}

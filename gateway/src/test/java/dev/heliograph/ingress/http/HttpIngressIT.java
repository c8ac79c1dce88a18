package dev.heliograph.ingress.http;

import static dev.heliograph.ingress.http.RawClient.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.admission.Draft;
import dev.heliograph.admission.Verdict;
import dev.heliograph.ingress.http.RawClient.Answer;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.MessageId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpIngressIT {
    private static final String HI = "{\"to\":\"+393331234567\",\"from\":\"Demo\",\"text\":\"hi\"}";
    private static final long ID = MessageId.of(ToldAdmission.NODE, 77);

    @RegisterExtension
    private static final OpenDoor http = new OpenDoor();

    // ---- one message

    @Test
    void acceptsAMessageOnceAdmissionHas() {
        Answer answer = http.client().post(HI);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.headers()).containsEntry("content-type", "application/json");
        assertThat(answer.headers().get("date")).isEqualTo("Sun, 22 Nov 2026 10:00:00 GMT");
        assertThat(answer.body())
                .isEqualTo("{\"id\":\"" + MessageId.text(MessageId.of(ToldAdmission.NODE, 1))
                        + "\",\"state\":\"accepted\",\"segments\":1}");
        Draft draft = http.door().admission.drafts().get(0);
        assertThat(draft.account().name()).isEqualTo("demo");
        assertThat(draft.door()).isEqualTo(Door.HTTP);
        assertThat(draft.from()).isEqualTo(Address.alphanumeric("Demo"));
        assertThat(draft.to()).isEqualTo(Address.international("393331234567"));
        assertThat(draft.content()).isEqualTo(new Content.Text("hi"));
        assertThat(draft.idempotency()).isNull();
    }

    @Test
    void saysNothingBeforeAdmissionDoes() {
        http.door().admission.hold();
        http.client().write(RawClient.postRequest("/v1/messages", KEY + "Content-Type: application/json\r\n", HI));
        Awaitility.await().until(() -> http.door().admission.count() == 1);
        assertThat(http.client().socket)
                .satisfies(socket ->
                        assertThat(socket.getInputStream().available()).isZero());

        http.door().admission.release();
        assertThat(http.client().answer().status()).isEqualTo(202);
    }

    @Test
    void namesEveryBadFieldByPointer() {
        Answer answer = http.client()
                .post("{\"to\":\"nobody\",\"text\":5,\"colour\":\"red\",\"fallback\":{\"after\":\"soon\"}}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("invalid-message");
        assertThat(answer.json().get("errors").findValuesAsText("pointer"))
                .containsExactly("/to", "/text", "/colour", "/fallback/after");
        assertThat(answer.json().get("errors").findValuesAsText("detail")).allMatch(detail -> detail.length() > 5);
        assertThat(http.door().admission.count()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "THROTTLED,429,1500,2",
        "QUEUE_FULL,503,1000,1",
        "STOPPING,503,0,",
        "KEY_REUSED,422,0,",
        "SENDER_NOT_ALLOWED,403,0,",
        "NO_ROUTE,422,0,",
        "CONTENT_TOO_LONG,422,0,"
    })
    void passesOnARefusal(Verdict verdict, int status, long retryAfterMillis, String retryAfter) {
        http.door()
                .admission
                .answer(draft -> ToldAdmission.refused(verdict, "/content/text", "because", retryAfterMillis));

        Answer answer = http.client().post(HI);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(verdict.text());
        assertThat(answer.headers().get("retry-after")).isEqualTo(retryAfter);
        assertThat(answer.json().get("detail").textValue()).isEqualTo("because");
        assertThat(answer.json().at("/errors/0/pointer").textValue())
                .as("the client said text, not content")
                .isEqualTo("/text");
        assertThat(http.client()
                        .post("{\"to\":\"+393331234567\",\"content\":{\"text\":\"a\"}}")
                        .json()
                        .at("/errors/0/pointer")
                        .textValue())
                .isEqualTo("/content/text");
    }

    @Test
    void keysAMessage() {
        http.client().post("/v1/messages", "Idempotency-Key: \"k-1\"\r\n", HI);
        http.client().post("/v1/messages", "Idempotency-Key: k-1\r\n", " " + HI);
        assertThat(http.door().admission.drafts().get(0).idempotency())
                .isNotNull()
                .isEqualTo(http.door().admission.drafts().get(1).idempotency());
        assertThat(http.door().admission.drafts().get(0).idempotency().key()).isEqualTo("k-1");

        http.door()
                .admission
                .answer(draft -> new dev.heliograph.admission.Admitted(Verdict.DUPLICATE, ID, 2, "", "", 0));
        Answer again = http.client().post("/v1/messages", "Idempotency-Key: k-1\r\n", HI);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.headers()).containsEntry("idempotent-replayed", "true");
        assertThat(again.json().get("id").textValue()).isEqualTo(MessageId.text(ID));
    }

    @Test
    void refusesKeysThatAreNone() {
        for (String key : List.of("", "a b", "k".repeat(256), "caf\u00e9")) {
            Answer answer = http.client().post("/v1/messages", "Idempotency-Key: " + key + "\r\n", HI);
            assertThat(answer.problem()).as(key).isEqualTo("invalid-parameter");
            assertThat(answer.json().at("/errors/0/header").textValue()).isEqualTo("Idempotency-Key");
        }
        assertThat(http.client()
                        .post("/v1/messages", "Idempotency-Key: " + "k".repeat(255) + "\r\n", HI)
                        .status())
                .isEqualTo(202);
        assertThat(http.client()
                        .post("/v1/messages", "Idempotency-Key: " + "k".repeat(255) + "\r\n", "[" + HI + "]")
                        .problem())
                .isEqualTo("invalid-parameter");
        assertThat(http.door().admission.count()).isEqualTo(1);
    }

    @Test
    void explainsWithoutSending() {
        Answer answer = http.client().post("/v1/messages?dryRun=true", "", HI);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"accepted\":true,\"segments\":1,\"encoding\":\"GSM-7\",\"length\":2,\"route\":[\"sms-main\"],"
                                + "\"steps\":[{\"channel\":\"sms-main\",\"until\":\"delivered\",\"after\":null}],"
                                + "\"considered\":[{\"channel\":\"sms-main\",\"kept\":true,\"why\":\"the account's route leads over it\"},"
                                + "{\"channel\":\"rcs\",\"kept\":false,\"why\":\"the message does not ask for it\"}]}");
        assertThat(http.door().admission.count()).isZero();

        http.door().admission.answer(draft -> ToldAdmission.refused(Verdict.NO_ROUTE, "/to", "no way", 0));
        JsonNode refused =
                http.client().post("/v1/messages?dryRun=true", "", HI).json();
        assertThat(refused.get("accepted").booleanValue()).isFalse();
        assertThat(refused.at("/error/status").intValue()).isEqualTo(422);
        assertThat(http.client().post("/v1/messages?dryRun=true", "", "{}").status())
                .isEqualTo(422);
        assertThat(http.client()
                        .post("/v1/messages?dryRun=true", "", "[" + HI + "]")
                        .problem())
                .isEqualTo("invalid-parameter");
        assertThat(http.client().post("/v1/messages?dryRun=1", "", HI).problem())
                .isEqualTo("invalid-parameter");
        assertThat(http.client().post("/v1/messages?dryrun=true", "", HI).problem())
                .isEqualTo("invalid-parameter");
    }

    // ---- many messages

    @Test
    void answersEveryMessageOfAnArrayInItsOrder() {
        http.door().admission.answer(draft -> {
            String words = ((Content.Text) draft.content()).text();
            return words.equals("no")
                    ? ToldAdmission.refused(Verdict.THROTTLED, "", "later", 10)
                    : new dev.heliograph.admission.Admitted(Verdict.ACCEPTED, ID, 3, "", "", 0);
        });

        Answer answer = http.client()
                .post(
                        "/v1/messages",
                        "Idempotency-Key: batch\r\n",
                        "[" + HI + ",{\"to\":5},{\"to\":\"+393331234567\",\"text\":\"no\"},7]");

        assertThat(answer.status()).isEqualTo(200);
        JsonNode items = answer.json();
        assertThat(items.findValues("index")).extracting(JsonNode::intValue).containsExactly(0, 1, 2, 3);
        assertThat(items.at("/0/id").textValue()).isEqualTo(MessageId.text(ID));
        assertThat(items.at("/0/segments").intValue()).isEqualTo(3);
        assertThat(items.at("/1/error/errors").findValuesAsText("pointer")).containsExactly("/to", "/text");
        assertThat(items.at("/2/error/status").intValue()).isEqualTo(429);
        assertThat(items.at("/2/error/retryAfter").intValue()).isEqualTo(1);
        assertThat(items.at("/3/error/errors/0/pointer").textValue()).isEmpty();
        assertThat(http.door().admission.drafts().get(0).idempotency().key()).isEqualTo("batch/0");
        assertThat(http.door().admission.drafts().get(1).idempotency().key()).isEqualTo("batch/2");
        assertThat(http.client().post("[]").body()).isEqualTo("[]");
    }

    @Test
    void admitsNothingOfAnArrayThatIsNotWhole() {
        assertThat(http.client().post("[" + HI + "," + HI).problem()).isEqualTo("invalid-json");
        assertThat(http.client().post("[" + HI + "] " + HI).problem()).isEqualTo("invalid-json");
        String tooMany = HI + ("," + HI).repeat(DoorFixture.LIMITS.batchMax());
        Answer answer = http.client().post("[" + tooMany + "]");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.problem()).isEqualTo("batch-too-long");
        assertThat(http.door().admission.count()).isZero();
    }

    // ---- what is no message

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"to\"",
                "{\"to\":}",
                "{'to':1}",
                "{\"to\":\"a\"} x",
                "{\"to\":\"\\x\"}",
                "{\"to\":01}",
                "nul",
                "{\"to\":\"a\nb\"}",
                "{,}",
                "[1,]",
                "\ufeff{]"
            })
    void saysWhereJsonEnds(String body) {
        Answer answer = http.client().post(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("invalid-json");
        assertThat(answer.json().get("detail").textValue()).isNotBlank();
    }

    @Test
    void refusesInvalidUtf8() {
        byte[] request = RawClient.postRequest(
                "/v1/messages",
                KEY + "Content-Type: application/json\r\n",
                "{\"to\":\"+393331234567\",\"text\":\"XX\"}");
        request[request.length - 4] = (byte) 0xc3;
        http.client().write(request);
        assertThat(http.client().answer().problem()).isEqualTo("invalid-json");
    }

    @Test
    void boundsDepth() {
        Answer answer = http.client().post("{\"x\":" + "[".repeat(50) + "]".repeat(50) + "}");
        assertThat(answer.problem()).isEqualTo("invalid-json");
        assertThat(answer.json().get("detail").textValue()).contains("depth");
    }

    @Test
    void boundsABodyThatIsAnnounced() {
        http.client()
                .write("POST /v1/messages HTTP/1.1\r\nHost: x\r\n" + KEY
                        + "Content-Type: application/json\r\nContent-Length: 99999999999999\r\n\r\n");
        Answer answer = http.client().answer();
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.problem()).isEqualTo("body-too-large");
        assertThat(answer.headers()).containsEntry("connection", "close");
    }

    @Test
    void boundsABodyThatIsNot() {
        http.client()
                .write("POST /v1/messages HTTP/1.1\r\nHost: x\r\n" + KEY
                        + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 32; i++) {
            http.client().write(chunk);
        }
        http.client().write("0\r\n\r\n");
        assertThat(http.client().answer().problem()).isEqualTo("body-too-large");
        assertThat(http.client().isClosedByPeer()).isTrue();
    }

    @Test
    void takesABodyInPiecesOfAnySize() {
        String long_ = "{\"to\":\"+393331234567\",\"text\":\"" + "è".repeat(40_000) + "\"}";
        byte[] request = RawClient.postRequest("/v1/messages", KEY + "Content-Type: application/json\r\n", long_);
        for (int at = 0; at < request.length; at += 7_001) {
            http.client().write(java.util.Arrays.copyOfRange(request, at, Math.min(request.length, at + 7_001)));
        }
        assertThat(http.client().answer().status()).isEqualTo(202);
        assertThat(((Content.Text) http.door().admission.drafts().get(0).content()).text())
                .isEqualTo("è".repeat(40_000));

        for (byte octet : RawClient.postRequest("/v1/messages", KEY + "Content-Type: application/json\r\n", HI)) {
            http.client().write(new byte[] {octet});
        }
        assertThat(http.client().answer().status()).isEqualTo(202);
    }

    @Test
    void refusesOtherForms() {
        String auth = KEY;
        for (String type :
                List.of("", "Content-Type: text/plain\r\n", "Content-Type: application/json; charset=latin1\r\n")) {
            http.client().write(RawClient.postRequest("/v1/messages", auth + type, HI));
            assertThat(http.client().answer().problem()).isEqualTo("unsupported-media-type");
        }
        assertThat(http.client()
                        .post("/v1/messages", "Content-Encoding: gzip\r\n", HI)
                        .status())
                .isEqualTo(415);
        assertThat(http.client()
                        .post("/v1/messages", "Accept: text/html\r\n", HI)
                        .problem())
                .isEqualTo("not-acceptable");
        assertThat(http.client()
                        .post("/v1/messages", "Accept: text/html, */*;q=0.1\r\n", HI)
                        .status())
                .isEqualTo(202);
    }

    @Test
    void meetsExpectations() {
        http.client()
                .write("POST /v1/messages HTTP/1.1\r\nHost: x\r\n" + KEY
                        + "Content-Type: application/json\r\nContent-Length: " + HI.length()
                        + "\r\nExpect: 100-continue\r\n\r\n");
        assertThat(http.client().answer().status()).isEqualTo(100);
        http.client().write(HI);
        assertThat(http.client().answer().status()).isEqualTo(202);
        assertThat(http.client()
                        .post("/v1/messages", "Expect: a miracle\r\n", HI)
                        .problem())
                .isEqualTo("expectation-failed");
    }

    // ---- who

    @Test
    void wantsAKey() {
        for (String header : List.of(
                "",
                "Authorization: Bearer wrong\r\n",
                "Authorization: Basic demo-key\r\n",
                "Authorization: demo-key\r\n",
                "Authorization: Bearer\r\n")) {
            for (String path : List.of("/v1/messages/m1", "/v1/channels", "/v1/events")) {
                try (RawClient stranger = http.door().connect()) {
                    Answer answer = stranger.request("GET", path, header);
                    assertThat(answer.status()).isEqualTo(401);
                    assertThat(answer.problem()).isEqualTo("unauthorized");
                    assertThat(answer.headers()).containsEntry("www-authenticate", "Bearer realm=\"heliograph\"");
                    assertThat(stranger.isClosedByPeer()).isTrue();
                }
            }
        }
        assertThat(http.client()
                        .request("GET", "/v1/channels", "authorization: bearer demo-key\r\n")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void neverReadsTheBodyOfAStranger() {
        http.client().write(RawClient.postRequest("/v1/messages", "Content-Type: application/json\r\n", HI));
        assertThat(http.client().answer().status()).isEqualTo(401);
        assertThat(http.door().admission.count()).isZero();
    }

    @Test
    void forgetsAKeyThatWasTakenAwayOnTheSameConnection() {
        assertThat(http.client().get("/v1/channels").status()).isEqualTo(200);
        http.door().accounts.replace(List.of(DoorFixture.account("other")));
        assertThat(http.client().get("/v1/channels").status()).isEqualTo(401);
    }
}

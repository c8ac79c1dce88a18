package dev.heliograph.boot;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users of other gateways at the development default, as they come: requests as CM.com's npm SDK makes them, as Kannel's user guide and Jasmin's documentation show them. */
class DialectsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String LOGIN = "username=demo&password=demo";

    @TempDir
    static Path folder;

    private static DevelopmentGateway gateway;
    private static CallbackReceiver receiver;

    @BeforeAll
    static void start() throws Exception {
        gateway = new DevelopmentGateway(folder);
        receiver = new CallbackReceiver();
    }

    @AfterAll
    static void stop() throws Exception {
        receiver.close();
        gateway.close();
    }

    @BeforeEach
    void forget() {
        receiver.answer(200, "");
        receiver.calls().clear();
    }

    private static HttpResponse<String> get(String pathAndQuery) throws Exception {
        return send(request(pathAndQuery));
    }

    private static HttpResponse<String> post(String path, String type, String body) throws Exception {
        return send(request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.httpPort() + pathAndQuery));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static List<CallbackReceiver.Called> called(String path, int count) {
        await().atMost(PATIENCE).until(() -> receiver.at(path).size() >= count);
        return receiver.at(path);
    }

    // ---- CM.com

    private static HttpResponse<String> cm(String token, String to, String rest) throws Exception {
        return post("/v1.0/message", "application/json", """
                {"messages":{"authentication":{"productToken":"%s"},"msg":[{"from":"Demo","body":{"content":"In words","type":"AUTO"},\
                "reference":"ref1","to":[{"number":"%s"}],"customGrouping3":"text-sdk-javascript"%s}]}}""".formatted(token, to, rest));
    }

    private static JsonNode accepted(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode answer = JSON.readTree(response.body());
        assertThat(answer.path("details").asText()).isEqualTo("Created 1 message(s)");
        assertThat(answer.path("errorCode").asInt()).isZero();
        JsonNode message = answer.path("messages").get(0);
        assertThat(message.path("status").asText()).isEqualTo("Accepted");
        assertThat(message.path("reference").asText()).isEqualTo("ref1");
        assertThat(message.path("parts").asInt()).isPositive();
        assertThat(message.has("messageDetails")).isTrue();
        assertThat(message.path("messageErrorCode").asInt(-1)).isZero();
        return message;
    }

    @Test
    void cmTextRichAndTemplateAsItsSdkSendsThem() throws Exception {
        assertThat(accepted(cm("demo", "0031612345600", "")).path("to").asText())
                .isEqualTo("0031612345600");
        accepted(cm("demo", "0031612345600", """
                ,"allowedChannels":["WhatsApp"],"richContent":{"conversation":[{"text":"Our logo!","media":{"mediaName":"cm.com",\
                "mediaUri":"https://example.com/logo?s=200","mimeType":"image/png"}}]}"""));
        accepted(cm("demo", "0031612345600", """
                ,"allowedChannels":["RCS","SMS"],"richContent":{"conversation":[{"text":"Our logo!","media":{"mediaName":"logo",\
                "mediaUri":"https://example.com/logo.png"}}],"suggestions":[{"action":"openUrl","label":"Click me","url":"https://example.com"},\
                {"action":"reply","label":"Yes","postbackdata":"y"}]}"""));
        accepted(cm("demo", "0031612345600", """
                ,"allowedChannels":["WhatsApp"],"richContent":{"conversation":[{"template":{"whatsapp":{"namespace":"demo",\
                "element_name":"order_update","language":{"code":"en","policy":"deterministic"},"components":[{"type":"body",\
                "parameters":[{"type":"text","text":"Ada"}]}]}}}]}"""));
        accepted(cm("demo", "0031612345600", """
                ,"allowedChannels":["WhatsApp"],"richContent":{"conversation":[{"interactive":{"type":"list","header":{"type":"text",\
                "text":"Shop"},"body":{"text":"What is it?"},"footer":{"text":"Thanks"},"action":{"button":"Choose","sections":\
                [{"title":"One","rows":[{"title":"First","id":"r1","description":"The first"}]}]}}}]}"""));
        await().atMost(PATIENCE)
                .until(() -> states("whatsapp").stream().filter("read"::equals).count() == 3);
        assertThat(states("whatsapp")).doesNotContain("failed", "rejected");
    }

    /** @return the states that messages with the reference of these tests went through on a channel */
    private static List<String> states(String channel) throws Exception {
        List<String> states = new ArrayList<>();
        for (JsonNode event :
                gateway.api("GET", "/v1/events?limit=1000&types=receipt", "").path("events")) {
            if (event.path("reference").asText().equals("ref1")
                    && event.path("channel").asText().equals(channel)) {
                states.add(event.path("state").asText());
            }
        }
        return states;
    }

    @Test
    void cmBodiesAsItsOtherSdksWriteThem() throws Exception {
        for (String msg : List.of("""
                {"body":{"content":"PHP","type":"AUTO"},"from":"Demo","to":[{"number":"0031612345600"}],"customgrouping3":"text-sdk-php",\
                "minimumNumberOfMessageParts":1,"maximumNumberOfMessageParts":8,"allowedChannels":["SMS"],"reference":"ref1"}""", """
                {"allowedChannels":null,"body":{"content":"Java","type":"auto"},"customGrouping":"text-sdk-java","from":"Demo",\
                "to":[{"number":"0031612345600"}],"reference":"ref1","dcs":0}""", """
                {"allowedChannels":["WhatsApp"],"body":{"content":"Net"},"customGrouping3":"text-sdk-dotnet","from":"Demo",\
                "to":[{"number":"0031612345600"}],"reference":"ref1","richContent":{"conversation":[{"$type":"TemplateMessage",\
                "template":{"whatsapp":{"namespace":"demo","element_name":"order_update","language":{"code":"en","policy":"deterministic"},\
                "components":[{"type":"header","sub_type":null,"index":0,"parameters":[{"type":"text","text":"No. 42","media":null}]},\
                {"type":"body","parameters":[{"type":"text","text":"Ada"}]}]}},"context":null}],"suggestions":null}}""")) {
            accepted(post(
                    "/v1.0/message",
                    "application/json",
                    "{\"messages\":{\"authentication\":{\"producttoken\":\"demo\"},\"msg\":[" + msg + "]}}"));
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(gateway.taken("whatsapp"))
                        .anySatisfy(taken -> assertThat(taken.toString()).contains("No. 42")));
    }

    @Test
    void cmErrorsAreItsOwn() throws Exception {
        HttpResponse<String> stranger = cm("wrong", "0031612345600", "");
        assertThat(stranger.statusCode()).isEqualTo(400);
        assertThat(stranger.body())
                .isEqualTo(
                        "{\"details\":\"No account found for the given authentication\",\"errorCode\":101,\"messages\":[]}");
        HttpResponse<String> letters = cm("demo", "0044791112345a", "");
        assertThat(letters.statusCode()).isEqualTo(400);
        assertThat(letters.body())
                .contains("\"details\":\"Created 0 message(s)\",\"errorCode\":201")
                .contains("\"messageDetails\":\"Gsm '0044791112345a' is not a number.\",\"messageErrorCode\":303");
        HttpResponse<String> mixed = post("/v1.0/message", "application/json", """
                {"messages":{"authentication":{"productToken":"demo"},"msg":[
                {"from":"Demo","to":[{"number":"00447911123456"}],"body":{"content":"Hello"},"appKey":"4f8d"},
                {"from":"Demo","to":[{"number":"00447911123457"}],"body":{"content":""},"reference":"b"}]}}""");
        assertThat(mixed.statusCode()).isEqualTo(200);
        assertThat(mixed.body())
                .contains("\"details\":\"Created 1 message(s)\",\"errorCode\":201")
                .contains("appKey is ignored")
                .contains("\"reference\":\"b\",\"parts\":0,\"messageDetails\":\"A body without content was found\","
                        + "\"messageErrorCode\":304");
        assertThat(cm("demo", "0031612345600", ",\"validity\":\"soon\"").body()).contains(":305");
        assertThat(cm("demo", "0031612345600", ",\"dcs\":4").body()).contains(":305");
        assertThat(cm("demo", "0031612345600", ",\"customGrouping\":\"" + "x".repeat(101) + "\"")
                        .body())
                .contains(":305");
        assertThat(cm("demo", "0031612345600", ",\"allowedChannels\":[\"Push\"]")
                        .body())
                .contains(":403");
        assertThat(post("/v1.0/message", "application/json", "{").body()).contains("\"errorCode\":202");
        String wide = IntStream.range(0, 101).mapToObj(i -> ",\"m" + i + "\":1").collect(joining());
        assertThat(cm("demo", "0031612345600", wide).body()).contains("\"errorCode\":202", "more than 100 members");
        assertThat(get("/v1.0/message").statusCode()).isEqualTo(405);
    }

    // ---- Kannel

    @Test
    void kannelSendsAndItsReportsCallBack() throws Exception {
        String url =
                receiver.url("/dlr?type=%d&from=%P&to=%p&smsc=%i&id=%I&text=%A&when=%T&acc=%o&who=%n&my=1%2F2&fid=%F");
        HttpResponse<String> answer = get("/cgi-bin/sendsms?" + LOGIN + "&from=Demo&to=%2B393331234500&text=Hello+there"
                + "&dlr-mask=31&account=a1&dlr-url=" + encoded(url));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("0: Accepted for delivery");
        List<CallbackReceiver.Called> calls = called("/dlr", 3);
        assertThat(calls).extracting(call -> call.field("type")).containsExactlyInAnyOrder("8", "4", "1");
        assertThat(calls).allSatisfy(call -> {
            assertThat(call.method()).isEqualTo("GET");
            assertThat(call.field("from")).isEqualTo("Demo");
            assertThat(call.field("to")).isEqualTo("+393331234500");
            assertThat(call.field("smsc")).isEqualTo("sms-main");
            assertThat(call.field("id")).startsWith("m");
            assertThat(call.field("acc")).isEqualTo("a1");
            assertThat(call.field("who")).isEqualTo("demo");
            assertThat(call.field("my")).isEqualTo("1/2");
            assertThat(call.field("fid")).isNotEmpty();
        });
        CallbackReceiver.Called last = calls.stream()
                .filter(call -> call.field("type").equals("1"))
                .findFirst()
                .orElseThrow();
        assertThat(last.field("text")).contains("stat:DELIVRD").contains("dlvrd:001");
        assertThat(calls)
                .filteredOn(call -> call.field("type").equals("4"))
                .allSatisfy(call -> assertThat(call.field("text")).contains("stat:ACCEPTD"));
    }

    @Test
    void kannelIsToldOnlyWhatItsMaskAsksFor() throws Exception {
        String url = encoded(receiver.url("/failed?to=%p&type=%d&text=%a"));
        for (String to : List.of("393331234500", "393331234511", "393331234510")) {
            assertThat(get("/cgi-bin/sendsms?" + LOGIN + "&to=" + to + "&text=Hi&dlr-mask=18&dlr-url=" + url)
                            .body())
                    .isEqualTo("0: Accepted for delivery");
        }
        List<CallbackReceiver.Called> calls = called("/failed", 2);
        assertThat(calls)
                .extracting(call -> call.field("to") + " " + call.field("type"))
                .containsExactlyInAnyOrder("393331234511 2", "393331234510 16");
    }

    @Test
    void kannelTakesSeveralReceiversUnicodeFlashAndHeaders() throws Exception {
        assertThat(get("/cgi-bin/sendsms?" + LOGIN + "&to=393331234500+393331234501&text=Hi")
                        .body())
                .isEqualTo("0: Accepted for delivery");
        assertThat(get("/cgi-bin/sendsms?" + LOGIN + "&to=393331234500+nobody&text=Hi")
                        .body())
                .isEqualTo("Sent. Denied receivers are: nobody");
        assertThat(get("/cgi-bin/sendsms?" + LOGIN + "&to=393331234500&coding=2&text=%04%1F%04%40&mclass=0&deferred=10")
                        .body())
                .isEqualTo("3: Queued for later delivery");
        assertThat(get("/cgi-bin/sendsms?" + LOGIN + "&to=393331234500&udh=%06%05%04%15%82%00%00&text=%01%02")
                        .statusCode())
                .isEqualTo(202);
        HttpResponse<String> posted = send(request("/cgi-bin/sendsms")
                .header("Content-Type", "text/plain; charset=ISO-8859-1")
                .header("X-Kannel-Username", "demo")
                .header("X-Kannel-Password", "demo")
                .header("X-Kannel-To", "393331234500")
                .POST(HttpRequest.BodyPublishers.ofByteArray("Gr\u00fc\u00dfe".getBytes(StandardCharsets.ISO_8859_1))));
        assertThat(posted.body()).isEqualTo("0: Accepted for delivery");
    }

    @Test
    void kannelErrorsAreItsOwn() throws Exception {
        HttpResponse<String> stranger = get("/cgi-bin/sendsms?username=demo&password=no&to=393331234500&text=Hi");
        assertThat(stranger.statusCode()).isEqualTo(403);
        assertThat(stranger.body()).isEqualTo("Authorization failed for sendsms");
        assertThat(get("/cgi-bin/sendsms?username=nobody&password=demo&to=393331234500&text=Hi")
                        .body())
                .isEqualTo(stranger.body());
        HttpResponse<String> nobody = get("/cgi-bin/sendsms?" + LOGIN + "&text=Hi");
        assertThat(nobody.statusCode()).isEqualTo(400);
        assertThat(nobody.body()).isEqualTo("Missing receiver number, rejected");
        assertThat(get("/cgi-bin/sendsms?" + LOGIN + "&to=&text=Hi").body())
                .isEqualTo("Empty receiver number not allowed, rejected");
        assertThat(get("/cgi-bin/sendsms?" + LOGIN + "&to=393331234500&text=Hi&dlr-mask=1&dlr-url=ftp://x")
                        .body())
                .isEqualTo("DLR-URL field misformed, rejected");
        HttpResponse<String> nowhere = get("/cgi-bin/sendsms?" + LOGIN + "&to=393331234500&text=Hi&smsc=none");
        assertThat(nowhere.statusCode()).isEqualTo(403);
        assertThat(nowhere.body()).isEqualTo("Not routable. Do not try again.");
    }

    @Test
    void theSameKeyIsTheSameMessage() throws Exception {
        String path = "/send?" + LOGIN + "&to=393331234500&content=Once";
        HttpResponse<String> first = send(request(path).header("Idempotency-Key", "k1"));
        HttpResponse<String> again = send(request(path).header("Idempotency-Key", "k1"));
        HttpResponse<String> other = send(request(path + "+more").header("Idempotency-Key", "k1"));
        assertThat(again.body()).isEqualTo(first.body()).startsWith("Success");
        assertThat(other.statusCode()).isEqualTo(400);
    }

    // ---- Jasmin

    @Test
    void jasminSendsAndItsReceiptsCallBackUntilAcknowledged() throws Exception {
        receiver.answer(200, "thanks");
        HttpResponse<String> answer = post(
                "/send",
                "application/x-www-form-urlencoded",
                LOGIN + "&to=%2B393331234500&from=Demo&content=Hello&dlr=yes&dlr-level=3&dlr-method=POST&dlr-url="
                        + encoded(receiver.url("/jasmin")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).matches("Success \"m[0-9a-z]{13}\"");
        String id = answer.body().replaceAll("Success \"(.*)\"", "$1");
        called("/jasmin", 2);
        receiver.answer(200, "ACK/Jasmin\n");
        List<CallbackReceiver.Called> calls = called("/jasmin", 4);
        assertThat(calls).allSatisfy(call -> {
            assertThat(call.method()).isEqualTo("POST");
            assertThat(call.field("id")).isEqualTo(id);
            assertThat(call.field("connector")).isEqualTo("sms-main");
        });
        assertThat(calls)
                .extracting(call -> call.field("level") + " " + call.field("message_status"))
                .contains("1 ESME_ROK", "2 DELIVRD");
        CallbackReceiver.Called terminal = calls.stream()
                .filter(call -> call.field("level").equals("2"))
                .findFirst()
                .orElseThrow();
        assertThat(terminal.fields()).containsKeys("id_smsc", "sub", "dlvrd", "subdate", "donedate", "err", "text");
        assertThat(terminal.field("dlvrd")).isEqualTo("001");
        assertThat(terminal.field("subdate")).matches("\\d{10}");
    }

    @Test
    void jasminTakesJsonHexAndQuestions() throws Exception {
        assertThat(post(
                                "/send",
                                "application/json",
                                "{\"username\":\"demo\",\"password\":\"demo\",\"to\":\"393331234500\",\"coding\":8,\"hex-content\":\"041f0440\"}")
                        .body())
                .startsWith("Success");
        assertThat(post(
                                "/send",
                                "application/json",
                                "{\"username\":\"demo\",\"password\":\"demo\",\"to\":\"393331234500\",\"content\":\"Hi\",\"custom_tlvs\":{\"0x1400\":\"1707167\"}}")
                        .body())
                .startsWith("Success");
        assertThat(get("/ping").body()).isEqualTo("Jasmin/PONG");
        HttpResponse<String> rate = get("/rate?" + LOGIN + "&to=393331234500&content=" + "x".repeat(161));
        assertThat(rate.body()).isEqualTo("{\"unit_rate\":0.0,\"submit_sm_count\":2}");
        assertThat(get("/balance?" + LOGIN).body()).isEqualTo("{\"balance\":\"ND\",\"sms_count\":\"ND\"}");
        assertThat(get("/balance?username=demo&password=no").body())
                .isEqualTo("\"Authentication failure for username:demo\"");
    }

    @Test
    void jasminErrorsAreItsOwn() throws Exception {
        assertError(get("/send"), 400, "Mandatory arguments not found, please refer to the HTTPAPI specifications.");
        assertError(get("/send?" + LOGIN + "&to=3933&content=a&colour=red"), 400, "Argument [colour] is unknown.");
        assertError(
                get("/send?" + LOGIN + "&to=3933&content=a&custom_tlvs=" + encoded("{\"0x0204\":1}")),
                400,
                "Argument [custom_tlvs] has an invalid value: a tag is 0x1400 to 0x3FFF.");
        assertError(
                get("/send?" + LOGIN + "&to=3933&content=" + "a".repeat(161) + "&custom_tlvs="
                        + encoded("{\"0x1400\":1}")),
                400,
                "Argument [custom_tlvs] goes with a message of one part only.");
        assertError(get("/send?" + LOGIN + "&to=a&content=a"), 400, "Argument [to] has an invalid value: [a].");
        assertError(get("/send?" + LOGIN + "&content=a"), 400, "Mandatory argument [to] is not found.");
        assertError(get("/send?" + LOGIN + "&to=393331234500"), 400, "content or hex-content not present.");
        assertError(
                get("/send?username=demo&password=no&to=393331234500&content=a"),
                403,
                "Authentication failure for username:demo");
    }

    private static void assertError(HttpResponse<String> response, int status, String words) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).isEqualTo("Error \"" + words + "\"");
    }
}

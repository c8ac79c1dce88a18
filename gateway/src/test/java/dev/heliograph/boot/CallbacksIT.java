package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.simulator.SmscBehaviour;
import dev.heliograph.simulator.SmscOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callbacks outlive the process, private addresses are not called, and webhooks speak CM.com's words where that is asked for. */
class CallbacksIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private static String send(CallbackReceiver receiver, String to) {
        return "/cgi-bin/sendsms?username=demo&password=demo&to=" + to + "&text=Hi&dlr-mask=1&dlr-url="
                + URLEncoder.encode(receiver.url("/dlr?to=%p&type=%d"), StandardCharsets.UTF_8);
    }

    @Test
    void aCallbackIsMadeAfterTheProcessWasKilled() throws Exception {
        StandIn standIn =
                StandIn.start(SmscOptions.DEFAULT.withAddress("127.0.0.1", 0).withJournal(100), SmscBehaviour.PERFECT);
        try (CallbackReceiver receiver = new CallbackReceiver();
                GatewayProcess gateway = new GatewayProcess(folder, standIn.port(), "rate: 1000/s")
                        .edited(yaml -> yaml.replace("http: {", "http: {dialects: [kannel], ")
                                .replace("    apiKeys:", "    callbacks: {allow: [127.0.0.0/8]}\n    apiKeys:"))) {
            receiver.answer(500, "");
            gateway.start();
            for (String to : new String[] {"393331234500", "393331234501"}) {
                assertThat(GatewayProcess.get(gateway.httpPort, send(receiver, to))
                                .body())
                        .isEqualTo("0: Accepted for delivery");
            }
            await().atMost(PATIENCE).until(() -> receiver.calls().size() >= 2);
            gateway.kill();
            receiver.calls().clear();
            receiver.answer(200, "");
            gateway.start();
            await().atMost(PATIENCE).until(() -> receiver.calls().size() >= 2);
            assertThat(receiver.calls())
                    .extracting(call -> call.field("to") + " " + call.field("type"))
                    .contains("393331234500 1", "393331234501 1");
        } finally {
            standIn.close();
        }
    }

    @Test
    void privateAddressesAreNotCalledUnlessTheAccountMay() throws Exception {
        try (CallbackReceiver receiver = new CallbackReceiver();
                Running running = Running.with(
                        folder,
                        SmscBehaviour.PERFECT,
                        port -> Running.yaml(folder, port).replace("http: {", "http: {dialects: [kannel], "))) {
            String path = send(receiver, "393331234500").replace("password=demo", "password=demo-key");
            assertThat(GatewayProcess.get(running.gateway.httpPort(), path).statusCode())
                    .isEqualTo(202);
            await().atMost(PATIENCE)
                    .until(() -> running.ops("GET", "/admin/webhooks", "")
                            .body()
                            .path("webhooks")
                            .path(0)
                            .path("lastError")
                            .asText()
                            .contains("not public"));
            assertThat(receiver.calls()).isEmpty();
        }
    }

    private static String cm(Running running, String groupings) throws Exception {
        String body = "{\"messages\":{\"authentication\":{\"productToken\":\"demo-key\"},\"msg\":[{\"from\":\"Demo\","
                + "\"to\":[{\"number\":\"00393331234500\"}],\"body\":{\"content\":\"Hello\"}," + groupings + "}]}}";
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + running.gateway.httpPort() + "/v1.0/message"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void aWebhookSpeaksCmsWords() throws Exception {
        try (CallbackReceiver receiver = new CallbackReceiver();
                Running running = Running.with(
                        folder,
                        SmscBehaviour.PERFECT,
                        port -> Running.yaml(folder, port)
                                .replace(
                                        "apiKeys: [demo-key]",
                                        "apiKeys: [demo-key], webhook: {format: cm, url: '%s', allowPrivate: true}"
                                                .formatted(receiver.url("/status"))))) {
            receiver.answer(500, "");
            running.send("+393331234500", "Hello");
            await().atMost(PATIENCE).until(() -> receiver.calls().size() >= 2);
            receiver.answer(200, "");
            receiver.calls().clear();
            await().atMost(PATIENCE).until(() -> receiver.calls().size() >= 2);
            assertThat(receiver.calls()).allSatisfy(call -> {
                assertThat(call.method()).isEqualTo("POST");
                assertThat(call.body())
                        .startsWith("{\"messages\":{\"msg\":{\"received\":\"20")
                        .contains("\"to\":\"00393331234500\",\"reference\":\"\",\"status\":{\"code\":\"");
            });
            assertThat(receiver.calls())
                    .extracting(call -> call.body().replaceAll(".*\"code\":\"(\\d)\".*", "$1"))
                    .contains("0", "2");
            receiver.calls().clear();
            assertThat(cm(running, "\"customGrouping\":\"spring\",\"customGrouping2\":\"b\",\"customGrouping3\":\"c\""))
                    .contains("Created 1 message(s)");
            await().atMost(PATIENCE).until(() -> receiver.calls().size() >= 2);
            assertThat(receiver.calls())
                    .allSatisfy(call -> assertThat(call.body())
                            .endsWith("\"operator\":\"\",\"customGrouping\":\"spring\",\"customGrouping2\":\"b\","
                                    + "\"customGrouping3\":\"c\"}}}"));
        }
    }
}

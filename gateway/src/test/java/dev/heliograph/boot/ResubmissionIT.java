package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.simulator.SmscBehaviour;
import dev.heliograph.smpp.client.SmppClient;
import dev.heliograph.smpp.client.SmppClientOptions;
import dev.heliograph.smpp.client.SmppClientSession;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.SmBuilder;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.SubmitSm;
import dev.heliograph.smpp.pdu.SubmitSmResp;
import dev.heliograph.smpp.pdu.Tlvs;
import dev.heliograph.smpp.session.ResponseHandler;
import dev.heliograph.smpp.session.SendResult;
import dev.heliograph.smpp.session.SessionLimits;
import dev.heliograph.smpp.session.Unanswered;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same submission again: over either door, at once or after a crash, it is one message, and the first answer is given again. */
class ResubmissionIT {
    private static final int STORM = 1_000;
    private static final int CONNECTIONS = 100;
    private static final int IDEMPOTENCY_KEY = 0x1401;
    private static final String MESSAGE = "{\"to\":\"+393331234500\",\"from\":\"Demo\",\"text\":\"hello\"}";
    private static final String OTHER = "{\"to\":\"+393331234500\",\"from\":\"Demo\",\"text\":\"another\"}";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http =
            vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(CONNECTIONS));

    @TempDir
    Path folder;

    @AfterEach
    void close() throws Exception {
        Waiting.on(vertx.close());
    }

    private record Answer(int status, String body, boolean replayed) {
        String id() {
            return body.replaceAll("(?s).*?\"id\":\"(m[0-9a-z]{13})\".*", "$1");
        }
    }

    private Future<Answer> post(int port, String key, String type, String body) {
        return http.request(HttpMethod.POST, port, "127.0.0.1", "/v1/messages")
                .compose(request -> {
                    request.putHeader("Authorization", "Bearer demo").putHeader("Content-Type", type);
                    if (key != null) {
                        request.putHeader("Idempotency-Key", key);
                    }
                    return request.send(Buffer.buffer(body));
                })
                .compose(response -> response.body()
                        .map(text -> new Answer(
                                response.statusCode(),
                                text.toString(),
                                "true".equals(response.getHeader("Idempotent-Replayed")))));
    }

    private Answer json(int port, String key, String body) throws Exception {
        return Waiting.on(post(port, key, "application/json", body));
    }

    private SmppClientSession bind(int port) throws Exception {
        SmppClientOptions options = SmppClientOptions.of("127.0.0.1", port, "demo", "demo")
                .withLimits(SessionLimits.DEFAULT.withSendWindowMax(STORM));
        return Waiting.on(new SmppClient(vertx, options).connect((session, request) -> {}));
    }

    private Future<Pdu.Response> submit(SmppClientSession session, String key, String text) {
        SubmitSm submit = new SmBuilder()
                .source(SmppAddress.alphanumeric("Demo"))
                .destination(SmppAddress.international("393331234500"))
                .shortMessage(text.getBytes(StandardCharsets.US_ASCII))
                .tlvs(Tlvs.builder().cString(IDEMPOTENCY_KEY, key).build())
                .submitSm();
        Promise<Pdu.Response> answer = Promise.promise();
        vertx.runOnContext(turn -> {
            SendResult sent = session.submit(submit, new ResponseHandler() {
                @Override
                public void onResponse(Pdu.Response response) {
                    answer.complete(response);
                }

                @Override
                public void onUnanswered(Unanswered why) {
                    answer.fail(why.toString());
                }
            });
            if (sent != SendResult.SENT) {
                answer.fail(sent.toString());
            }
        });
        return answer.future();
    }

    private static String idOf(Pdu.Response response) {
        assertThat(response.commandStatus()).isZero();
        return ((SubmitSmResp) response).messageId();
    }

    private static void awaitMessages(RunningGateway running, int count) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> running.smsc().journal().taken().size() >= count);
        assertThat(running.smsc().journal().taken()).hasSize(count);
    }

    @Test
    void overHttpOneByOneAndInBatches() throws Exception {
        try (RunningGateway running = RunningGateway.start(folder, "rate: 1000/s", SmscBehaviour.PERFECT)) {
            int port = running.gateway.httpPort();
            Answer first = json(port, "k1", MESSAGE);
            Answer again = json(port, "k1", MESSAGE);
            Answer other = json(port, "k1", OTHER);
            assertThat(first.status()).isEqualTo(202);
            assertThat(first.replayed()).isFalse();
            assertThat(again.status()).isEqualTo(202);
            assertThat(again.id()).isEqualTo(first.id());
            assertThat(again.replayed()).isTrue();
            assertThat(other.status()).isEqualTo(422);
            assertThat(other.body()).contains("key-reused");

            String batch = "[" + MESSAGE + "," + OTHER + "]";
            Answer items = json(port, "k2", batch);
            assertThat(items.status()).isEqualTo(200);
            assertThat(json(port, "k2", batch).body()).contains(items.id());
            assertThat(json(port, "k2", "[" + OTHER + "," + OTHER + "]").body())
                    .as("the first is another message under its key, the second the same")
                    .contains("key-reused")
                    .contains("\"index\":1,\"id\"");

            String lines = MESSAGE + "\n" + OTHER + "\n";
            Answer stream = Waiting.on(post(port, "k3", "application/x-ndjson", lines));
            Answer streamAgain = Waiting.on(post(port, "k3", "application/x-ndjson", lines));
            assertThat(streamAgain.id()).isEqualTo(stream.id());

            String deduped = MESSAGE.replace("}", ",\"reference\":\"order-42\",\"dedupe\":true}");
            Answer referenced = json(port, null, "[" + deduped + "," + deduped + "]");
            assertThat(json(port, null, "[" + deduped + "]").body()).contains(referenced.id());
            awaitMessages(running, 6);
        }
    }

    @Test
    void overSmpp() throws Exception {
        try (RunningGateway running = RunningGateway.start(folder, "rate: 1000/s", SmscBehaviour.PERFECT)) {
            SmppClientSession session = bind(running.gateway.smppPort());
            String first = idOf(Waiting.on(submit(session, "k1", "hello")));
            assertThat(idOf(Waiting.on(submit(session, "k1", "hello")))).isEqualTo(first);
            assertThat(Waiting.on(submit(session, "k1", "another")).commandStatus())
                    .isEqualTo(CommandStatus.ESME_RSUBMITFAIL);
            assertThat(idOf(Waiting.on(submit(session, "k2", "hello")))).isNotEqualTo(first);
            awaitMessages(running, 2);
        }
    }

    @Test
    void aStormOfRetriesWithOneKeyIsOneMessage() throws Exception {
        try (RunningGateway running = RunningGateway.start(folder, "rate: 1000/s", SmscBehaviour.PERFECT)) {
            List<Future<Answer>> posts = new ArrayList<>();
            for (int i = 0; i < STORM; i++) {
                posts.add(post(running.gateway.httpPort(), "storm", "application/json", MESSAGE));
            }
            SmppClientSession session = bind(running.gateway.smppPort());
            List<Future<Pdu.Response>> submits = new ArrayList<>();
            for (int i = 0; i < STORM; i++) {
                submits.add(submit(session, "storm-smpp", "hello"));
            }
            Waiting.on(Future.join(posts));
            Waiting.on(Future.join(submits));
            assertThat(posts.stream().map(each -> each.result().status()).distinct())
                    .containsExactly(202);
            assertThat(posts.stream().map(each -> each.result().id()).distinct())
                    .hasSize(1);
            assertThat(posts.stream().filter(each -> !each.result().replayed())).hasSize(1);
            assertThat(submits.stream().map(each -> idOf(each.result())).distinct())
                    .hasSize(1);
            awaitMessages(running, 2);
        }
    }

    @Test
    void aCrashBetweenDoesNotMakeItTwo() throws Exception {
        StandIn standIn = StandIn.start(
                dev.heliograph.simulator.SmscOptions.DEFAULT
                        .withAddress("127.0.0.1", 0)
                        .withJournal(1_000),
                SmscBehaviour.PERFECT);
        try (GatewayProcess gateway = new GatewayProcess(folder, standIn.port(), "rate: 1000/s")) {
            gateway.start();
            Answer first = json(gateway.httpPort, "k1", MESSAGE);
            String overSmpp = idOf(Waiting.on(submit(bind(gateway.smppPort), "k2", "hello")));
            gateway.kill();
            gateway.start();

            Answer again = json(gateway.httpPort, "k1", MESSAGE);
            assertThat(again.id()).isEqualTo(first.id());
            assertThat(again.replayed()).isTrue();
            assertThat(json(gateway.httpPort, "k1", OTHER).status()).isEqualTo(422);
            SmppClientSession session = bind(gateway.smppPort);
            assertThat(idOf(Waiting.on(submit(session, "k2", "hello")))).isEqualTo(overSmpp);
            assertThat(Waiting.on(submit(session, "k2", "another")).commandStatus())
                    .isEqualTo(CommandStatus.ESME_RSUBMITFAIL);
        } finally {
            standIn.close();
        }
    }
}

package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudhopper.smpp.SmppBindType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heliograph.simulator.SmscBehaviour;
import dev.heliograph.simulator.Taken;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole gateway between clients and, where it says so, a message centre that are not ours. */
class EndToEndIT {
    /** Messages over each door; the full run of docs/RELIABILITY.md uses 10,000. */
    private static final int EACH = Integer.getInteger("heliograph.acceptance.messages", 2_000);

    private static final int RATE = 2_000;
    private static final int BURST = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path data;

    @Test
    void bothDoorsAtOnceThroughALimitedChannel() throws Exception {
        SmscBehaviour behaviour = SmscBehaviour.builder()
                .answerMillis(0, 10)
                .receiptMillis(50, 500)
                .build();
        try (RunningGateway running = RunningGateway.start(data, "rate: " + RATE + "/s, burst: " + BURST, behaviour);
                EventWatcher watcher =
                        EventWatcher.open(running.gateway.httpPort(), "demo", "types=receipt&batch=true&after=0");
                Esme receiver = Esme.bind(running.gateway.smppPort(), SmppBindType.RECEIVER, 100);
                Esme sender = Esme.bind(running.gateway.smppPort(), SmppBindType.TRANSMITTER, 100)) {
            CompletableFuture<List<String>> overHttp = CompletableFuture.supplyAsync(() -> submitOverHttp(running));
            for (int i = 0; i < EACH; i++) {
                sender.submit("3933300" + (10_000 + i), "over SMPP " + i);
            }
            List<String> ids = new ArrayList<>(overHttp.get());
            await().atMost(Duration.ofSeconds(60)).until(() -> sender.accepted.size() == EACH);
            ids.addAll(sender.accepted);
            assertThat(sender.refused).isEmpty();
            assertThat(ids).hasSize(2 * EACH).doesNotHaveDuplicates();

            await().atMost(Duration.ofSeconds(120))
                    .until(() -> watcher.finals.size() == ids.size() && receiver.receipts.size() == ids.size());
            assertOnceEach(watcher.finals, ids);
            assertOnceEach(receiver.receipts, ids);
            assertThat(watcher.states.values()).containsOnly("delivered");
            List<Taken> taken = running.smsc().journal().taken();
            assertThat(taken).hasSize(2 * EACH);
            assertThat(taken.stream().map(one -> one.destination().address()).distinct())
                    .hasSize(2 * EACH);
            assertRate(taken);
        }
    }

    private static List<String> submitOverHttp(RunningGateway running) {
        try {
            List<String> ids = new ArrayList<>();
            for (int from = 0; from < EACH; from += 500) {
                StringBuilder lines = new StringBuilder();
                for (int i = from; i < Math.min(EACH, from + 500); i++) {
                    lines.append("{\"to\":\"+3934400")
                            .append(10_000 + i)
                            .append("\",\"from\":\"Test\",\"text\":\"over HTTP ")
                            .append(i)
                            .append("\"}\n");
                }
                HttpResponse<String> response = running.post("/v1/messages", "application/x-ndjson", lines.toString());
                assertThat(response.statusCode()).isBetween(200, 207);
                for (String line : response.body().split("\n")) {
                    JsonNode item = JSON.readTree(line);
                    assertThat(item.has("id")).as(line).isTrue();
                    ids.add(item.get("id").asText());
                }
            }
            return ids;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void assertOnceEach(Map<String, AtomicInteger> seen, List<String> ids) {
        assertThat(seen.keySet()).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(seen.values().stream().mapToInt(AtomicInteger::get)).allMatch(count -> count == 1);
    }

    /** In every second that begins with a message at most what the rate and the burst allow; the slack is for how late a busy machine looks at its clock. */
    private static void assertRate(List<Taken> taken) {
        List<Long> at = new ArrayList<>(taken.stream().map(Taken::atMillis).toList());
        Collections.sort(at);
        int slack = RATE / 10;
        int from = 0;
        for (int to = 0; to < at.size(); to++) {
            while (at.get(to) - at.get(from) >= 1_000) {
                from++;
            }
            assertThat(to - from + 1).isLessThanOrEqualTo(RATE + BURST + slack);
        }
    }

    @Test
    void tellsWhatBecameOfAMessage() throws Exception {
        SmscBehaviour behaviour =
                SmscBehaviour.builder().receiptMillis(10, 20).suffixes(true).build();
        try (RunningGateway running = RunningGateway.start(data, "rate: 100/s", behaviour);
                EventWatcher watcher = EventWatcher.open(running.gateway.httpPort(), "demo", "after=0")) {
            HttpResponse<String> accepted = running.post(
                    "/v1/messages",
                    "application/json",
                    "{\"to\":\"+393331234500\",\"from\":\"Demo\",\"text\":\"Hello\",\"reference\":\"order-42\"}");
            assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
            String id = JSON.readTree(accepted.body()).get("id").asText();
            await().atMost(Duration.ofSeconds(10)).until(() -> watcher.finals.containsKey(id));
            JsonNode told = JSON.readTree(running.get("/v1/messages/" + id).body());
            assertThat(told.get("state").asText()).isEqualTo("delivered");
            assertThat(told.get("attempts")).hasSize(1);
            assertThat(running.get("/v1/messages/m0000000000001").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void whatPeopleWriteReachesTheAccountOfTheNumber() throws Exception {
        try (RunningGateway running = RunningGateway.start(data, "rate: 100/s", SmscBehaviour.PERFECT);
                EventWatcher watcher = EventWatcher.open(running.gateway.httpPort(), "demo", "types=inbound&after=0")) {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> running.smsc().counts().binds.sum() >= 2);
            Waiting.on(running.smsc().inject("393330001111", "12345", "Γειά, 10 €?"));
            await().atMost(Duration.ofSeconds(10)).until(() -> watcher.others.size() == 1);
            assertThat(watcher.others.get(0).get("content").get("text").asText())
                    .isEqualTo("Γειά, 10 €?");
            assertThat(watcher.others.get(0).get("from").asText()).isEqualTo("+393330001111");
        }
    }

    @Test
    void aRestartLosesNothing() throws Exception {
        List<String> ids = new ArrayList<>();
        StandIn away = StandIn.start(
                dev.heliograph.simulator.SmscOptions.DEFAULT.withAddress("127.0.0.1", 0), SmscBehaviour.PERFECT);
        int port = away.port();
        away.close();
        Gateway first = RunningGateway.gateway(data, port, "rate: 1000/s");
        for (int i = 0; i < 50; i++) {
            HttpResponse<String> accepted = RunningGateway.post(
                    first.httpPort(),
                    "/v1/messages",
                    "application/json",
                    "{\"to\":\"+3933312345" + (10 + i) + "\",\"from\":\"Demo\",\"text\":\"x\"}");
            ids.add(JSON.readTree(accepted.body()).get("id").asText());
        }
        Waiting.on(first.close());
        StandIn back = StandIn.start(
                dev.heliograph.simulator.SmscOptions.DEFAULT.withAddress("127.0.0.1", port), SmscBehaviour.PERFECT);
        Gateway second = RunningGateway.gateway(data, port, "rate: 1000/s");
        try (EventWatcher watcher = EventWatcher.open(second.httpPort(), "demo", "after=0")) {
            await().atMost(Duration.ofSeconds(20)).until(() -> watcher.finals.size() == 50);
            assertOnceEach(watcher.finals, ids);
        } finally {
            Waiting.on(second.close());
            back.close();
        }
    }
}

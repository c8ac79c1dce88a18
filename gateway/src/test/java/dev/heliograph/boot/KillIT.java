package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudhopper.smpp.SmppBindType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heliograph.simulator.SmscBehaviour;
import dev.heliograph.simulator.SmscOptions;
import dev.heliograph.simulator.Taken;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 in the middle of traffic over both doors, again and again: every message that was answered arrives, ends once, and no more than a window of them is doubled
 * by a kill. {@code -Dheliograph.kills=N} for more than a few.
 */
class KillIT {
    private static final int KILLS = Integer.getInteger("heliograph.kills", 3);

    /** Two sessions with a window of 50 each. */
    private static final int WINDOW = 100;

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private final List<String> accepted = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger submitted = new AtomicInteger();

    @Test
    void whatWasAnsweredArrives() throws Exception {
        SplittableRandom random = new SplittableRandom(42);
        SmscBehaviour behaviour = SmscBehaviour.builder()
                .answerMillis(0, 20)
                .receiptMillis(20, 300)
                .build();
        StandIn smsc =
                StandIn.start(SmscOptions.DEFAULT.withAddress("127.0.0.1", 0).withJournal(1_000_000), behaviour);
        try (GatewayProcess gateway = new GatewayProcess(directory, smsc.port(), "rate: 1000/s")) {
            for (int kill = 0; kill < KILLS; kill++) {
                gateway.start();
                loadUntilKilled(gateway, 500 + random.nextInt(1_500));
            }
            gateway.start();
            try (EventWatcher watcher =
                    EventWatcher.open(gateway.httpPort, "demo", "types=receipt&batch=true&after=0")) {
                List<String> ids = List.copyOf(accepted);
                assertThat(ids).as("answered under load").hasSizeGreaterThan(50 * KILLS);
                await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> {
                    Set<String> missing = ids.stream()
                            .filter(id -> !watcher.finals.containsKey(id))
                            .collect(Collectors.toSet());
                    assertThat(missing).isEmpty();
                });
                assertThat(watcher.finals.values().stream().mapToInt(AtomicInteger::get))
                        .as("one final event each")
                        .allMatch(count -> count == 1);
            }
            assertThat(gateway.stop()).isZero();
        } finally {
            List<Taken> taken = smsc.smsc().journal().taken();
            long doubled = taken.size()
                    - taken.stream()
                            .map(one -> one.destination().address())
                            .distinct()
                            .count();
            smsc.close();
            assertThat(doubled).as("sent twice").isLessThanOrEqualTo((long) KILLS * WINDOW);
        }
    }

    private void loadUntilKilled(GatewayProcess gateway, long millis) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        Thread http = new Thread(() -> postUntil(gateway, over), "http");
        Thread smpp = new Thread(() -> submitUntil(gateway, over), "smpp");
        http.start();
        smpp.start();
        // The one moment that has to be waited for in real time: nothing but the clock says when a process dies.
        Thread.sleep(millis);
        gateway.kill();
        over.set(true);
        http.join();
        smpp.join();
    }

    private void postUntil(GatewayProcess gateway, AtomicBoolean over) {
        while (!over.get()) {
            try {
                String to = "3934" + (1_000_000 + submitted.incrementAndGet());
                String body = "{\"to\":\"+" + to + "\",\"from\":\"Test\",\"text\":\"over HTTP\"}";
                var response = RunningGateway.post(gateway.httpPort, "/v1/messages", "application/json", body);
                JsonNode answer = JSON.readTree(response.body());
                if (response.statusCode() == 202) {
                    accepted.add(answer.get("id").asText());
                }
            } catch (Exception e) {
                return; // killed
            }
        }
    }

    private void submitUntil(GatewayProcess gateway, AtomicBoolean over) {
        Esme esme = null;
        try {
            esme = Esme.bind(gateway.smppPort, SmppBindType.TRANSMITTER, 50);
            while (!over.get()) {
                esme.submit("3935" + (1_000_000 + submitted.incrementAndGet()), "over SMPP");
            }
        } catch (Exception e) {
            // killed
        } finally {
            if (esme != null) {
                accepted.addAll(esme.accepted);
                esme.close();
            }
        }
    }
}

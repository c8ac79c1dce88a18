package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudhopper.smpp.SmppBindType;
import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.simulator.SmscBehaviour;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Consumers that stand still cost their neighbours nothing, in their own account and in others, and lose nothing themselves. */
class SlowConsumersIT {
    private static final int MESSAGES = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    @Test
    void theOthersGoOnWhileThreeStandStill() throws Exception {
        try (SlowConsumers slow = new SlowConsumers();
                WebhookReceiver well = new WebhookReceiver();
                Running running = Running.with(folder, SmscBehaviour.PERFECT, port -> slow.yaml(folder, port, well))) {
            slow.attach(running);
            try (EventWatcher watcher = EventWatcher.open(running.gateway.httpPort(), "demo-key", "after=0");
                    EventWatcher neighbour = EventWatcher.open(running.gateway.httpPort(), "other-key", "after=0");
                    Esme receiver = Esme.bind(running.gateway.smppPort(), SmppBindType.RECEIVER, 100)) {
                List<String> ids = new ArrayList<>();
                for (int i = 0; i < MESSAGES; i++) {
                    ids.add(running.send("+3933312345" + (10 + i % 10), "Hello"));
                    // One after the other: the next event comes although the slow ones have not moved since the first.
                    if (i == 100) {
                        String id = ids.get(i);
                        await().atMost(PATIENCE).until(() -> watcher.finals.containsKey(id));
                        assertThat(slow.requestsUnanswered()).isPositive();
                    }
                }
                String others = running.sendAs("other-key", "+393331234567", "Hello");

                await().atMost(PATIENCE).until(() -> neighbour.finals.containsKey(others));
                await().atMost(PATIENCE).until(() -> watcher.finals.keySet().containsAll(ids));
                await().atMost(PATIENCE).until(() -> well.taken().size() == 2 * MESSAGES);
                // What the deaf one holds comes to the other when its time is over: ten at first, then one at a time.
                await().atMost(PATIENCE).until(() -> receiver.receipts.keySet().containsAll(ids));
                assertThat(slow.deliveriesUnanswered()).isBetween(1, 20);

                JsonNode webhooks =
                        running.ops("GET", "/admin/webhooks", "").body().path("webhooks");
                assertThat(webhooks.get(0).path("name").asText()).isEqualTo("hanging");
                assertThat(webhooks.get(0).path("taken").asInt()).isZero();
                assertThat(webhooks.get(0).path("behind").asInt()
                                + webhooks.get(0).path("aside").asInt())
                        .as("everything waits for it")
                        .isEqualTo(2 * MESSAGES);
            }
        }
    }
}

package dev.heliograph.boot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.heliograph.simulator.SmscBehaviour;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * What three consumers that stand still cost a fourth: the time from submitting a message to the WebSocket frame with its final state, without and with them; not a
 * test. Argument: messages a second (default 200). Takes about 80 s.
 */
public final class SlowConsumersMeasurement {
    private static final int SECONDS = 15;
    private static final int WARM_UP_SECONDS = 3;
    private static final JsonMapper JSON = new JsonMapper();

    private SlowConsumersMeasurement() {}

    public static void main(String[] args) throws Exception {
        int rate = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        System.out.printf("%d messages/s for %d s; submission to final WebSocket frame%n", rate, SECONDS);
        // Twice, because the first run compiles for the others.
        for (boolean slow : new boolean[] {false, true, false, true}) {
            Path folder = Files.createTempDirectory("slow-consumers");
            try {
                Histogram times = measure(folder, rate, slow);
                System.out.printf(
                        "%-24s n %6d   p50 %8.2f ms   p99 %8.2f ms   max %8.2f ms%n",
                        slow ? "with three slow ones" : "without",
                        times.getTotalCount(),
                        times.getValueAtPercentile(50) / 1e6,
                        times.getValueAtPercentile(99) / 1e6,
                        times.getMaxValue() / 1e6);
            } finally {
                delete(folder);
            }
        }
    }

    private static Histogram measure(Path folder, int rate, boolean slow) throws Exception {
        ConcurrentHistogram times = new ConcurrentHistogram(3);
        try (SlowConsumers consumers = new SlowConsumers();
                WebhookReceiver well = new WebhookReceiver();
                Running running = Running.with(
                        folder,
                        SmscBehaviour.PERFECT,
                        port -> slow ? consumers.yaml(folder, port, well) : Running.yaml(folder, port))) {
            if (slow) {
                consumers.attach(running);
            }
            WebSocket watcher = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .header("Authorization", "Bearer demo-key")
                    .buildAsync(
                            URI.create("ws://127.0.0.1:" + running.gateway.httpPort() + "/v1/events"),
                            new Timing(times))
                    .get();
            run(running, rate, WARM_UP_SECONDS);
            times.reset();
            run(running, rate, SECONDS);
            TimeUnit.SECONDS.sleep(1);
            watcher.abort();
        }
        return times;
    }

    private static void run(Running running, int rate, int seconds) throws Exception {
        long begun = System.nanoTime();
        for (int i = 0; i < rate * seconds; i++) {
            long due = begun + i * TimeUnit.SECONDS.toNanos(1) / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            running.api(
                    "POST",
                    "/v1/messages",
                    "{\"to\":\"+393331234567\",\"text\":\"x\",\"reference\":\"%d\"}".formatted(due));
        }
    }

    /** Reads when each message was due from its reference, so that a late submission counts as well. */
    private static final class Timing implements WebSocket.Listener {
        private final ConcurrentHistogram times;
        private final StringBuilder text = new StringBuilder();

        Timing(ConcurrentHistogram times) {
            this.times = times;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    JsonNode event = JSON.readTree(text.toString());
                    if (event.path("final").asBoolean()) {
                        times.recordValue(
                                System.nanoTime() - event.path("reference").asLong());
                    }
                } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                    throw new AssertionError("not JSON", e);
                }
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }

    private static void delete(Path folder) throws Exception {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}

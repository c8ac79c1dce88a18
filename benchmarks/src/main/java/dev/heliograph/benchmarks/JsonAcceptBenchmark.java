package dev.heliograph.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.heliograph.admission.Draft;
import dev.heliograph.ingress.http.MessageReading;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A message of 300 octets of JSON. Ours reads and judges every field (numbers, sender, durations, unknown and doubled fields) and makes the draft that admission
 * takes; the peers only read: Jackson into a record, Jackson into a tree, Vert.x into an object of maps.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class JsonAcceptBenchmark {
    private final byte[] body = ("{\"to\":\"+393331234567\",\"from\":\"Heliograph\",\"text\":\"" + Samples.TEXT
                    + "\",\"priority\":\"transactional\",\"validity\":\"PT1H\",\"reference\":\"order-4711\"}")
            .getBytes(StandardCharsets.UTF_8);
    private final Buffer buffer = Buffer.buffer(body);
    private final MessageReading reading = new MessageReading();
    private final ObjectMapper jackson = new ObjectMapper();
    private final ObjectReader binding = jackson.readerFor(Bound.class);

    @Benchmark
    public Draft heliograph() throws IOException {
        return reading.read(body);
    }

    @Benchmark
    public Bound jacksonBinding() throws IOException {
        return binding.readValue(body);
    }

    @Benchmark
    public JsonNode jacksonTree() throws IOException {
        return jackson.readTree(body);
    }

    @Benchmark
    public JsonObject vertxJsonObject() {
        return buffer.toJsonObject();
    }

    /** What Jackson binds. */
    public record Bound(
            String to,
            String from,
            String text,
            String priority,
            String validity,
            String reference,
            List<String> channels) {}
}

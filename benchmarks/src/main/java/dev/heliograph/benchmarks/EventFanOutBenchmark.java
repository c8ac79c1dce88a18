package dev.heliograph.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heliograph.egress.EventSource;
import dev.heliograph.egress.EventStreams;
import dev.heliograph.egress.json.EventJson;
import dev.heliograph.egress.json.JsonBytes;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageId;
import dev.heliograph.store.DiskStore;
import dev.heliograph.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One account's events to so many subscribers, each of which makes frames of JSON out of them; the cost of one event for one subscriber, without the socket. Ours goes
 * through the stream; the peer is handed its events by a loop and binds them by Jackson; the floor copies JSON that is there already.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@OperationsPerInvocation(EventFanOutBenchmark.DELIVERIES)
public class EventFanOutBenchmark {
    static final int DELIVERIES = 25_600;
    private static final int BATCH = 256;
    private static final int TAIL = 1_024;

    @Param({"1", "100"})
    private int subscribers;

    private final Message message = Samples.message().withId(4_711);
    private final JsonBytes json = new JsonBytes(256 << 10);
    private final byte[] frame = new byte[256 << 10];
    private final ObjectMapper jackson = new ObjectMapper();
    private final List<EventSource.Subscription> subscriptions = new ArrayList<>();
    private Path directory;
    private DiskStore store;
    private EventStreams streams;
    private byte[] written;
    private long cursor;
    private long octets;

    @Setup
    public void open() throws IOException {
        directory = WorkDirectory.make("events");
        store = DiskStore.open(StoreOptions.in(directory, 1), System::currentTimeMillis);
        streams = new EventStreams(store, TAIL);
        for (int i = 0; i < subscribers; i++) {
            streams.subscribe(Samples.ACCOUNT, null, 0, Runnable::run, subscriptions::add);
        }
        EventJson.write(Samples.delivered(1, message), json);
        written = json.copy();
    }

    @Benchmark
    public long heliograph() {
        for (int left = DELIVERIES; left > 0; left -= BATCH * subscribers) {
            for (int i = 0; i < BATCH; i++) {
                streams.onEvent(Samples.ACCOUNT, Samples.delivered(++cursor, message));
            }
            streams.onBatchEnd();
            for (EventSource.Subscription subscription : subscriptions) {
                subscription.fetch(BATCH, this::frame);
            }
        }
        return octets;
    }

    private void frame(List<Event> events) {
        if (events.size() != BATCH) {
            throw new IllegalStateException(events.size() + " events, not " + BATCH);
        }
        json.clear().beginArray();
        for (Event event : events) {
            EventJson.write(event, json);
        }
        json.endArray();
        octets += json.length();
    }

    @Benchmark
    public long jacksonBinding() throws JsonProcessingException {
        for (int left = DELIVERIES; left > 0; left -= BATCH * subscribers) {
            List<Event.Receipt> events = new ArrayList<>(BATCH);
            for (int i = 0; i < BATCH; i++) {
                events.add(Samples.delivered(++cursor, message));
            }
            for (int i = 0; i < subscribers; i++) {
                octets +=
                        jackson.writeValueAsBytes(events.stream().map(Bound::of).toList()).length;
            }
        }
        return octets;
    }

    @Benchmark
    public long bareCopy() {
        for (int left = DELIVERIES; left > 0; left -= BATCH) {
            for (int i = 0, at = 0; i < BATCH; i++, at += written.length) {
                System.arraycopy(written, 0, frame, at, written.length);
                octets += frame[at];
            }
        }
        return octets;
    }

    /** An event as a class that Jackson writes. */
    record Bound(
            String cursor,
            String type,
            String id,
            String message,
            String reference,
            String to,
            String from,
            String channel,
            String state,
            boolean isFinal,
            boolean late,
            int attempt,
            String at,
            String error,
            int segments) {
        static Bound of(Event.Receipt receipt) {
            String place = Long.toString(receipt.cursor(), 32);
            return new Bound(
                    "c" + place,
                    "receipt",
                    "e" + place,
                    MessageId.text(receipt.message()),
                    receipt.reference(),
                    receipt.to().text(),
                    receipt.from().text(),
                    receipt.channel(),
                    receipt.state().text(),
                    receipt.last(),
                    receipt.late(),
                    receipt.attempt(),
                    Instant.ofEpochMilli(receipt.atMillis()).toString(),
                    null,
                    receipt.segments());
        }
    }

    @TearDown
    public void close() throws IOException {
        subscriptions.forEach(EventSource.Subscription::close);
        store.close();
        WorkDirectory.delete(directory);
    }
}

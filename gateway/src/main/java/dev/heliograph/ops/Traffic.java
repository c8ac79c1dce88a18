package dev.heliograph.ops;

import dev.heliograph.admission.GateCounts;
import dev.heliograph.admission.Verdict;
import dev.heliograph.message.Door;
import dev.heliograph.message.Event;
import dev.heliograph.message.MessageState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What passes through the gateway: what the rooms count for themselves, and what is counted here. Every thread adds; nobody resets. */
public final class Traffic {
    private static final Duration LATENCY_MIN = Duration.ofNanos(50_000);
    private static final Duration LATENCY_MAX = Duration.ofSeconds(10);

    /** The console's percentiles look back this far. */
    private static final Duration LATENCY_WINDOW = Duration.ofSeconds(10);

    private static final double MEDIAN = 0.5;
    private static final double TAIL = 0.99;

    private final GateCounts gate;
    private final LongAdder[] receipts = new LongAdder[MessageState.values().length];
    private final LongAdder inbound;
    private final Timer acceptance;
    private volatile boolean sampleWanted = true;

    /** Acceptance in the last seconds, microseconds; null while nothing was accepted. */
    record Latency(@Nullable Long p50Micros, @Nullable Long p99Micros) {}

    public Traffic(MeterRegistry registry, GateCounts gate) {
        this.gate = gate;
        for (Door door : Door.values()) {
            for (Verdict verdict : Verdict.values()) {
                Tags tags = Tags.of("door", door.name().toLowerCase(Locale.ROOT), "verdict", verdict.text());
                count(registry, "heliograph.submissions", "Submissions judged", tags, gate.of(door, verdict));
            }
        }
        // Two states have one name, so one count.
        Map<String, LongAdder> byName = new HashMap<>();
        for (MessageState state : MessageState.values()) {
            receipts[state.ordinal()] = byName.computeIfAbsent(state.text(), name -> events(registry, name));
        }
        inbound = events(registry, "inbound");
        acceptance = Timer.builder("heliograph.acceptance")
                .description("From submission until it is on stable storage, of a sample")
                .publishPercentileHistogram()
                .publishPercentiles(MEDIAN, TAIL)
                .minimumExpectedValue(LATENCY_MIN)
                .maximumExpectedValue(LATENCY_MAX)
                .distributionStatisticExpiry(LATENCY_WINDOW)
                .register(registry);
    }

    /** Asks for the next acceptance to be timed, so that light traffic is not missed by the sample. */
    void wantSample() {
        sampleWanted = true;
    }

    /** @return whether this acceptance is the one that was asked for; two at the same moment may both be */
    boolean takesSample() {
        if (!sampleWanted) {
            return false;
        }
        sampleWanted = false;
        return true;
    }

    /** Notes how long an acceptance took. */
    void accepted(long nanos) {
        acceptance.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Counts an event that became durable. */
    public void told(Event event) {
        if (event instanceof Event.Receipt receipt) {
            receipts[receipt.state().ordinal()].increment();
        } else {
            inbound.increment();
        }
    }

    long accepted() {
        return judged(true);
    }

    long refused() {
        return judged(false);
    }

    private long judged(boolean accepted) {
        long sum = 0;
        for (Door door : Door.values()) {
            for (Verdict verdict : Verdict.values()) {
                sum += verdict.isAccepted() == accepted ? gate.of(door, verdict).sum() : 0;
            }
        }
        return sum;
    }

    Latency latency() {
        HistogramSnapshot snapshot = acceptance.takeSnapshot();
        Long p50 = null;
        Long p99 = null;
        for (ValueAtPercentile value : snapshot.percentileValues()) {
            double micros = value.value(TimeUnit.MICROSECONDS);
            if (micros > 0 && value.percentile() == MEDIAN) {
                p50 = Math.round(micros);
            } else if (micros > 0) {
                p99 = Math.round(micros);
            }
        }
        return new Latency(p50, p99);
    }

    private static LongAdder events(MeterRegistry registry, String told) {
        LongAdder adder = new LongAdder();
        count(registry, "heliograph.events", "Events written to account streams", Tags.of("event", told), adder);
        return adder;
    }

    private static void count(MeterRegistry registry, String name, String description, Tags tags, LongAdder adder) {
        FunctionCounter.builder(name, adder, LongAdder::sum)
                .description(description)
                .tags(tags)
                .register(registry);
    }
}

package dev.heliograph.boot;

import dev.heliograph.conversation.exchange.PeopleCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;

/** What the nodes tell each other of people, while there is Redis. Names are in OPERATIONS.md. */
final class PeopleMeters {
    private final MeterRegistry registry;

    PeopleMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void exchange(PeopleCounts counts) {
        count("written", "Notes on people written to the other nodes", counts.written);
        count("read", "Notes on people read, our own among them", counts.read);
        count("malformed", "Notes that could not be understood", counts.malformed);
        count("failures", "Times that Redis did not answer the exchange, or had lost notes", counts.failures);
        count("unread", "Pages of opt-outs that the disk could not tell another node", counts.unreadPages);
        count("dropped", "Who was back elsewhere and could not be set aside", counts.dropped);
        Gauge.builder("heliograph.people.open", counts, now -> now.isOpen() ? 1 : 0)
                .description("1 while it is exchanged with the other nodes who has left")
                .register(registry);
        Gauge.builder("heliograph.people.aside", counts, PeopleCounts::aside)
                .description("Who is back elsewhere and waits here for the disk")
                .register(registry);
    }

    private void count(String name, String description, LongAdder adder) {
        FunctionCounter.builder("heliograph.people." + name, adder, LongAdder::sum)
                .description(description)
                .register(registry);
    }
}

package dev.heliograph.boot;

import dev.heliograph.receipt.Correlator;
import dev.heliograph.receipt.ReceiptCounts;
import dev.heliograph.receipt.exchange.ExchangeCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** What became of receipts, by account at the provider. Names are in OPERATIONS.md. */
final class ReceiptMeters implements Consumer<Correlator> {
    private final MeterRegistry registry;

    ReceiptMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void accept(Correlator correlator) {
        Tags account = Tags.of("account", correlator.account());
        ReceiptCounts counts = correlator.counts();
        count("heliograph.receipts.final", "Messages that a receipt ended", account, counts.finals);
        count("heliograph.receipts.repeated", "Receipts that said what was known", account, counts.duplicates);
        count("heliograph.receipts.late", "Receipts that contradicted what was final", account, counts.late);
        count("heliograph.receipts.parked", "Receipts whose id was not known when they came", account, counts.parked);
        count(
                "heliograph.receipts.matched.later",
                "Parked receipts whose message was found on this node",
                account,
                counts.matchedLater);
        count("heliograph.receipts.offered", "Offers of parked receipts to the other nodes", account, counts.offered);
        count(
                "heliograph.receipts.taken.elsewhere",
                "Parked receipts that another node took over",
                account,
                counts.takenElsewhere);
        count(
                "heliograph.receipts.taken.here",
                "Receipts of this node's messages that another node had parked",
                account,
                counts.takenHere);
        count("heliograph.receipts.orphaned", "Parked receipts given up after 72 h", account, counts.orphans);
        count("heliograph.receipts.evicted", "Parked receipts that memory had no room for", account, counts.evicted);
        Gauge.builder("heliograph.receipts.parked.now", counts, ReceiptCounts::parkedNow)
                .description("Receipts that wait for their message")
                .tags(account)
                .register(registry);
    }

    /** Of the node, while it has Redis. */
    void exchange(ExchangeCounts counts) {
        Tags none = Tags.empty();
        count("heliograph.exchange.written", "Notes on receipts written to the other nodes", none, counts.written);
        count("heliograph.exchange.read", "Notes on receipts read, our own among them", none, counts.read);
        count("heliograph.exchange.malformed", "Notes that could not be understood", none, counts.malformed);
        count("heliograph.exchange.failures", "Times that Redis did not answer the exchange", none, counts.failures);
        Gauge.builder("heliograph.exchange.open", counts, now -> now.isOpen() ? 1 : 0)
                .description("1 while receipts are exchanged with the other nodes")
                .register(registry);
    }

    private void count(String name, String description, Tags tags, LongAdder adder) {
        FunctionCounter.builder(name, adder, LongAdder::sum)
                .description(description)
                .tags(tags)
                .register(registry);
    }
}

package dev.heliograph.boot;

import dev.heliograph.admission.Pressure;
import dev.heliograph.egress.receiver.ReceiverPumps;
import dev.heliograph.egress.webhook.WebhookPumps;
import dev.heliograph.ingress.mail.MailDoorCounts;
import dev.heliograph.ingress.pages.PageCounts;
import dev.heliograph.reach.Reach;
import dev.heliograph.store.StoreCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/** The node's figures that no channel owns: store, receivers, sockets, sessions, Redis, JVM. Names are in OPERATIONS.md. */
final class NodeMeters {
    private static final double NANOS = 1e9;

    private NodeMeters() {}

    /** @param pages null where there are no landing pages */
    static void pages(MeterRegistry registry, @Nullable PageCounts pages) {
        if (pages != null) {
            count(registry, "heliograph.pages.shown", "Landing pages shown", pages.shown);
            count(registry, "heliograph.pages.read", "Messages read on their page", pages.read);
            count(registry, "heliograph.pages.replies", "Replies that were tapped on pages", pages.replies);
            count(registry, "heliograph.pages.gone", "Pages asked for after their message had ended", pages.gone);
            count(registry, "heliograph.pages.unknown", "Links to pages that are none of ours", pages.unknown);
            count(registry, "heliograph.pages.relayed", "Requests for pages of other nodes, passed on", pages.relayed);
            count(registry, "heliograph.pages.unreached", "Those that no node answered", pages.unreached);
            count(
                    registry,
                    "heliograph.pages.refused",
                    "Requests refused after too many wrong links or replies",
                    pages.refused);
        }
    }

    /** @param mail null where there is no door for mail */
    static void mail(MeterRegistry registry, @Nullable MailDoorCounts mail) {
        if (mail != null) {
            count(registry, "heliograph.mail.taken", "Mails that came back and are taken", mail.taken);
            count(registry, "heliograph.mail.unknown", "Recipients of mail that are none of ours", mail.unknown);
            count(registry, "heliograph.mail.refused", "Mails that were too large or could not be read", mail.refused);
            count(
                    registry,
                    "heliograph.mail.late",
                    "Mails to come again, because they were not stored in time",
                    mail.late);
            count(registry, "heliograph.mail.turned.away", "Connections for mail beyond the bounds", mail.turnedAway);
        }
    }

    /** @param collections listens to the process's collectors until it is closed, and holds on to all that is registered so long */
    static void register(MeterRegistry registry, JvmGcMetrics collections, Core core, Doors doors, Lanes lanes) {
        StoreCounts store = core.store().counts();
        count(registry, "heliograph.store.batches", "Batches written and synced", store.batches());
        count(
                registry,
                "heliograph.store.commands",
                "Commands applied; divided by batches, the size of a batch",
                store.commands());
        count(registry, "heliograph.store.records", "Records written", store.records());
        count(registry, "heliograph.store.octets", "Octets written to the log", store.octets());
        count(
                registry,
                "heliograph.store.refused.full",
                "Acceptances refused because the disk is nearly full",
                store.refusedFull());
        reach(registry, core.reach());
        count(registry, "heliograph.store.damaged", "Records that could not be read", store.damagedRecords());
        count(
                registry,
                "heliograph.store.reads.failed",
                "Reads that the disk did not answer, tried again",
                store.readFailures());
        count(
                registry,
                "heliograph.store.overtaken",
                "Changes of messages that had ended before, without effect",
                store.overtaken());
        count(
                registry,
                "heliograph.store.parked.evicted",
                "Parked receipts dropped, the oldest first, because a million were parked",
                store.parkedEvicted());
        count(registry, "heliograph.store.calls.failed", "Answers that nobody could be given", store.failedCalls());
        gauge(
                registry,
                "heliograph.people.opted.out",
                "Opt-outs in memory",
                () -> core.people().optOuts().size());
        gauge(
                registry,
                "heliograph.people.windows",
                "People in memory whose last message is known, on channels that make a difference of it",
                () -> core.people().windows().size());
        gauge(
                registry,
                "heliograph.people.conversations",
                "Conversations in memory",
                () -> core.people().conversations().size());
        gauge(
                registry,
                "heliograph.store.disk.full",
                "1 while nothing is accepted because of the disk",
                () -> core.store().isDiskFull() ? 1 : 0);
        FunctionCounter.builder("heliograph.inbound.unowned", lanes, Lanes::unowned)
                .description("Messages from people to numbers that no account owns")
                .register(registry);
        gauge(
                registry,
                "heliograph.store.queue",
                "Commands waiting for the writer",
                () -> core.store().queueDepth());
        Syncs syncs = new Syncs(store.syncNanos());
        gauge(
                registry,
                "heliograph.store.sync.p50.seconds",
                "Write and sync of a batch since the last scrape, median",
                syncs::median);
        gauge(
                registry,
                "heliograph.store.sync.p99.seconds",
                "Write and sync of a batch since the last scrape, 99 %",
                syncs::tail);
        pressure(registry, core.gate().pressure());
        ReceiverPumps pumps = doors.pumps();
        if (pumps != null) {
            count(registry, "heliograph.delivers.taken", "Events that ESMEs took", pumps.counts().taken);
            count(registry, "heliograph.delivers.repeated", "Deliveries sent again", pumps.counts().repeated);
            count(
                    registry,
                    "heliograph.delivers.refused",
                    "Events that ESMEs refused for good",
                    pumps.counts().refused);
            count(
                    registry,
                    "heliograph.delivers.unsayable",
                    "Events given up because no deliver_sm can be made of them",
                    pumps.counts().unencodable);
            count(
                    registry,
                    "heliograph.delivers.quarantined",
                    "Events given up because they broke the code that tells them",
                    pumps.counts().quarantined);
        }
        WebhookPumps webhooks = doors.webhooks();
        if (webhooks != null) {
            count(registry, "heliograph.webhooks.taken", "Events that endpoints took", webhooks.counts().taken);
            count(
                    registry,
                    "heliograph.webhooks.failed",
                    "Requests to endpoints that failed",
                    webhooks.counts().failed);
            count(registry, "heliograph.webhooks.dead", "Events given up after the last try", webhooks.counts().dead);
        }
        count(
                registry,
                "heliograph.events.missed",
                "Events cleaned away before the consumer that they were kept for read them",
                core.streams().missed());
        gauge(
                registry,
                "heliograph.smpp.sessions",
                "Bound sessions",
                () -> doors.sessions().size());
        gauge(
                registry,
                "heliograph.websockets",
                "Open event sockets",
                () -> doors.sockets().size());
        gauge(
                registry,
                "heliograph.redis.local",
                "Channels on this node's share because Redis does not answer",
                lanes::onLocalShare);
        gauge(
                registry,
                "heliograph.clock.offset.seconds",
                "How far the system's clock is ahead of the gateway's, which follows it at 1 %",
                () -> core.wallMillis().offsetMillis() / 1e3);
        jvm(registry, collections);
    }

    private static void reach(MeterRegistry registry, Reach reach) {
        gauge(registry, "heliograph.reach.remembered", "Recipients in memory", reach::remembered);
        count(registry, "heliograph.reach.learned", "News of recipients", reach.counts().learned);
        count(
                registry,
                "heliograph.reach.missed",
                "Things seen of recipients that were not looked at, because too much waited",
                reach.counts().missed);
        count(registry, "heliograph.reach.read", "Recipients read from disk", reach.counts().read);
        count(registry, "heliograph.reach.written", "Recipients written", reach.counts().written);
    }

    private static void pressure(MeterRegistry registry, Pressure pressure) {
        gauge(registry, "heliograph.pressure", "How full the node is: 0 idle, 1 full", pressure::value);
        gauge(
                registry,
                "heliograph.pressure.waiting",
                "Acceptances that the store has not answered",
                pressure::waiting);
        gauge(registry, "heliograph.pressure.octets", "Octets of submissions in memory", pressure::octets);
        gauge(
                registry,
                "heliograph.pressure.shedding",
                "What is refused so that event loops stay in time: 0 nothing, 1 campaigns, 2 transactional too, 3 all",
                pressure::shedding);
        count(registry, "heliograph.pressure.pauses", "Sockets not read for a moment", pressure.pauses());
    }

    private static void jvm(MeterRegistry registry, JvmGcMetrics collections) {
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        collections.bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    private static void count(MeterRegistry registry, String name, String description, LongAdder adder) {
        FunctionCounter.builder(name, adder, LongAdder::sum)
                .description(description)
                .register(registry);
    }

    private static void gauge(
            MeterRegistry registry, String name, String description, java.util.function.Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    /** How long syncs took between two scrapes. Median and tail are asked for one after the other, on the scraper's thread. */
    private static final class Syncs {
        private final Recorder recorder;
        private Histogram interval;

        Syncs(Recorder recorder) {
            this.recorder = recorder;
            this.interval = recorder.getIntervalHistogram();
        }

        synchronized double median() {
            interval = recorder.getIntervalHistogram(interval);
            return interval.getValueAtPercentile(50) / NANOS;
        }

        synchronized double tail() {
            return interval.getValueAtPercentile(99) / NANOS;
        }
    }
}

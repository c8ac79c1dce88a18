package dev.heliograph.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Channels as metrics. Lanes belong to their event loops, so their figures are asked for at each scrape and shown from here; touched by the verticle's loop only. */
final class ChannelMeters {
    private final MeterRegistry registry;
    private final Map<String, ChannelView> views = new ConcurrentHashMap<>();
    private final Set<Tags> counted = new HashSet<>();
    private final List<Gauge> gauges;

    private record Gauge(MultiGauge meter, ToDoubleFunction<ChannelView> value) {}

    ChannelMeters(MeterRegistry registry) {
        this.registry = registry;
        this.gauges = List.of(
                gauge("heliograph.channel.sessions.up", "Connections in working order", ChannelView::sessionsUp),
                gauge("heliograph.channel.sessions.max", "Connections that should be up", ChannelView::sessionsMax),
                gauge("heliograph.channel.in.flight", "Provider requests without an answer", ChannelView::inFlight),
                gauge(
                        "heliograph.channel.credit",
                        "Provider requests that the channel would take now",
                        ChannelView::credit),
                gauge("heliograph.channel.rate", "Provider requests a second allowed", ChannelView::ratePerSecond),
                gauge(
                        "heliograph.channel.share",
                        "Share of the rate in use, below 1 while throttled",
                        ChannelView::share),
                gauge("heliograph.channel.paused", "1 while an operator holds it back", view -> view.paused() ? 1 : 0),
                gauge("heliograph.lane.queued", "Messages waiting in memory", ChannelView::queued),
                gauge("heliograph.lane.waiting", "Messages waiting, in memory or on disk", ChannelView::waiting));
    }

    private Gauge gauge(String name, String description, ToDoubleFunction<ChannelView> value) {
        return new Gauge(MultiGauge.builder(name).description(description).register(registry), value);
    }

    void update(List<ChannelView> channels) {
        views.keySet().retainAll(channels.stream().map(ChannelView::id).collect(Collectors.toSet()));
        channels.forEach(view -> views.put(view.id(), view));
        for (Gauge gauge : gauges) {
            gauge.meter.register(
                    channels.stream()
                            .map(view -> MultiGauge.Row.of(tags(view), gauge.value.applyAsDouble(view)))
                            .collect(Collectors.toList()),
                    true);
        }
        for (ChannelView view : channels) {
            count("heliograph.sent", "Messages that the provider took", view, tags(view), ChannelView::sent);
            count("heliograph.receipts", "Receipts that came in", view, tags(view), ChannelView::receipts);
            count(
                    "heliograph.possible.duplicates",
                    "Messages sent again although the provider may have taken them",
                    view,
                    tags(view),
                    ChannelView::possibleDuplicates);
            count(
                    "heliograph.expired",
                    "Messages whose validity ended before anybody took them",
                    view,
                    tags(view),
                    ChannelView::expired);
            count(
                    "heliograph.unreported",
                    "Messages that ended unknown because no receipt came",
                    view,
                    tags(view),
                    ChannelView::unreported);
            count(
                    "heliograph.quarantined",
                    "Messages given up because handling them failed again and again",
                    view,
                    tags(view),
                    ChannelView::quarantined);
            for (String name : view.counters().keySet()) {
                count(
                        "heliograph." + name,
                        "Of a channel; see the manual",
                        view,
                        tags(view),
                        now -> now.counters().getOrDefault(name, 0L));
            }
            for (String failure : view.failures().keySet()) {
                count(
                        "heliograph.failed",
                        "Submissions that the provider did not take, by failure class",
                        view,
                        tags(view).and("failure", failure),
                        now -> now.failures().getOrDefault(failure, 0L));
            }
        }
    }

    private static Tags tags(ChannelView view) {
        return Tags.of("channel", view.id(), "kind", view.kind());
    }

    private void count(
            String name, String description, ChannelView view, Tags tags, ToDoubleFunction<ChannelView> value) {
        if (!counted.add(tags.and("name", name))) {
            return;
        }
        String id = view.id();
        FunctionCounter.builder(name, views, all -> {
                    ChannelView now = all.get(id);
                    return now == null ? 0 : value.applyAsDouble(now);
                })
                .description(description)
                .tags(tags)
                .register(registry);
    }
}

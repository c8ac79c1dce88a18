package dev.heliograph.ops;

import dev.heliograph.egress.webhook.WebhookStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Webhooks as metrics, asked for at each scrape like channels; touched by the verticle's loop only. */
final class WebhookMeters {
    private record Gauge(MultiGauge meter, ToDoubleFunction<WebhookStatus> value) {}

    private final List<Gauge> gauges;

    WebhookMeters(MeterRegistry registry) {
        gauges = List.of(
                gauge(registry, "heliograph.webhook.behind", "Events not taken yet", WebhookStatus::behind),
                gauge(registry, "heliograph.webhook.aside", "Refused events, tried again later", WebhookStatus::aside),
                gauge(registry, "heliograph.webhook.dead.kept", "Events given up and remembered", WebhookStatus::dead),
                gauge(registry, "heliograph.webhook.in.flight", "Requests without an answer", WebhookStatus::inFlight),
                gauge(registry, "heliograph.webhook.down", "1 while failing or disabled", WebhookMeters::down));
    }

    private static Gauge gauge(
            MeterRegistry registry, String name, String description, ToDoubleFunction<WebhookStatus> value) {
        return new Gauge(MultiGauge.builder(name).description(description).register(registry), value);
    }

    private static double down(WebhookStatus webhook) {
        return webhook.state().equals("failing") || webhook.state().equals("disabled") ? 1 : 0;
    }

    void update(List<WebhookStatus> webhooks) {
        for (Gauge gauge : gauges) {
            gauge.meter.register(
                    webhooks.stream()
                            .map(webhook -> MultiGauge.Row.of(
                                    Tags.of("account", webhook.account(), "webhook", webhook.name()),
                                    gauge.value.applyAsDouble(webhook)))
                            .collect(Collectors.toList()),
                    true);
        }
    }
}

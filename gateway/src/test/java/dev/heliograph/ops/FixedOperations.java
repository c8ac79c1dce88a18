package dev.heliograph.ops;

import dev.heliograph.throttle.Rate;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A gateway as the operations door sees it, with one channel, whose answers a test chooses. */
final class FixedOperations implements Operations {
    volatile List<String> notReady = List.of();
    volatile List<String> warnings = List.of();
    volatile ReloadReport report = new ReloadReport(true, "all in force", List.of(), List.of());
    volatile ChannelView channel = view(new Rate(100, 10), false);
    final List<ChannelChange> changes = new ArrayList<>();

    static ChannelView view(Rate rate, boolean paused) {
        return new ChannelView(
                "sms-main",
                "smpp",
                1,
                2,
                3,
                97,
                100,
                rate.perSecond(),
                rate.burst(),
                1,
                paused,
                4,
                5,
                6,
                7,
                Map.of("throttled", 7L),
                1,
                2,
                3,
                4,
                8,
                Map.of("lane.retried", 9L),
                null);
    }

    @Override
    public String node() {
        return "gw-1";
    }

    @Override
    public double pressure() {
        return 0.25;
    }

    @Override
    public long uptimeMillis() {
        return 1_000;
    }

    @Override
    public Readiness readiness() {
        return new Readiness(notReady, warnings);
    }

    @Override
    public Future<List<ChannelView>> channels() {
        return Future.succeededFuture(List.of(channel));
    }

    @Override
    public Future<ChannelView> change(String id, ChannelChange change) {
        if (!id.equals("sms-main")) {
            return Future.succeededFuture(null);
        }
        changes.add(change);
        try {
            Rate rate = change.applyTo(new Rate(channel.ratePerSecond(), channel.burst()));
            channel = view(rate, change.paused() == null ? channel.paused() : change.paused());
            return Future.succeededFuture(channel);
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(e);
        }
    }

    @Override
    public List<AccountView> accounts() {
        return List.of(new AccountView("demo", "demo", 1, 20, 1, null, List.of("12345")));
    }

    @Override
    public Future<List<SessionView>> sessions(int limit) {
        return Future.succeededFuture(
                List.of(new SessionView("demo", "transceiver", "3.4", "127.0.0.1:4000", 0, 100, 1, 2)));
    }

    @Override
    public Future<List<ReceiptsView>> receipts(int limit) {
        return Future.succeededFuture(List.of(new ReceiptsView(
                "gw@smsc:2775",
                1,
                60,
                List.of(new ReceiptsView.Entry("4711", "sms-main", "delivered", 1_790_000_000_000L)),
                List.of())));
    }

    @Override
    public int sessionCount() {
        return 1;
    }

    @Override
    public dev.heliograph.egress.webhook.WebhookPumps webhooks() {
        return null;
    }

    @Override
    public Future<ReloadReport> reload() {
        return Future.succeededFuture(report);
    }
}

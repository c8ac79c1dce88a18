package dev.heliograph.boot;

import dev.heliograph.admission.Account;
import dev.heliograph.boot.config.Configuration;
import dev.heliograph.channel.Failure;
import dev.heliograph.dispatch.Lane;
import dev.heliograph.dispatch.LaneCounts;
import dev.heliograph.dispatch.LaneStatus;
import dev.heliograph.egress.webhook.WebhookPumps;
import dev.heliograph.ingress.smpp.SessionSnapshot;
import dev.heliograph.ops.AccountView;
import dev.heliograph.ops.ChannelChange;
import dev.heliograph.ops.ChannelView;
import dev.heliograph.ops.Operations;
import dev.heliograph.ops.Readiness;
import dev.heliograph.ops.ReceiptsView;
import dev.heliograph.ops.ReloadReport;
import dev.heliograph.ops.SessionView;
import dev.heliograph.receipt.Correlator;
import dev.heliograph.receipt.ParkedView;
import dev.heliograph.store.ParkedReceipt;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the operations door is told of this gateway. */
final class NodeOperations implements Operations {
    private final Core core;
    private final Doors doors;
    private final Reloading reloading;
    private final Supplier<Readiness> health;
    private final long startedNanos;

    NodeOperations(Core core, Doors doors, Reloading reloading, Supplier<Readiness> health, long startedNanos) {
        this.core = core;
        this.doors = doors;
        this.reloading = reloading;
        this.health = health;
        this.startedNanos = startedNanos;
    }

    @Override
    public String node() {
        return configuration().node().text();
    }

    private Configuration configuration() {
        return reloading.current();
    }

    @Override
    public long uptimeMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
    }

    @Override
    public Readiness readiness() {
        return health.get();
    }

    @Override
    public double pressure() {
        return core.gate().pressure().value();
    }

    @Override
    public Future<List<ChannelView>> channels() {
        Map<String, Integer> order = new HashMap<>();
        configuration().channels().forEach(channel -> order.put(channel.id(), order.size()));
        return core.dispatcher().statuses().map(statuses -> {
            List<ChannelView> views = new ArrayList<>();
            statuses.forEach(status -> views.add(view(status)));
            views.sort(Comparator.comparingInt(view -> order.getOrDefault(view.id(), Integer.MAX_VALUE)));
            return views;
        });
    }

    @Override
    public Future<@Nullable ChannelView> change(String channel, ChannelChange change) {
        return core.dispatcher().statuses().compose(statuses -> {
            LaneStatus now = statuses.stream()
                    .filter(status -> status.channel().equals(channel))
                    .findFirst()
                    .orElse(null);
            if (now == null) {
                return Future.succeededFuture(null);
            }
            return core.dispatcher()
                    .change(channel, change.applyTo(now.rate()), change.paused())
                    .map(after -> after == null ? null : view(after));
        });
    }

    private ChannelView view(LaneStatus status) {
        Lane lane = Objects.requireNonNull(core.dispatcher().lane(status.channel()), "lanes are never taken away");
        LaneCounts counts = lane.counts();
        Map<String, Long> failures = new TreeMap<>();
        Map<String, Long> counters = new TreeMap<>();
        counts.byName().forEach((name, count) -> counters.put(name, count.sum()));
        lane.channel().counters().forEach((name, count) -> counters.put(name, count.sum()));
        for (Failure failure : Failure.values()) {
            long count = counts.failures(failure).sum();
            if (count > 0) {
                failures.put(failure.text(), count);
            }
        }
        return new ChannelView(
                status.channel(),
                status.kind(),
                status.health().sessionsUp(),
                status.health().sessionsMax(),
                status.health().inFlight(),
                status.credit(),
                status.creditMax(),
                status.rate().perSecond(),
                status.rate().burst(),
                status.share(),
                status.paused(),
                status.held(),
                status.backlog(),
                counts.sent.sum(),
                failures.values().stream().mapToLong(Long::longValue).sum(),
                failures,
                counts.possibleDuplicates.sum(),
                counts.expired.sum(),
                counts.unreported.sum(),
                counts.quarantined.sum(),
                lane.correlator().received().sum(),
                counters,
                status.health().lastError());
    }

    @Override
    public List<AccountView> accounts() {
        Map<String, Integer> binds = new HashMap<>();
        doors.sessions().snapshot().forEach(session -> binds.merge(session.account(), 1, Integer::sum));
        List<AccountView> views = new ArrayList<>();
        for (Account account : core.accounts().all()) {
            views.add(new AccountView(
                    account.name(),
                    account.smpp() == null ? null : account.smpp().systemId(),
                    binds.getOrDefault(account.name(), 0),
                    account.smpp() == null ? 0 : account.smpp().bindsMax(),
                    account.apiKeyHashes().size(),
                    account.rate() == null ? null : account.rate().perSecond(),
                    account.numbers()));
        }
        views.sort(Comparator.comparing(AccountView::name));
        return views;
    }

    @Override
    public Future<List<SessionView>> sessions(int limit) {
        List<SessionSnapshot> all = doors.sessions().snapshot();
        List<SessionView> views = new ArrayList<>();
        for (SessionSnapshot session : all.subList(Math.max(0, all.size() - limit), all.size())) {
            views.add(new SessionView(
                    session.account(),
                    session.kind().name().toLowerCase(Locale.ROOT),
                    (session.version() >> 4) + "." + (session.version() & 0xF),
                    session.remote(),
                    session.deliverWindowUsed(),
                    session.windowMax(),
                    session.accepted(),
                    session.delivered()));
        }
        return Future.succeededFuture(views);
    }

    @Override
    public Future<List<ReceiptsView>> receipts(int limit) {
        List<Future<ReceiptsView>> asked = new ArrayList<>();
        for (Correlator correlator : core.correlators().all()) {
            Promise<ReceiptsView> answer = Promise.promise();
            correlator
                    .owner()
                    .execute(() -> answer.complete(view(correlator.parking().view(limit))));
            asked.add(answer.future());
        }
        return Future.join(asked).map(all -> {
            List<ReceiptsView> views = new ArrayList<>(all.list());
            views.sort(Comparator.comparing(ReceiptsView::account));
            return views;
        });
    }

    private ReceiptsView view(ParkedView parked) {
        long since = parked.oldestReceivedAtMillis();
        long now = core.wallMillis().getAsLong();
        return new ReceiptsView(
                parked.account(),
                parked.waiting(),
                since == 0 ? 0 : TimeUnit.MILLISECONDS.toSeconds(now - since),
                entries(parked.newest()),
                entries(parked.orphans()));
    }

    private static List<ReceiptsView.Entry> entries(List<ParkedReceipt> receipts) {
        return receipts.stream()
                .map(one -> new ReceiptsView.Entry(
                        one.providerId(), one.channel(), one.state().text(), one.receivedAtMillis()))
                .toList();
    }

    @Override
    public int sessionCount() {
        return doors.sessions().size();
    }

    @Override
    public @Nullable WebhookPumps webhooks() {
        return doors.webhooks();
    }

    @Override
    public Future<ReloadReport> reload() {
        return reloading.reload();
    }
}

package dev.heliograph.throttle;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** What {@code lease.lua} does, in virtual time, for one bucket; with a network that can fail. RedisLeasesIT checks the script itself. */
public final class SimulatedRedis {
    /** How it is to be talked to. */
    public enum Health {
        ANSWERS,
        REFUSES,
        HANGS
    }

    private static final double ASKING_MICROS = 500_000;

    private final LongSupplier time;
    private final Scheduler scheduler;
    private final long expiryMicros;
    private final Map<String, Double> alive = new HashMap<>();
    private final Map<String, Double> asking = new HashMap<>();

    Health health = Health.ANSWERS;
    long latencyNanos = VirtualTime.MILLI / 2;
    int calls;
    private double spent = Double.NaN;
    private double spentRate;

    SimulatedRedis(VirtualTime time, RedisConfig config) {
        this(time, time, config);
    }

    /** @param scheduler of the world that it is in, not of one of its clients */
    public SimulatedRedis(LongSupplier time, Scheduler scheduler, RedisConfig config) {
        this.time = time;
        this.scheduler = scheduler;
        this.expiryMicros = config.nodeExpiryMillis() * 1_000L;
    }

    LeaseSource from(String node) {
        return request -> lease(node, request);
    }

    public void health(Health now) {
        health = now;
    }

    /** @return the bucket of one node, whose loop hears no answers any more when its process has ended */
    public <L extends Executor & Scheduler> RedisTokenBucket bucket(
            String node, Rate rate, RedisConfig config, L loop, LongSupplier clock) {
        LeaseSource leases = from(node);
        LeaseSource heard = request -> {
            Promise<LeaseGrant> answer = Promise.promise();
            leases.lease(request).onComplete(grant -> loop.execute(() -> answer.handle(grant)));
            return answer.future();
        };
        return new RedisTokenBucket("bucket", rate, config, heard, loop, clock).start();
    }

    public void flushAll() {
        spent = Double.NaN;
        alive.clear();
        asking.clear();
    }

    int nodesAlive() {
        return alive.size();
    }

    private Future<LeaseGrant> lease(String node, LeaseRequest request) {
        calls++;
        if (health == Health.REFUSES) {
            return Future.failedFuture("connection refused");
        }
        Promise<LeaseGrant> answer = Promise.promise();
        scheduler.after(
                latencyNanos / 2,
                () -> whenItAnswers(() -> {
                    LeaseGrant grant = script(node, request);
                    scheduler.after(latencyNanos / 2, () -> answer.complete(grant));
                }));
        return answer.future();
    }

    private void whenItAnswers(Runnable task) {
        if (health == Health.ANSWERS) {
            task.run();
        } else {
            scheduler.after(10 * VirtualTime.MILLI, () -> whenItAnswers(task));
        }
    }

    private LeaseGrant script(String node, LeaseRequest request) {
        double now = time.getAsLong() / 1e3;
        double interval = 1e6 / request.rate().perSecond();
        alive.put(node, now);
        alive.values().removeIf(at -> at < now - expiryMicros);
        if (request.leaving()) {
            alive.remove(node);
        }
        if (request.wanted() > 0) {
            asking.put(node, now);
            asking.values().removeIf(at -> at < now - ASKING_MICROS);
        }
        if (Double.isNaN(spent)) {
            spent = now - interval;
        } else if (spentRate != request.rate().perSecond()) {
            spent = now - (now - spent) * spentRate * interval / 1e6;
        }
        spentRate = request.rate().perSecond();
        spent = Math.max(
                spent - Math.max(0, request.returned()) * interval,
                now - request.rate().burst() * interval);
        spent -= Math.min(0, request.returned()) * interval;
        return request.wanted() == 0 ? new LeaseGrant(0, 0, 0, 0, alive.size()) : grant(request, now, interval);
    }

    private LeaseGrant grant(LeaseRequest request, double now, double interval) {
        double ahead = spent - now;
        double aheadMax = 2 * request.leaseMicros() + asking.size() * interval;
        if (ahead > aheadMax) {
            return new LeaseGrant(0, 0, 0, (long) Math.ceil(ahead - aheadMax), alive.size());
        }
        long held = Math.max(0, (long) Math.floor(-ahead / interval));
        long fair = (long) Math.floor(request.leaseMicros() / interval / asking.size());
        long granted = Math.min(request.wanted(), Math.max(Math.max(1, request.need()), Math.max(held, fair)));
        long ready = Math.min(granted, held);
        double from = Math.max(0, spent + ready * interval - now);
        spent += granted * interval;
        double until = Math.max(0, spent - now);
        return new LeaseGrant(ready, granted - ready, (long) Math.ceil(from), (long) Math.ceil(until), alive.size());
    }
}

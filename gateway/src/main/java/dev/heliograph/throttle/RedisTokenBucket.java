package dev.heliograph.throttle;

import io.vertx.core.AsyncResult;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One rate for several nodes: permits are leased from Redis ahead of need and spent here without asking.
 *
 * <p>A node leases about {@code leaseMillis} of its own demand, no more, and asks when a quarter of that is left, so the lane
 * does not wait for Redis while traffic is steady. With more nodes leases grow, so that all together call Redis about {@value
 * #CALLS_PER_SECOND_MAX} times a second for one bucket. Permits nobody needed for {@value #SWEEP_MILLIS} ms are given back.
 *
 * <p>When a call fails or is not answered by its deadline, the bucket grants {@value #LOCAL_SHARE} of its even share of the rate,
 * starting from nothing, until an answer comes. In any span of {@code t} seconds all nodes together grant at most {@code rate * t
 * + burst + nodes * lease} permits, also over a failover or the loss of Redis' memory, as long as they fail together and know how
 * many they are. A lease is at most {@code leaseMillis} of the whole rate, or one message.
 *
 * <p>Owned by one event loop: every method, and every answer, on that one. A demand beyond what is leased waits until all of it
 * has been leased.
 */
public final class RedisTokenBucket implements TokenBucket {
    private static final long SWEEP_MILLIS = 250;
    private static final int CALLS_PER_SECOND_MAX = 200;
    private static final double LOCAL_SHARE = 0.9;

    private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(SWEEP_MILLIS);
    /** A node asks for more when so much of a lease is left: the time that an answer may take. */
    private static final double LOW = 0.25;

    private static final long LEASE_NANOS_PER_NODE =
            (long) (TimeUnit.SECONDS.toNanos(1) / (CALLS_PER_SECOND_MAX * (1 - LOW)));
    /** A node says it is alive this many times before the others would forget it. */
    private static final int HEARTBEATS_PER_EXPIRY = 3;

    private final String name;
    private final LeaseSource leases;
    private final Scheduler scheduler;
    private final LongSupplier clock;
    private final long deadlineNanos;
    private final long leaseNanosMin;
    private final long heartbeatNanos;
    private final long probeNanos;

    private final LeaseBook book = new LeaseBook();
    private final Demand demand;
    private final Breaker breaker;
    private final NodeCount nodes;

    private Rate rate;
    private Runnable wake = () -> {};
    /** The local share, while Redis is away. */
    private @Nullable OwnedTokenBucket local;

    /** Permits of the demand refused last, 0 when none waits. */
    private long need;

    private long waitingUntil;
    /** Ask for more when no more than this is left. */
    private long lowWater = 1;
    /** Permits to give back with the next call. */
    private long returned;
    /** Somebody asked for permits since the last sweep. */
    private boolean touched;

    /** Permits spent from the local share that Redis has not been told of. */
    private long unleased;

    private boolean inFlight;
    private boolean calling;
    private boolean closed;
    private long calls;
    private long calledAt;
    private long askAt;

    RedisTokenBucket(
            String name, Rate rate, RedisConfig config, LeaseSource leases, Scheduler scheduler, LongSupplier clock) {
        long now = clock.getAsLong();
        this.name = name;
        this.rate = rate;
        this.leases = leases;
        this.scheduler = scheduler;
        this.clock = clock;
        this.deadlineNanos = TimeUnit.MILLISECONDS.toNanos(config.deadlineMillis());
        this.leaseNanosMin = TimeUnit.MILLISECONDS.toNanos(config.leaseMillis());
        long expiryNanos = TimeUnit.MILLISECONDS.toNanos(config.nodeExpiryMillis());
        this.heartbeatNanos = expiryNanos / HEARTBEATS_PER_EXPIRY;
        this.demand = new Demand(now);
        this.probeNanos = TimeUnit.MILLISECONDS.toNanos(config.probeMillis());
        this.breaker = new Breaker(config.failuresMax(), leaseNanosMin, probeNanos);
        this.nodes = new NodeCount(config.nodesAssumed(), expiryNanos, now);
        this.calledAt = now - heartbeatNanos;
        this.askAt = now;
    }

    /** Joins the nodes that share this bucket. */
    RedisTokenBucket start() {
        scheduler.after(0, this::sweep);
        return this;
    }

    @Override
    public long tryAcquire(long permits, long nowNanos) {
        TokenBucket.check(permits);
        touched = true;
        long wait = book.take(permits, nowNanos);
        if (wait != 0 && local != null) {
            wait = Math.min(wait, local.tryAcquire(permits, nowNanos));
            unleased += wait == 0 ? permits : 0;
        }
        if (wait == 0) {
            demand.spend(permits);
            need = 0;
        } else {
            demand.starve();
            need = permits;
        }
        if (isLow(wait, nowNanos)) {
            ask(nowNanos);
        }
        return wait == 0 ? 0 : promise(wait, nowNanos);
    }

    private boolean isLow(long wait, long now) {
        long dueIn = book.dueInNanos(now);
        return wait == LeaseBook.NEVER || (dueIn > 0 ? dueIn <= lowNanos() : book.holding() <= lowWater);
    }

    /** The wait to tell: until the permits are due, or something is known of the call that is to bring them. */
    private long promise(long wait, long now) {
        long news = inFlight ? calledAt + deadlineNanos - now : askAt - now;
        long told = wait == LeaseBook.NEVER ? news : wait;
        told = Math.min(Math.max(1, told), WAIT_NANOS_MAX);
        waitingUntil = now + told;
        return told;
    }

    @Override
    public void giveBack(long permits) {
        TokenBucket.check(permits);
        book.giveBack(permits);
    }

    @Override
    public Rate rate() {
        return rate;
    }

    @Override
    public void updateRate(Rate rate, long nowNanos) {
        this.rate = rate;
        // Promises were dated by the old rate.
        returned += book.dropPromised();
        if (local != null) {
            local.updateRate(share(), nowNanos);
        }
    }

    @Override
    public void onAvailable(Runnable wake) {
        this.wake = wake;
    }

    /** Whether permits come from the local share because Redis does not answer. */
    public boolean isLocal() {
        return local != null;
    }

    /** With how many nodes the rate is shared, this one included. */
    public int nodes() {
        return nodes.get();
    }

    /** Calls made to Redis so far. */
    public long calls() {
        return calls;
    }

    /** Gives everything back and leaves. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            leave(returned + book.holding());
        }
    }

    private void leave(long permits) {
        calls++;
        leases.lease(new LeaseRequest(name, rate, 0, 0, permits, leaseNanos() / 1_000, true));
    }

    private long leaseNanos() {
        return Math.max(leaseNanosMin, nodes.get() * LEASE_NANOS_PER_NODE);
    }

    private long lowNanos() {
        return (long) (leaseNanos() * LOW);
    }

    private Rate share() {
        double perSecond = Math.max(Rate.PER_SECOND_MIN, LOCAL_SHARE * rate.perSecond() / nodes.get());
        return new Rate(perSecond, Math.max(1, (long) Math.ceil(perSecond * leaseNanos() / 1e9)));
    }

    private void ask(long now) {
        if (inFlight || now - askAt < 0) {
            return;
        }
        estimate(now);
        long missing = Math.max(0, need - book.holding());
        // What is held counts: a node whose lane stands still never has more than a lease in hand.
        long wanted = Math.max(missing, demand.during(leaseNanos()) - book.holding());
        if (wanted > 0) {
            call(wanted, missing, now);
        }
    }

    private void estimate(long now) {
        demand.observe(now, rate, leaseNanos());
        lowWater = demand.during(lowNanos());
    }

    private void call(long wanted, long needed, long now) {
        long id = ++calls;
        inFlight = true;
        calledAt = now;
        askAt = now + leaseNanos() / 4;
        var request = new LeaseRequest(name, rate, wanted, needed, returned - charge(), leaseNanos() / 1_000, false);
        returned = 0;
        scheduler.after(deadlineNanos, () -> {
            if (inFlight && id == calls) {
                failed();
            }
        });
        calling = true;
        leases.lease(request).onComplete(answer -> answered(id, wanted, answer));
        calling = false;
    }

    /**
     * What to tell Redis of the permits it did not lease: those of the last probe interval, in which other nodes may have
     * been back already. Charging the whole outage would pay for time in which nobody else spent.
     */
    private long charge() {
        return Math.min(unleased, (long) (share().perSecond() * probeNanos / 1e9));
    }

    private void answered(long id, long wanted, AsyncResult<LeaseGrant> answer) {
        boolean late = !inFlight || id != calls;
        if (answer.failed()) {
            if (!late) {
                failed();
            }
            return;
        }
        LeaseGrant grant = answer.result();
        if (closed) {
            leave(grant.permits());
            return;
        }
        long now = clock.getAsLong();
        nodes.report(grant.nodes(), now);
        if (late) {
            // The local share has been spent in its place.
            returned += grant.permits();
            return;
        }
        inFlight = false;
        breaker.answered();
        local = null;
        unleased = 0;
        book.add(grant, now);
        if (wanted > 0 && grant.permits() == 0) {
            askAt = now + TimeUnit.MICROSECONDS.toNanos(grant.untilMicros());
        }
        wakeTheWaiting();
    }

    private void failed() {
        inFlight = false;
        if (closed) {
            return;
        }
        long now = clock.getAsLong();
        askAt = now + breaker.failed();
        if (local == null) {
            local = OwnedTokenBucket.empty(share(), now);
        }
        wakeTheWaiting();
    }

    /** Not from within a call the waiting one makes itself: it is about to be told how long to wait. */
    private void wakeTheWaiting() {
        if (need > 0 && !calling) {
            wake.run();
        }
    }

    /** Each {@value #SWEEP_MILLIS} ms: gives back what nobody needs, shows that this node lives, looks whether Redis does. */
    private void sweep() {
        if (closed) {
            return;
        }
        long now = clock.getAsLong();
        estimate(now);
        boolean waiting = need > 0 && now - waitingUntil < SWEEP_NANOS;
        if (!waiting) {
            need = 0;
        }
        returned += book.sweep(waiting || touched ? lowWater + need : 0);
        touched = false;
        if (waiting && book.holding() < need) {
            ask(now);
        }
        boolean heartbeat = now - calledAt >= heartbeatNanos;
        if (!inFlight && now - askAt >= 0 && (returned > 0 || breaker.isAway() || heartbeat)) {
            call(0, 0, now);
        }
        scheduler.after(SWEEP_NANOS, this::sweep);
    }
}

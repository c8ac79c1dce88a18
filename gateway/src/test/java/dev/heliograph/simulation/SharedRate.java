package dev.heliograph.simulation;

import dev.heliograph.throttle.Rate;
import dev.heliograph.throttle.RedisConfig;
import dev.heliograph.throttle.SimulatedRedis;
import dev.heliograph.throttle.SimulatedRedis.Health;
import dev.heliograph.throttle.TokenBucket;

/** The rate of one channel, shared through Redis with another node, which takes what it can get now and then. */
final class SharedRate {
    /** Index of the channel whose rate is shared. */
    static final int CHANNEL = 2;

    private static final int NODES = 2;
    private static final long PEER_MILLIS = 20;
    /** So long after a fault its last lease has been spent. */
    private static final long SETTLED_MILLIS = 1_000;

    private static final RedisConfig CONFIG = new RedisConfig(
            "redis://simulated", RedisConfig.Mode.SINGLE, "mymaster", "heliograph", 20, 25, 10_000, NODES, 3, 250);

    private final World world;
    private final Rate rate;
    private final SimulatedRedis redis;
    private final Meter meter;
    private final double lease;
    private final Peer loop = new Peer();
    private TokenBucket peer;
    private boolean busy;
    private boolean over;

    SharedRate(World world, Rate rate, int demandMax, int marked) {
        this.world = world;
        this.rate = rate;
        redis = new SimulatedRedis(world::nanos, world::outsideNanos, CONFIG);
        lease = Math.max(demandMax, Math.ceil(rate.perSecond() * CONFIG.leaseMillis() / 1e3));
        meter = new Meter(
                rate.perSecond(), Math.max(rate.burst(), demandMax) + NODES * lease + marked + 1, world.nanos());
    }

    TokenBucket bucket(World.Loop own) {
        return redis.bucket("this", rate, CONFIG, own, world::nanos);
    }

    /** @return what all nodes together have taken above the bound */
    double spend(int permits) {
        return meter.spend(permits, world.nanos());
    }

    void startPeer() {
        peer = redis.bucket("other", rate, CONFIG, loop, world::nanos);
        takeSome();
    }

    private void takeSome() {
        if (over) {
            return;
        }
        if (world.random.nextInt(20) == 0) {
            busy = !busy;
        }
        for (int i = 0; busy && i < 20 && peer.tryAcquire(1, world.nanos()) == 0; i++) {
            spend(1);
        }
        world.outside(PEER_MILLIS, this::takeSome);
    }

    /** The other node has nothing more to send. */
    void stopPeer() {
        over = true;
        peer.close();
    }

    /** Redis is away or has forgotten everything: what may be spent above the rate then is a lease of each node, and a burst when it is back. */
    void fault(long millis) {
        double more = NODES * lease + rate.burst();
        meter.allow(more);
        switch (world.random.nextInt(3)) {
            case 0 -> redis.health(Health.REFUSES);
            case 1 -> redis.health(Health.HANGS);
            default -> redis.flushAll();
        }
        world.outside(millis, () -> redis.health(Health.ANSWERS));
        world.outside(millis + SETTLED_MILLIS, () -> meter.allowed(more));
    }

    private final class Peer implements java.util.concurrent.Executor, dev.heliograph.throttle.Scheduler {
        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void after(long delayNanos, Runnable task) {
            world.outsideNanos(delayNanos, task);
        }
    }
}

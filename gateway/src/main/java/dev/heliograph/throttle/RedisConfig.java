package dev.heliograph.throttle;

import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;

/**
 * How nodes share channel rates through Redis.
 *
 * @param uri connection string, {@code redis://[[user]:password@]host:port[/database]}, {@code rediss://} for TLS; several endpoints
 *     of a Sentinel group or a cluster separated by commas
 * @param mode what answers there
 * @param masterName the Sentinel group's name, used in that mode only
 * @param keyPrefix what every key starts with
 * @param deadlineMillis a call not answered by then has failed
 * @param leaseMillis how much traffic a lease covers: at least this many milliseconds of demand
 * @param nodeExpiryMillis a node silent for that long no longer counts
 * @param nodesAssumed nodes to share with as long as Redis was never reached
 * @param failuresMax failed calls in a row after which calls are only probes
 * @param probeMillis time between probes
 */
public record RedisConfig(
        String uri,
        Mode mode,
        String masterName,
        String keyPrefix,
        int deadlineMillis,
        int leaseMillis,
        int nodeExpiryMillis,
        int nodesAssumed,
        int failuresMax,
        int probeMillis) {
    private static final int CONNECT_MILLIS = 1_000;

    /** Which kind of Redis. */
    public enum Mode {
        SINGLE,
        SENTINEL,
        CLUSTER
    }

    /** With defaults for everything: 20 ms deadline, leases of 25 ms, 3 failures, probes each 250 ms, nodes forgotten after 10 s. */
    public static RedisConfig of(String uri) {
        return new RedisConfig(uri, Mode.SINGLE, "mymaster", "heliograph", 20, 25, 10_000, 1, 3, 250);
    }

    /** @throws IllegalArgumentException naming the field that is out of its bounds */
    public RedisConfig {
        for (String endpoint : uri.split("\\s*,\\s*")) {
            if (!endpoint.startsWith("redis://") && !endpoint.startsWith("rediss://")) {
                // Not quoted: it may hold a password.
                throw new IllegalArgumentException("redis uri must start with redis:// or rediss://");
            }
        }
        within(1, deadlineMillis, 10_000, "deadlineMillis");
        within(5, leaseMillis, 1_000, "leaseMillis");
        within(1_000, nodeExpiryMillis, 600_000, "nodeExpiryMillis");
        within(1, nodesAssumed, 1_000, "nodesAssumed");
        within(1, failuresMax, 100, "failuresMax");
        within(10, probeMillis, 60_000, "probeMillis");
    }

    private static void within(int min, int value, int max, String name) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("redis " + name + " is " + value + ", outside " + min + " to " + max);
        }
    }

    /** @return what a client of one connection is made with */
    public RedisOptions clientOptions() {
        RedisOptions options = new RedisOptions()
                .setNetClientOptions(
                        new NetClientOptions().setConnectTimeout(CONNECT_MILLIS).setTcpNoDelay(true))
                .setMaxPoolSize(1)
                .setType(
                        switch (mode) {
                            case SINGLE -> RedisClientType.STANDALONE;
                            case SENTINEL -> RedisClientType.SENTINEL;
                            case CLUSTER -> RedisClientType.CLUSTER;
                        })
                .setMasterName(masterName);
        for (String endpoint : uri.split(",")) {
            options.addConnectionString(endpoint.strip());
        }
        return options;
    }

    /** Without the URI, which may hold a password. */
    @Override
    public String toString() {
        return "RedisConfig[" + mode + ", deadlineMillis=" + deadlineMillis + ", leaseMillis=" + leaseMillis + "]";
    }
}

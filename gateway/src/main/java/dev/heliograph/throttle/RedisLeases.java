package dev.heliograph.throttle;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to Redis for all shared buckets of one event loop: one connection, one script.
 *
 * <p>The script is called by its digest and sent in full when the server does not know it (a restart, SCRIPT FLUSH, another
 * master). After any other failure, or when nothing has been answered for {@value #HUNG_MILLIS} ms, the whole client is
 * replaced: it finds out anew who is master and which node owns which slot, which is all there is to surviving a failover.
 *
 * <p>Owned by the event loop it was made on.
 */
public final class RedisLeases implements LeaseSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLeases.class);

    private static final int HUNG_MILLIS = 1_000;
    /** Calls without an answer at once; more fail here. */
    private static final int UNANSWERED_MAX = 4_096;

    private static final String SCRIPT = resource("lease.lua");
    private static final String DIGEST = sha1(SCRIPT);

    private final Vertx vertx;
    private final String node;
    private final RedisConfig config;

    private @Nullable Redis client;
    private @Nullable Future<RedisConnection> connection;
    private int unanswered;
    /** When the last answer came, or the first call went out that waits for one. */
    private long progressAt;

    private boolean reachable = true;
    private boolean closed;

    /**
     * @param node this node's name, unique among those that share Redis
     */
    public RedisLeases(Vertx vertx, String node, RedisConfig config) {
        this.vertx = vertx;
        this.node = node;
        this.config = config;
    }

    /**
     * A bucket shared by all nodes that use the same Redis and the same name.
     *
     * @param name unique in the cluster, as {@code channel:sms-main}; no braces
     */
    public RedisTokenBucket bucket(String name, Rate rate) {
        return new RedisTokenBucket(name, rate, config, this, Scheduler.of(vertx), System::nanoTime).start();
    }

    @Override
    public Future<LeaseGrant> lease(LeaseRequest request) {
        if (closed) {
            return Future.failedFuture("closed");
        }
        replaceIfHung();
        if (unanswered >= UNANSWERED_MAX) {
            return Future.failedFuture("too many calls unanswered");
        }
        if (unanswered++ == 0) {
            progressAt = System.nanoTime();
        }
        Future<RedisConnection> used = connection();
        return used.compose(open -> open.send(command(Command.EVALSHA, DIGEST, request))
                        .recover(failure -> isUnknownScript(failure)
                                ? open.send(command(Command.EVAL, SCRIPT, request))
                                : Future.failedFuture(failure)))
                .map(RedisLeases::grant)
                .onComplete(answer -> {
                    if (used == connection) {
                        answered(answer.cause());
                    }
                });
    }

    private void answered(@Nullable Throwable failure) {
        unanswered--;
        progressAt = System.nanoTime();
        if (failure != null) {
            discard(failure.toString());
        } else if (!reachable) {
            reachable = true;
            LOG.info("Redis answers again");
        }
    }

    private void replaceIfHung() {
        if (unanswered > 0 && System.nanoTime() - progressAt > TimeUnit.MILLISECONDS.toNanos(HUNG_MILLIS)) {
            discard("no answer for " + HUNG_MILLIS + " ms");
        }
    }

    private Future<RedisConnection> connection() {
        Future<RedisConnection> current = connection;
        if (current == null) {
            Redis opened = Redis.createClient(vertx, config.clientOptions());
            client = opened;
            current = opened.connect();
            connection = current;
        }
        return current;
    }

    private void discard(String why) {
        if (reachable) {
            reachable = false;
            LOG.warn("Redis does not answer, channels fall back to their local share: {}", why);
        }
        unanswered = 0;
        connection = null;
        if (client != null) {
            client.close();
            client = null;
        }
    }

    @Override
    public void close() {
        closed = true;
        Future<RedisConnection> current = connection;
        Redis open = client;
        connection = null;
        client = null;
        if (current != null && open != null) {
            // What the buckets gave back on closing is on its way; the pings answer comes after it.
            current.compose(last -> last.send(Request.cmd(Command.PING)))
                    .timeout(HUNG_MILLIS, TimeUnit.MILLISECONDS)
                    .onComplete(done -> open.close());
        }
    }

    private Request command(Command command, String script, LeaseRequest request) {
        // Braces: a cluster hashes what is between them, so a bucket's keys lie on one node.
        String key = "{" + config.keyPrefix() + ":" + request.bucket() + "}";
        long expiryMicros = request.leaving() ? 0 : TimeUnit.MILLISECONDS.toMicros(config.nodeExpiryMillis());
        return Request.cmd(command)
                .arg(script)
                .arg(3)
                .arg(key + ":permits")
                .arg(key + ":alive")
                .arg(key + ":asking")
                .arg(node)
                .arg(request.wanted())
                .arg(request.need())
                .arg(request.returned())
                .arg(Double.toString(request.rate().perSecond()))
                .arg(request.rate().burst())
                .arg(request.leaseMicros())
                .arg(expiryMicros);
    }

    private static LeaseGrant grant(Response answer) {
        return new LeaseGrant(
                answer.get(0).toLong(),
                answer.get(1).toLong(),
                answer.get(2).toLong(),
                answer.get(3).toLong(),
                answer.get(4).toInteger());
    }

    private static boolean isUnknownScript(Throwable failure) {
        return failure instanceof ErrorType error && error.is("NOSCRIPT");
    }

    private static String resource(String name) {
        try (InputStream in = RedisLeases.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.heliograph.boot;

import dev.heliograph.boot.config.RedisSection;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks at start whether Redis is there: an operator who named it wants to know then, not from the bill. */
final class RedisProbe {
    private static final Logger LOG = LoggerFactory.getLogger(RedisProbe.class);

    /** How long Redis may take to say that it is there. */
    private static final long DEADLINE_MILLIS = 3_000;

    private RedisProbe() {}

    /** @return failed with a {@link Refusal} when it does not answer although it is required */
    static Future<Void> ask(Vertx vertx, RedisSection redis) {
        Redis client = Redis.createClient(vertx, redis.toConfig().clientOptions());
        return client.send(Request.cmd(Command.PING))
                .timeout(DEADLINE_MILLIS, TimeUnit.MILLISECONDS)
                .onComplete(answer -> client.close())
                .<Void>mapEmpty()
                .recover(cause -> {
                    String line = "Redis at " + redis.uri().replaceAll("//[^@/]*@", "//") + " does not answer: "
                            + cause.getMessage();
                    if (redis.required()) {
                        return Future.failedFuture(new Refusal(
                                ExitCode.REDIS,
                                line + " (with 'redis: {required: false}' the gateway starts on its local share)",
                                cause));
                    }
                    LOG.warn("{}; channels start on this node's share of their rates", line);
                    return Future.succeededFuture();
                });
    }
}

package dev.heliograph.receipt.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heliograph.throttle.RedisConfig;
import dev.heliograph.throttle.TestRedis;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stream in a real Redis. */
class RedisExchangeLineIT {
    private final Vertx vertx = Vertx.vertx();
    private TestRedis redis;
    private RedisExchangeLine one;
    private RedisExchangeLine two;

    @BeforeEach
    void open() throws Exception {
        redis = TestRedis.started();
        one = new RedisExchangeLine(vertx, RedisConfig.of(redis.uri()));
        two = new RedisExchangeLine(vertx, RedisConfig.of(redis.uri()));
        on(one.open());
    }

    @AfterEach
    void close() throws Exception {
        one.close();
        two.close();
        redis.close();
        on(vertx.close());
    }

    private static <T> T on(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void everyNodeReadsEveryNoteOnceAndInOrder() throws Exception {
        assertThat(on(one.read(10))).isEmpty();
        on(one.write(List.of("a", "b")));
        on(two.open());
        on(two.write(List.of("c {\"x\":\"\\u0000 ü\"}")));

        assertThat(on(one.read(2))).containsExactly("a", "b");
        assertThat(on(one.read(2))).containsExactly("c {\"x\":\"\\u0000 ü\"}");
        assertThat(on(one.read(2))).isEmpty();
        assertThat(on(two.read(10))).as("from where it came in").containsExactly("c {\"x\":\"\\u0000 ü\"}");
    }

    @Test
    void aRestartedRedisIsReadFromItsBeginning() throws Exception {
        on(one.write(List.of("a")));
        redis.kill();
        assertThatThrownBy(() -> on(one.read(10))).isInstanceOf(ExecutionException.class);
        restart();
        on(one.open());
        on(two.open());
        on(two.write(List.of("b")));
        assertThat(on(one.read(10))).containsExactly("b");
    }

    private void restart() throws IOException {
        redis.start();
    }

    @Test
    void withoutConnectionNothingIsPromised() {
        assertThatThrownBy(() -> on(two.read(1))).hasMessageContaining("not connected");
        assertThatThrownBy(() -> on(two.write(List.of("a")))).hasMessageContaining("not connected");
    }

    @Test
    void whatWasTrimmedUnreadIsNotMissed() throws Exception {
        on(one.write(List.of("a")));
        on(one.read(10));
        on(one.write(List.of("b", "c")));
        redis.send(vertx, Command.XTRIM, "heliograph:receipts", "MAXLEN", "1");
        assertThat(on(one.read(10))).containsExactly("c");
    }
}

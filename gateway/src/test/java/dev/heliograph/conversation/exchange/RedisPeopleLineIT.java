package dev.heliograph.conversation.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heliograph.throttle.RedisConfig;
import dev.heliograph.throttle.TestRedis;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The streams in a real Redis: nothing that is for all is missed unnoticed. */
class RedisPeopleLineIT {
    private static final String KEY = "heliograph:people";
    private static final String GONE = "not read";

    private final Vertx vertx = Vertx.vertx();
    private TestRedis redis;
    private RedisPeopleLine one;
    private RedisPeopleLine two;

    @BeforeEach
    void open() throws Exception {
        redis = TestRedis.started();
        one = new RedisPeopleLine(vertx, RedisConfig.of(redis.uri()), "gw-1");
        two = new RedisPeopleLine(vertx, RedisConfig.of(redis.uri()), "gw-2");
        on(one.open());
        on(two.open());
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
    void everyNodeReadsWhatIsForAllAndItsOwn() throws Exception {
        on(one.write(List.of("a", "b")));
        on(one.write("gw-2", List.of("mine")));
        assertThat(on(two.read(10))).as("marks are no notes").containsExactly("a", "b", "mine");
        assertThat(on(one.read(1))).as("a mark").isEmpty();
        assertThat(on(one.read(1))).containsExactly("a");
        assertThat(on(one.read(10))).containsExactly("b");
        assertThat(on(one.read(10))).isEmpty();
        on(one.write("gw-2", List.of("of before")));
        on(two.open());
        assertThat(on(two.read(10))).isEmpty();
    }

    @Test
    void whatWasTrimmedUnreadIsNoticed() throws Exception {
        on(two.write(List.of("a")));
        assertThat(on(one.read(10))).containsExactly("a");
        on(two.write(List.of("b", "c")));
        redis.send(vertx, Command.XTRIM, KEY, "MAXLEN", "1");
        assertThatThrownBy(() -> on(one.read(10))).hasMessageContaining(GONE);
        on(one.open());
        on(two.write(List.of("d")));
        assertThat(on(one.read(10))).containsExactly("d");
    }

    @Test
    void aWriterThatIsTooFastIsNoticed() throws Exception {
        for (int i = 0; i <= RedisStreams.NOTES_KEPT; i += 1_000) {
            on(two.write(Collections.nCopies(1_000, "x")));
        }
        assertThatThrownBy(() -> on(one.read(10))).hasMessageContaining(GONE);
    }

    @Test
    void aRedisThatHasForgottenAllIsNoticedAndAnIdleOneForgetsNothing() throws Exception {
        redis.send(vertx, Command.PEXPIRE, KEY, "60000");
        on(one.read(10));
        assertThat(Long.parseLong(redis.send(vertx, Command.PTTL, KEY).toString()))
                .as("somebody reads it")
                .isGreaterThan(3_000_000);
        redis.send(vertx, Command.FLUSHALL);
        assertThatThrownBy(() -> on(one.read(10))).hasMessageContaining(GONE);
    }
}

package dev.heliograph.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.redis.client.RedisClientType;
import org.junit.jupiter.api.Test;

class RedisConfigTest {
    @Test
    void severalEndpointsMakeAGroup() {
        var config = new RedisConfig(
                "redis://a:1, redis://b:2", RedisConfig.Mode.SENTINEL, "group", "hg", 20, 25, 10_000, 1, 3, 250);
        var options = config.clientOptions();
        assertThat(options.getEndpoints()).containsExactly("redis://a:1", "redis://b:2");
        assertThat(options.getType()).isEqualTo(RedisClientType.SENTINEL);
        assertThat(options.getMasterName()).isEqualTo("group");
    }

    @Test
    void refusesWhatCannotWorkAndShowsNoPassword() {
        assertThatThrownBy(() -> RedisConfig.of("http://:secret@host"))
                .hasMessage("redis uri must start with redis:// or rediss://");
        assertThatThrownBy(
                        () -> new RedisConfig("redis://h", RedisConfig.Mode.SINGLE, "", "hg", 0, 25, 10_000, 1, 3, 250))
                .hasMessage("redis deadlineMillis is 0, outside 1 to 10000");
        assertThat(RedisConfig.of("redis://:secret@host")).asString().doesNotContain("secret");
    }
}

package dev.heliograph.boot.config;

import dev.heliograph.throttle.RedisConfig;

/**
 * {@code redis:}, which lets several nodes share the rates of their channels.
 *
 * @param uri {@code redis://} or {@code rediss://}, with the password if it has one
 * @param mode what answers there: single (default), sentinel or cluster
 * @param masterName the Sentinel group's name, default mymaster
 * @param required whether the gateway refuses to start while Redis does not answer, default true; otherwise it starts with its local share
 */
public record RedisSection(String uri, RedisConfig.Mode mode, String masterName, boolean required) {
    static final Key<String> URI = Key.of(
                    "uri",
                    "redis://HOST:PORT or rediss://HOST:PORT",
                    text -> text.matches("rediss?://\\S+") ? text : null)
            .required("redis://127.0.0.1:6379")
            .asSecret();
    static final Key<RedisConfig.Mode> MODE =
            Key.oneOf("mode", RedisConfig.Mode.class).orElse(RedisConfig.Mode.SINGLE);
    static final Key<String> MASTER = Key.text("masterName", 1, 255).orElse("mymaster");
    static final Key<Boolean> REQUIRED = Key.bool("required").orElse(true);

    public RedisSection {
        URI.check(uri);
    }

    static RedisSection read(Section section) {
        return new RedisSection(section.get(URI), section.get(MODE), section.get(MASTER), section.get(REQUIRED));
    }

    /** @return the same for the shared buckets */
    public RedisConfig toConfig() {
        RedisConfig defaults = RedisConfig.of(uri);
        return new RedisConfig(
                uri,
                mode,
                masterName,
                defaults.keyPrefix(),
                defaults.deadlineMillis(),
                defaults.leaseMillis(),
                defaults.nodeExpiryMillis(),
                defaults.nodesAssumed(),
                defaults.failuresMax(),
                defaults.probeMillis());
    }

    /** Without the password that the URI may hold. */
    @Override
    public String toString() {
        return "RedisSection[" + uri.replaceAll("//[^@/]*@", "//") + "]";
    }
}

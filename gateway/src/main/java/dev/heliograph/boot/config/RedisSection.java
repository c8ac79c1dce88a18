package dev.heliograph.boot.config;

/**
 * {@code redis:}, which lets several nodes share the rates of their channels.
 *
 * @param uri {@code redis://} or {@code rediss://}, with the password if it has one
 * @param required whether the gateway refuses to start while Redis does not answer, default true; otherwise it starts with its local share
 */
public record RedisSection(String uri, boolean required) {
    static final Key<String> URI = Key.of(
                    "uri",
                    "redis://HOST:PORT or rediss://HOST:PORT",
                    text -> text.matches("rediss?://\\S+") ? text : null)
            .required("redis://127.0.0.1:6379")
            .asSecret();
    static final Key<Boolean> REQUIRED = Key.bool("required").orElse(true);

    public RedisSection {
        URI.check(uri);
    }

    static RedisSection read(Section section) {
        return new RedisSection(section.get(URI), section.get(REQUIRED));
    }

    /** Without the password that the URI may hold. */
    @Override
    public String toString() {
        return "RedisSection[" + uri.replaceAll("//[^@/]*@", "//") + "]";
    }
}

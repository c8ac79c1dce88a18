package dev.heliograph.boot;

import dev.heliograph.boot.config.ChannelFactory;
import dev.heliograph.boot.config.Key;
import dev.heliograph.boot.config.Section;
import dev.heliograph.channel.Capability;
import dev.heliograph.channel.Channel;
import dev.heliograph.channel.web.ProviderKind;
import dev.heliograph.channel.web.Setting;
import dev.heliograph.channel.web.Settings;
import dev.heliograph.channel.web.WebChannel;
import dev.heliograph.channel.web.WebOptions;
import dev.heliograph.content.PageLink;
import dev.heliograph.dispatch.OnUnknown;
import dev.heliograph.store.Store;
import dev.heliograph.throttle.Rate;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Channels whose provider has an HTTP API: the keys they share, and those that their kind names.
 *
 * @param address which of {@code accounts.*.numbers} gets what people write over this channel
 * @param publicUrl where the provider reaches this gateway, without the path; empty when it need not be known
 * @param values the kind's own settings
 */
record WebChannelFactory(
        ProviderKind kind,
        String baseUrl,
        int concurrency,
        int connectMillis,
        int answerMillis,
        long recipientMillis,
        String address,
        String publicUrl,
        Map<String, String> values)
        implements ChannelFactory {
    private static final Key<Integer> CONCURRENCY =
            Key.integer("concurrency", 1, 10_000).orElse(WebOptions.CONCURRENCY);
    private static final Key<Integer> CONNECT =
            Key.integer("connectMillis", 1, 600_000).orElse(WebOptions.CONNECT_MILLIS);
    private static final Key<Integer> ANSWER =
            Key.integer("answerMillis", 1, 600_000).orElse(WebOptions.ANSWER_MILLIS);
    private static final Key<String> ADDRESS = Key.text("address", 1, 64)
            .described("what accounts.*.numbers call this channel")
            .orElse("");
    private static final Key<String> PUBLIC_URL = url("publicUrl").orElse("");

    static ChannelFactory read(ProviderKind kind, Section section) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Setting setting : kind.settings()) {
            values.put(setting.name(), section.get(key(setting)));
        }
        return new WebChannelFactory(
                kind,
                section.get(
                        kind.baseUrl().isEmpty()
                                ? url("baseUrl").required("")
                                : url("baseUrl").orElse(kind.baseUrl())),
                section.get(CONCURRENCY),
                section.get(CONNECT),
                section.get(ANSWER),
                section.get(Key.duration("recipientGap", Duration.ZERO, Duration.ofHours(1))
                        .orElse(kind.recipientMillis())),
                section.get(ADDRESS),
                section.get(PUBLIC_URL),
                values);
    }

    private static Key<String> key(Setting setting) {
        Key<String> key = Key.of(setting.name(), setting.allowed(), text -> text.matches(setting.form()) ? text : null);
        String fallback = setting.fallback();
        Key<String> complete = fallback == null ? key.required("") : key.orElse(fallback);
        return setting.secret() ? complete.asSecret() : complete;
    }

    private static Key<String> url(String name) {
        return Key.of(name, "a URL that begins with https:// or http://, without a slash at its end", text -> {
            URI uri = URI.create(text);
            boolean web = ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null;
            return web && !text.endsWith("/") && uri.getQuery() == null ? text : null;
        });
    }

    WebChannelFactory withBaseUrl(String url) {
        return new WebChannelFactory(
                kind, url, concurrency, connectMillis, answerMillis, recipientMillis, address, publicUrl, values);
    }

    @Override
    public Capability capability() {
        return kind.capability();
    }

    @Override
    public @Nullable Rate rate() {
        return Rate.parse(kind.rate());
    }

    /** A provider that would send a repeated request twice is not asked twice. */
    @Override
    public OnUnknown onUnknown() {
        return kind.capability().idempotent() ? OnUnknown.RETRY : OnUnknown.HOLD;
    }

    @Override
    public Channel create(String id, Vertx vertx, LongSupplier wallMillis, @Nullable PageLink pages, Store store) {
        return new WebChannel(
                new WebOptions(id, baseUrl, concurrency, connectMillis, answerMillis, recipientMillis),
                kind,
                new Settings(id, address.isEmpty() ? id : address, publicUrl + "/hooks/" + id, values),
                vertx,
                System::nanoTime,
                wallMillis,
                pages,
                store);
    }

    /** The values may be secrets. */
    @Override
    public String toString() {
        return "WebChannelFactory[" + kind.name() + ", " + baseUrl + "]";
    }
}

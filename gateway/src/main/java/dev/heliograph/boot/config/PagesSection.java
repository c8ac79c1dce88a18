package dev.heliograph.boot.config;

import dev.heliograph.admission.Cidr;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code pages:}, landing pages for what a channel can say only in words. Without it there are none.
 *
 * @param baseUrl what recipients reach the HTTP port under, such as {@code https://m.example.net}; the shorter, the fewer characters of each SMS. Null, the default, for
 *     the HTTP port itself, which only a door on a loopback address may have
 * @param secret of at least 32 characters, from which links are made; the same on every node. Null, the default, for one that the node makes and keeps
 * @param proxies who may say for whom they ask, by X-Forwarded-For
 */
public record PagesSection(
        @Nullable String baseUrl, @Nullable String secret, List<Cidr> proxies) {
    static final Key<String> BASE_URL = Key.of(
            "baseUrl",
            "a URL of at most 100 characters that begins with https:// or http://, without a slash at its end",
            PagesSection::url);
    static final Key<String> SECRET = Key.text("secret", 32, 256).asSecret();
    static final Key<Cidr> PROXIES = Key.of("proxies", "networks such as 10.0.0.0/8", Cidr::parse);

    public PagesSection {
        proxies = List.copyOf(proxies);
    }

    static PagesSection read(Section section) {
        return new PagesSection(section.find(BASE_URL), section.find(SECRET), section.list(PROXIES));
    }

    private static @Nullable String url(String text) {
        URI uri = URI.create(text);
        boolean web = ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null;
        boolean bare = uri.getQuery() == null && uri.getFragment() == null && !text.endsWith("/");
        return web && bare && text.matches("[!-~]{1,100}") ? text : null;
    }

    /** The secret is not shown. */
    @Override
    public String toString() {
        return "PagesSection[" + baseUrl + ", " + proxies + "]";
    }
}

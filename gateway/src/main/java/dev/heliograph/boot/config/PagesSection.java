package dev.heliograph.boot.config;

import dev.heliograph.admission.Cidr;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code pages:}, landing pages for what a channel can say only in words. Without it there are none.
 *
 * @param baseUrl what recipients reach the HTTP port under, such as {@code https://m.example.net}; the shorter, the fewer characters of each SMS. Null, the default, for
 *     the HTTP port itself, which only a door on a loopback address may have
 * @param secret of at least 32 characters, from which links are made; the same on every node. Null, the default, for one that the node makes and keeps
 * @param nodes where the HTTP ports of the other nodes are, by the node's number: a node that is asked for a page of theirs asks there. Empty for none
 * @param proxies who may say for whom they ask, by X-Forwarded-For
 */
public record PagesSection(
        @Nullable String baseUrl, @Nullable String secret, Map<Integer, String> nodes, List<Cidr> proxies) {
    private static final String NODES = "nodes";
    private static final String URL_FORM =
            "a URL of at most 100 characters that begins with https:// or http://, without a slash at its end";

    static final Key<String> BASE_URL = Key.of("baseUrl", URL_FORM, PagesSection::url);
    static final Key<String> SECRET = Key.text("secret", 32, 256).asSecret();
    static final Key<Cidr> PROXIES = Key.of("proxies", "networks such as 10.0.0.0/8", Cidr::parse);

    public PagesSection {
        nodes = Map.copyOf(nodes);
        proxies = List.copyOf(proxies);
    }

    static PagesSection read(Section section) {
        String secret = section.find(SECRET);
        Map<Integer, String> nodes = nodes(section.child(NODES));
        if (!nodes.isEmpty() && !section.has(SECRET.name())) {
            section.fault(NODES, "other nodes without a secret", "pages.secret beside it, the same on every node");
        }
        return new PagesSection(section.find(BASE_URL), secret, nodes, section.list(PROXIES));
    }

    private static Map<Integer, String> nodes(Section section) {
        Map<Integer, String> nodes = new HashMap<>();
        for (String name : section.names()) {
            String url = section.find(Key.of(name, URL_FORM, PagesSection::url));
            NodeName node = NodeName.NODE.parse(name);
            if (node == null) {
                section.fault(name, "'" + name + "'", NodeName.NODE.allowed());
            } else if (url != null && nodes.put(node.number(), url) != null) {
                section.fault(name, "a second node " + node.number(), "one URL for each node");
            }
        }
        section.end();
        return nodes;
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
        return "PagesSection[" + baseUrl + ", " + nodes + ", " + proxies + "]";
    }
}

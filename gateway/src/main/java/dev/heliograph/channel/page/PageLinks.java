package dev.heliograph.channel.page;

import dev.heliograph.content.PageLink;

/** Makes the links of pages. Any thread. */
public final class PageLinks implements PageLink {
    /** Where pages are on the HTTP port. */
    public static final String PREFIX = "/p/";

    private final PageTokens tokens;
    private volatile String baseUrl;

    /** @param baseUrl what recipients reach the HTTP port under, without a slash at its end */
    public PageLinks(String baseUrl, PageTokens tokens) {
        this.baseUrl = baseUrl;
        this.tokens = tokens;
    }

    /** A door on any free port knows only once it is open where it is. */
    public void baseUrl(String url) {
        baseUrl = url;
    }

    @Override
    public String of(long message) {
        return baseUrl + PREFIX + tokens.of(message);
    }

    public PageTokens tokens() {
        return tokens;
    }
}

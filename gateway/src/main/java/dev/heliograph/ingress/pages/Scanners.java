package dev.heliograph.ingress.pages;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells a person's browser from what opens every link in a message before, or instead of, a person: filters for viruses, previews of links, crawlers. Most of those never
 * fetch what only a style names; those that do mostly say who they are.
 */
final class Scanners {
    private static final List<String> NAMES = List.of(
            "bot",
            "crawl",
            "spider",
            "preview",
            "scan",
            "check",
            "monitor",
            "headless",
            "phantom",
            "lighthouse",
            "facebookexternalhit",
            "facebot",
            "whatsapp",
            "slack",
            "skype",
            "discord",
            "curl",
            "wget",
            "python",
            "java/",
            "okhttp",
            "go-http",
            "httpclient",
            "libwww",
            "axios",
            "node-fetch",
            "undici",
            "safebrowsing",
            "barracuda",
            "proofpoint",
            "mimecast",
            "symantec",
            "messagelabs",
            "trendmicro",
            "forcepoint",
            "fortinet",
            "sophos",
            "virustotal",
            "bitdefender",
            "urldefense",
            "inspect");

    private Scanners() {}

    /** @return whether a browser that a person looks at fetched what only a shown page needs */
    static boolean isPerson(PageRequest request) {
        return request.is("GET")
                && isBrowser(request.header("User-Agent"))
                && !isAhead(request.header("Sec-Purpose"))
                && !isAhead(request.header("Purpose"))
                && !isAhead(request.header("X-Moz"))
                && isOneOf(request.header("Sec-Fetch-Dest"), "image")
                && isOneOf(request.header("Sec-Fetch-Site"), "same-origin");
    }

    static boolean isBrowser(@Nullable String agent) {
        if (agent == null || !agent.startsWith("Mozilla/")) {
            return false;
        }
        String small = agent.toLowerCase(Locale.ROOT);
        return NAMES.stream().noneMatch(small::contains);
    }

    /** Browsers fetch some pages before anybody asks for them. */
    private static boolean isAhead(@Nullable String purpose) {
        return purpose != null && (purpose.contains("prefetch") || purpose.contains("preview"));
    }

    /** Older browsers do not say. */
    private static boolean isOneOf(@Nullable String said, String expected) {
        return said == null || said.equals(expected);
    }
}

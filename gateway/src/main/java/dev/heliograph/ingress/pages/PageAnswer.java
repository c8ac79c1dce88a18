package dev.heliograph.ingress.pages;

import dev.heliograph.channel.page.PageDocument;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What is answered.
 *
 * @param status of HTTP
 * @param headers beside those that every answer has
 * @param body empty where there is none
 */
record PageAnswer(int status, Map<String, String> headers, byte[] body) {
    private static final String HTML = "text/html; charset=utf-8";

    /** The smallest picture there is: one transparent pixel. */
    private static final byte[] PIXEL =
            java.util.Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    /** Nothing may be loaded but what a page shows; nobody may frame it; replies go to this gateway alone. */
    private static final String POLICY =
            "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    static PageAnswer page(int status, PageDocument page, String nonce) {
        String sources = page.sources();
        String policy = POLICY + "; style-src 'nonce-" + nonce + "'; img-src 'self' data:"
                + (sources.isEmpty() ? "" : " " + sources + "; media-src " + sources);
        return new PageAnswer(
                status,
                Map.of("Content-Type", HTML, "Content-Security-Policy", policy),
                page.html().getBytes(StandardCharsets.UTF_8));
    }

    static PageAnswer pixel() {
        return new PageAnswer(200, Map.of("Content-Type", "image/gif"), PIXEL);
    }

    static PageAnswer file(String type, String name, String text) {
        return new PageAnswer(
                200,
                Map.of("Content-Type", type, "Content-Disposition", "attachment; filename=\"" + name + "\""),
                text.getBytes(StandardCharsets.UTF_8));
    }

    /** @param place relative to the page, so that it holds behind any proxy */
    static PageAnswer seeOther(String place) {
        return new PageAnswer(303, Map.of("Location", place), new byte[0]);
    }

    static PageAnswer empty(int status, Map<String, String> headers) {
        return new PageAnswer(status, headers, new byte[0]);
    }
}

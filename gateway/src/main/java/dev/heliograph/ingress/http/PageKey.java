package dev.heliograph.ingress.http;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Where a page ends, as a client hands it back: opaque, and worth nothing to another account. */
final class PageKey {
    private static final byte[] FIRST = new byte[0];

    private PageKey() {}

    static @Nullable String text(byte @Nullable [] key) {
        return key == null ? null : Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    }

    /** @return the place named by {@code after}, the first for none; a fault of the query is noted */
    static byte[] of(Query query) {
        String text = query.text("after");
        if (text == null) {
            return FIRST;
        }
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            query.fault("after", "must be the next of the page before");
            return FIRST;
        }
    }
}

package dev.heliograph.store;

import org.jspecify.annotations.Nullable;

/**
 * One record of a {@link Shelf}.
 *
 * @param key see {@link ShelfKey}; not empty
 * @param value what the room makes of it; null to drop what stands under the key
 * @param expiresAtMillis wall clock, milliseconds since 1970: it may be dropped from then on, and is within minutes; 0 for never. Until it is dropped it is still read
 */
@SuppressWarnings("ArrayRecordComponent")
public record ShelfRow(Shelf shelf, byte[] key, byte @Nullable [] value, long expiresAtMillis) {
    public ShelfRow {
        if (key.length == 0) {
            throw new IllegalArgumentException("the key is empty");
        }
    }

    /** That nothing shall stand under a key. */
    public static ShelfRow dropped(Shelf shelf, byte[] key) {
        return new ShelfRow(shelf, key, null, 0);
    }
}

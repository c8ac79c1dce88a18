package dev.heliograph.store;

/** Builds the key of a {@link ShelfRow}: text goes with its length before it, so that no key of one account is the beginning of another's; numbers sort. */
public final class ShelfKey {
    private final RecordWriter out = new RecordWriter(48);

    private ShelfKey() {}

    /** @param parts from the most to the least significant */
    public static ShelfKey of(String... parts) {
        ShelfKey key = new ShelfKey();
        for (String part : parts) {
            key.text(part);
        }
        return key;
    }

    public ShelfKey text(String part) {
        out.text(part);
        return this;
    }

    /** @param number 0 or more; keys sort by it */
    public ShelfKey number(long number) {
        out.fixed64(number);
        return this;
    }

    /** @return the key, or the prefix of those that begin with the same parts */
    public byte[] octets() {
        return out.toOctets();
    }
}

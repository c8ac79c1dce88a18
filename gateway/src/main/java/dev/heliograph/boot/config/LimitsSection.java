package dev.heliograph.boot.config;

/**
 * {@code limits:}, what the node may hold in memory and how patient it is.
 *
 * @param heldPerChannel messages that a channel's lane keeps in memory, about 800 octets each; more wait on disk. Default 50,000
 * @param eventsPerAccount newest events kept in memory for consumers that keep up, about 300 octets each, a power of two. Default 1,024
 * @param drainMillis how long a stop waits for what is under way, default 10,000
 */
public record LimitsSection(int heldPerChannel, int eventsPerAccount, int drainMillis) {
    static final Key<Integer> HELD =
            Key.integer("heldPerChannel", 100, 10_000_000).orElse(50_000);
    static final Key<Integer> EVENTS = Key.<Integer>of(
                    "eventsPerAccount", "a power of two, 16 to 1048576", LimitsSection::powerOfTwo)
            .orElse(1_024);
    static final Key<Integer> DRAIN = Key.integer("drainMillis", 0, 600_000).orElse(10_000);

    public static final LimitsSection DEFAULT = new LimitsSection(50_000, 1_024, 10_000);

    public LimitsSection {
        HELD.check(heldPerChannel);
        EVENTS.check(eventsPerAccount);
        DRAIN.check(drainMillis);
    }

    static LimitsSection read(Section section) {
        return new LimitsSection(section.get(HELD), section.get(EVENTS), section.get(DRAIN));
    }

    private static @org.jspecify.annotations.Nullable Integer powerOfTwo(String text) {
        int value = text.matches("\\d{2,7}") ? Integer.parseInt(text) : 0;
        return value >= 16 && value <= 1 << 20 && Integer.bitCount(value) == 1 ? value : null;
    }
}

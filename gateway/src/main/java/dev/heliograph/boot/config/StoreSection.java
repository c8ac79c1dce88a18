package dev.heliograph.boot.config;

import dev.heliograph.store.StoreOptions;
import java.nio.file.Path;
import java.time.Duration;

/**
 * {@code store:}, what is kept on disk and what the disk's engine may hold in memory.
 *
 * @param retentionMillis how long finished messages, their receipts and events are kept, 1 to 8,760 hours; default PT72H
 * @param freeMegabytesMin below this much free disk nothing more is accepted, default 512 MiB
 * @param writesMegabytes memory for recent writes, default 192 MiB
 * @param cacheMegabytes memory for what was read, default 128 MiB
 */
public record StoreSection(long retentionMillis, int freeMegabytesMin, int writesMegabytes, int cacheMegabytes) {
    static final Key<Long> RETENTION = Key.duration("retention", Duration.ofHours(1), Duration.ofHours(8_760))
            .orElse(Duration.ofHours(StoreOptions.RETENTION_HOURS).toMillis());
    static final Key<Integer> FREE =
            Key.integer("freeMegabytesMin", 0, 1_000_000).orElse(512);
    static final Key<Integer> WRITES = Key.integer("writesMegabytes", 8, 65_536).orElse(192);
    static final Key<Integer> CACHE = Key.integer("cacheMegabytes", 8, 65_536).orElse(128);

    public static final StoreSection DEFAULT = new StoreSection(RETENTION.standIn(), 512, 192, 128);

    private static final int MEBI_BITS = 20;

    public StoreSection {
        RETENTION.check(retentionMillis);
        FREE.check(freeMegabytesMin);
        WRITES.check(writesMegabytes);
        CACHE.check(cacheMegabytes);
    }

    static StoreSection read(Section section) {
        return new StoreSection(section.get(RETENTION), section.get(FREE), section.get(WRITES), section.get(CACHE));
    }

    /** @return the same for the store */
    public StoreOptions toOptions(Path directory, NodeName node) {
        return new StoreOptions(
                directory,
                node.number(),
                StoreOptions.ACCEPT_QUEUE_MAX,
                StoreOptions.BATCH_MAX,
                true,
                (int) Duration.ofMillis(retentionMillis).toHours(),
                (long) freeMegabytesMin << MEBI_BITS,
                (long) writesMegabytes << MEBI_BITS,
                (long) cacheMegabytes << MEBI_BITS);
    }
}

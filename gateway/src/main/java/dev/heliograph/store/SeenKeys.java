package dev.heliograph.store;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Recognises resubmissions. Writer only, so that of two that come at once one is the first.
 *
 * <p>Keys are filed by the day of their acceptance: within 24 hours a key lies in today's or in yesterday's file, and older days can be dropped whole.
 */
final class SeenKeys {
    private static final long KEPT_MILLIS = TimeUnit.HOURS.toMillis(24);

    private final Disk disk;
    private final Records records;
    private final Map<AccountKey, SmallCodecs.Seen> unwritten = new HashMap<>();
    /** Later than today when the clock was set back. */
    private int newestDay;

    SeenKeys(Disk disk, Records records) {
        this.disk = disk;
        this.records = records;
    }

    private record AccountKey(String account, String key) {}

    /** @return what was accepted under the key within the last 24 hours, in this batch too; null when it is new */
    SmallCodecs.@Nullable Seen find(String account, String key, long nowMillis) {
        SmallCodecs.Seen seen = unwritten.get(new AccountKey(account, key));
        int today = Keys.dayOf(nowMillis);
        newestDay = Math.max(newestDay, today);
        for (int day = newestDay; seen == null && day >= today - 1; day--) {
            seen = read(Keys.idempotency(day, account, key));
        }
        return seen == null || nowMillis - seen.atMillis() >= KEPT_MILLIS ? null : seen;
    }

    void put(BatchBuffer batch, String account, String key, SmallCodecs.Seen seen) {
        unwritten.put(new AccountKey(account, key), seen);
        batch.put(Table.IDEMPOTENCY, Keys.idempotency(Keys.dayOf(seen.atMillis()), account, key), Encoding.seen(seen));
    }

    /** The batch is on the disk. */
    void written() {
        if (!unwritten.isEmpty()) {
            unwritten.clear();
        }
    }

    private SmallCodecs.@Nullable Seen read(byte[] key) {
        byte[] octets = disk.get(Table.IDEMPOTENCY, key);
        if (octets == null) {
            return null;
        }
        try {
            return Records.decode(Table.IDEMPOTENCY, key, octets, SmallCodecs::readSeen);
        } catch (StoreException e) {
            records.damaged(e.getMessage());
            return null;
        }
    }
}

package dev.heliograph.store;

import dev.heliograph.message.Priority;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * The keys of the {@link Table tables}. Numbers are big-endian, so that they sort; text is preceded by its length, so that no key of one account or channel is a
 * prefix of another's.
 */
final class Keys {
    static final byte[] FORMAT = "format".getBytes(StandardCharsets.US_ASCII);
    static final byte[] NODE = "node".getBytes(StandardCharsets.US_ASCII);
    static final byte[] RESERVED = "reserved".getBytes(StandardCharsets.US_ASCII);
    /** The lowest id whose deadline may be known in memory only, see {@link Deadlines}. */
    static final byte[] YOUNG_FROM = "young".getBytes(StandardCharsets.US_ASCII);
    /** What begins the keys under which stands how far an account's events were numbered, where the newest was lost. */
    static final byte[] NUMBERED = "numbered:".getBytes(StandardCharsets.US_ASCII);
    /** Octets of a position, a cursor, an id, a time. */
    static final int LONG = 8;

    private Keys() {}

    static byte[] id(long id) {
        return new RecordWriter(LONG).fixed64(id).array();
    }

    static byte[] lanePrefix(String channel, Priority priority) {
        return text(channel).ordinal(priority).toOctets();
    }

    static byte[] channelPrefix(String channel) {
        return text(channel).toOctets();
    }

    static byte[] backlog(byte[] lanePrefix, long position) {
        return prefixed(lanePrefix, position);
    }

    /** @return the time that begins a key of the schedule or of the deadlines */
    static long due(byte[] key) {
        return new RecordReader(key).fixed64();
    }

    static byte[] due(long dueMillis, long id) {
        return new RecordWriter(2 * LONG).fixed64(dueMillis).fixed64(id).array();
    }

    static byte[] accountPrefix(String account) {
        return text(account).toOctets();
    }

    static byte[] event(byte[] accountPrefix, long cursor) {
        return prefixed(accountPrefix, cursor);
    }

    static byte[] correlation(int day, String channel, String providerId) {
        return pair(day, channel, providerId);
    }

    static byte[] idempotency(int day, String account, String key) {
        return pair(day, account, key);
    }

    /** @return the key below which everything belongs to earlier days */
    static byte[] day(int day) {
        return new RecordWriter(Integer.BYTES).fixed32(day).array();
    }

    static byte[] numbered(String account) {
        return new RecordWriter(NUMBERED.length + account.length() + 16)
                .raw(NUMBERED)
                .text(account)
                .toOctets();
    }

    static byte[] consumer(String account, String consumer) {
        return text(account).text(consumer).toOctets();
    }

    static byte[] parked(String channel, String providerId, boolean isFinal) {
        return text(channel).text(providerId).octet(isFinal ? 1 : 0).toOctets();
    }

    /** @return days since 1970, by which what is only kept for hours is filed, so that it can be dropped by the day */
    static int dayOf(long millis) {
        return (int) TimeUnit.MILLISECONDS.toDays(millis);
    }

    /** @return the first key that does not begin with {@code prefix}, which must not be all 0xFF */
    static byte[] after(byte[] prefix) {
        byte[] next = prefix.clone();
        int last = next.length - 1;
        while (next[last] == (byte) 0xFF) {
            next[last--] = 0;
        }
        next[last]++;
        return next;
    }

    /** @return the number that ends {@code key} */
    static long lastLong(byte[] key) {
        if (key.length < LONG) {
            throw new DamagedRecordException("a key of " + key.length + " octets");
        }
        return new RecordReader(key, key.length - LONG).fixed64();
    }

    static String hex(byte[] key) {
        return "0x" + java.util.HexFormat.of().formatHex(key);
    }

    private static RecordWriter text(String text) {
        return new RecordWriter(text.length() + 16).text(text);
    }

    private static byte[] prefixed(byte[] prefix, long number) {
        return new RecordWriter(prefix.length + LONG)
                .raw(prefix)
                .fixed64(number)
                .array();
    }

    /** Texts are ASCII and shorter than 128 as a rule: their length takes one octet then, and the writer is filled to its end. */
    private static byte[] pair(int day, String first, String second) {
        return new RecordWriter(Integer.BYTES + 1 + first.length() + 1 + second.length())
                .fixed32(day)
                .text(first)
                .text(second)
                .intoOctets();
    }
}

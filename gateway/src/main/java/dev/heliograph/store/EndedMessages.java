package dev.heliograph.store;

import java.util.ArrayList;
import java.util.List;

/** Finds the messages that may be forgotten, by their statuses: those that ended long enough ago. Blocks; any thread. */
final class EndedMessages {
    /** Found by one run; what is left is found by the next. */
    private static final int SPANS_MAX = 20_000;

    private final Disk disk;
    private final Records records;

    EndedMessages(Disk disk, Records records) {
        this.disk = disk;
        this.records = records;
    }

    /** Ids between which, both included, there is no message that must be kept. */
    record Span(long first, long last) {
        long length() {
            return last - first + 1;
        }
    }

    /**
     * @param endId before this id
     * @param keepFromMillis ended before this time
     */
    List<Span> find(long endId, long keepFromMillis) {
        List<Span> spans = new ArrayList<>();
        long first = -1;
        long last = -1;
        try (Scan statuses = disk.scan(Table.STATUS, Keys.id(0), Keys.id(endId));
                Scan messages = disk.scan(Table.MESSAGES, Keys.id(0), Keys.id(endId))) {
            for (statuses.first(); statuses.isValid() && spans.size() < SPANS_MAX; statuses.next()) {
                long id = Keys.lastLong(statuses.key());
                boolean ended = isEnded(statuses.key(), statuses.value(), keepFromMillis);
                if (first >= 0 && (!ended || (id > last + 1 && isBetween(messages, last, id)))) {
                    spans.add(new Span(first, last));
                    first = -1;
                }
                if (ended) {
                    first = first < 0 ? id : first;
                    last = id;
                }
            }
        }
        if (first >= 0) {
            spans.add(new Span(first, last));
        }
        return spans;
    }

    /** @return whether there is a message without a status between two ids: it was accepted and nothing has become of it yet */
    private static boolean isBetween(Scan messages, long after, long before) {
        messages.seek(Keys.id(after + 1));
        return messages.isValid() && Keys.lastLong(messages.key()) < before;
    }

    private boolean isEnded(byte[] key, byte[] octets, long keepFromMillis) {
        try {
            StatusCodec.Head head = Records.decode(Table.STATUS, key, octets, StatusCodec::head);
            return head.state().isFinal() && head.atMillis() < keepFromMillis;
        } catch (StoreException e) {
            records.unreadable(e);
            return false;
        }
    }
}

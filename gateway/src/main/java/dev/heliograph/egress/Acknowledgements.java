package dev.heliograph.egress;

import dev.heliograph.message.Event;
import dev.heliograph.store.ConsumerPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which events a consumer is done with: all up to a low-water mark, and some beyond it, because answers come out of order.
 *
 * <p>Cursors rise by one, so the mark moves over whatever is contiguous. The exceptions are holes, where events were cleaned away before the consumer came to read
 * them, or were lost with a damaged file; they are remembered and stepped over.
 */
final class Acknowledgements {
    private final TreeSet<Long> beyond = new TreeSet<>();
    /** The last cursor in front of each hole, and the last one in it. */
    private final TreeMap<Long, Long> holes = new TreeMap<>();

    private long low;

    Acknowledgements(ConsumerPosition from) {
        low = from.cursor();
        for (long cursor : from.beyond()) {
            beyond.add(cursor);
        }
    }

    /** @return false when it was known */
    boolean add(long cursor) {
        if (cursor <= low) {
            return false;
        }
        if (cursor == low + 1) {
            low = cursor;
            settle();
            return true;
        }
        return beyond.add(cursor);
    }

    /** @return false when it was known */
    boolean addUpTo(long cursor) {
        if (cursor <= low) {
            return false;
        }
        low = cursor;
        beyond.headSet(cursor, true).clear();
        settle();
        return true;
    }

    /**
     * Events above {@code after} up to {@code end} do not exist any more.
     *
     * @return how many of them were not done with
     */
    long skip(long after, long end) {
        long from = Math.max(after, low);
        long missed = Math.max(
                0,
                end
                        - from
                        - beyond.subSet(from, false, Math.max(from, end), true).size());
        if (end > low) {
            holes.put(from, end);
            settle();
        }
        return missed;
    }

    /** @return how many of the events up to {@code last} are not done with */
    long openUpTo(long last) {
        return Math.max(0, last - low - beyond.size());
    }

    /** @return {@code events} without those that are done with already */
    List<Event> without(List<Event> events) {
        if (beyond.isEmpty()) {
            return events;
        }
        List<Event> left = new ArrayList<>(events.size());
        for (Event event : events) {
            if (event.cursor() > low && !beyond.contains(event.cursor())) {
                left.add(event);
            }
        }
        return left;
    }

    ConsumerPosition position() {
        long[] cursors = new long[beyond.size()];
        int i = 0;
        for (long cursor : beyond) {
            cursors[i++] = cursor;
        }
        return new ConsumerPosition(low, cursors);
    }

    private void settle() {
        while (true) {
            // A client may acknowledge a cursor in the midst of one.
            Map.Entry<Long, Long> hole = holes.floorEntry(low);
            if (hole != null) {
                holes.headMap(low, true).clear();
                low = Math.max(low, hole.getValue());
                beyond.headSet(low, true).clear();
            } else if (!beyond.isEmpty() && beyond.first() == low + 1) {
                low++;
                beyond.pollFirst();
            } else {
                return;
            }
        }
    }
}

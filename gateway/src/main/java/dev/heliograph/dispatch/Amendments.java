package dev.heliograph.dispatch;

import dev.heliograph.message.Message;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages that were cancelled or replaced while a copy of them may wait in the lane: the copy is dropped or exchanged when its turn comes.
 *
 * <p>A mark holds for copies up to the position that the lane had seen when it was set; a message that is scheduled anew comes back under a later one.
 */
final class Amendments {
    /** Marks kept; the oldest is forgotten first, long after its copy has gone by. */
    static final int MARKS_MAX = 100_000;

    private final Map<Long, Mark> marks = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Mark> eldest) {
            return size() > MARKS_MAX;
        }
    };

    void set(long id, @Nullable Message replacement, long upToPosition) {
        marks.put(id, new Mark(replacement, upToPosition));
    }

    void clear(long id) {
        marks.remove(id);
    }

    /** What became of a copy whose turn has come. */
    enum Turn {
        AS_IT_WAS,
        DROPPED,
        REPLACED
    }

    /** Applies the mark of this copy, if there is one. */
    Turn apply(Pending pending) {
        if (marks.isEmpty()) {
            return Turn.AS_IT_WAS;
        }
        Mark mark = marks.get(pending.message.id());
        if (mark == null || pending.position > mark.upToPosition) {
            return Turn.AS_IT_WAS;
        }
        marks.remove(pending.message.id());
        if (mark.replacement == null) {
            return Turn.DROPPED;
        }
        pending.message = mark.replacement;
        return Turn.REPLACED;
    }

    private record Mark(@Nullable Message replacement, long upToPosition) {}
}

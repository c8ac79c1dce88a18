package dev.heliograph.dispatch;

import dev.heliograph.message.Message;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Messages that are cancelled or replaced while a copy of them may wait in the lane, or be on its way there.
 *
 * <p>A mark is set before the store is asked. A copy whose turn comes before the store has answered is set aside; then it is dropped or exchanged if the store
 * agreed, and sent if it refused. Marks of one message lie on each other, as a client may ask twice. A message that was put off to another time comes back out of
 * the schedule: that copy is known by its time and let through.
 */
final class Amendments {
    /** Marks at once, about 100 octets each; above it amendments are refused rather than forgotten. */
    static final int MARKS_MAX = 1_000_000;

    /** A copy that was on its way when its mark was set has arrived long before this. */
    private static final long UNDER_WAY_NANOS_MAX = 600_000_000_000L;

    private final Map<Long, Mark> marks = new HashMap<>();

    /** One amendment, under way or decided. */
    static final class Mark {
        private final Change change;
        private final @Nullable Mark before;
        private final long setAtNanos;
        private boolean decided;
        private boolean refused;

        private Mark(Change change, @Nullable Mark before, long setAtNanos) {
            this.change = change;
            this.before = before;
            this.setAtNanos = setAtNanos;
        }
    }

    /**
     * What becomes of a copy.
     *
     * @param replacement what is sent instead, or null to drop it
     * @param passSendAtMillis copies for this time are let through; {@link #NO_COPY} for none
     */
    record Change(@Nullable Message replacement, long passSendAtMillis) {
        static final long NO_COPY = -1;
        static final Change CANCELLED = new Change(null, NO_COPY);

        static Change of(Message old, @Nullable Message replacement) {
            if (replacement == null) {
                return CANCELLED;
            }
            boolean sameTime = replacement.sendAtMillis() == old.sendAtMillis();
            return sameTime ? new Change(replacement, NO_COPY) : new Change(null, replacement.sendAtMillis());
        }
    }

    /** @return the mark, or null when there is no room for another */
    @Nullable
    Mark set(long id, Change change, long nowNanos) {
        Mark before = marks.get(id);
        if (before == null && marks.size() >= MARKS_MAX) {
            return null;
        }
        Mark mark = new Mark(change, before, nowNanos);
        marks.put(id, mark);
        return mark;
    }

    /** The store has answered: from now on the mark holds, or is as if it had never been. */
    void decide(long id, Mark mark, boolean agreed) {
        mark.decided = true;
        mark.refused = !agreed;
        Mark top = standing(marks.get(id));
        if (top == null) {
            marks.remove(id);
        } else {
            marks.put(id, top);
        }
    }

    private static @Nullable Mark standing(@Nullable Mark top) {
        Mark mark = top;
        while (mark != null && mark.refused) {
            mark = mark.before;
        }
        return mark;
    }

    /** What became of a copy whose turn has come. */
    enum Turn {
        AS_IT_WAS,
        /** The store has not answered yet. */
        UNDECIDED,
        DROPPED,
        REPLACED
    }

    /** Applies the mark of this copy, if there is one. */
    Turn apply(Pending pending) {
        if (marks.isEmpty()) {
            return Turn.AS_IT_WAS;
        }
        Mark mark = marks.get(pending.message.id());
        if (mark == null) {
            return Turn.AS_IT_WAS;
        }
        if (!mark.decided) {
            return Turn.UNDECIDED;
        }
        marks.remove(pending.message.id());
        if (pending.message.sendAtMillis() == mark.change.passSendAtMillis) {
            return Turn.AS_IT_WAS;
        }
        Message replacement = mark.change.replacement;
        if (replacement == null) {
            return Turn.DROPPED;
        }
        pending.replaceBy(replacement);
        return Turn.REPLACED;
    }

    /** No copy is here, or on its way: what comes later comes from the store, which knows what was agreed. */
    void forget(long id) {
        for (Mark mark = marks.get(id); mark != null; mark = mark.before) {
            if (!mark.decided) {
                return;
            }
        }
        marks.remove(id);
    }

    /** Forgets marks whose copy can only have lain on disk, where the amendment itself has reached it. */
    void forgetOld(long nowNanos, LongPredicate isHeld) {
        marks.entrySet()
                .removeIf(each ->
                        nowNanos - each.getValue().setAtNanos > UNDER_WAY_NANOS_MAX && !isHeld.test(each.getKey()));
    }
}

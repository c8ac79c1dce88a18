package dev.heliograph.loadtest;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What became of every message of a run: three arrays by its number, and the order in which the message centre saw them. One thread's.
 *
 * <p>Order is judged by the gateway's own: ids are given in the order of acceptance, and of one account, recipient and priority messages must leave in that order,
 * by whatever door they came.
 */
final class Books {
    private static final byte ACCEPTED = 1;
    private static final byte REFUSED = 2;
    private static final byte UNANSWERED = 4;
    private static final byte SEEN = 8;
    private static final byte ENDED = 16;
    private static final byte ANSWERED = ACCEPTED | REFUSED | UNANSWERED;

    private final Content content;
    private long[] ids = new long[1 << 16];
    private byte[] marks = new byte[1 << 16];
    private int[] seen = new int[1 << 16];
    private int seenSize;
    long accepted;
    long refused;
    long unanswered;
    long ended;
    long asked;
    long seenTwice;
    long foreign;

    Books(Content content) {
        this.content = content;
    }

    private boolean marks(int number, byte mark) {
        if (number >= marks.length) {
            int size = Math.max(number + 1, marks.length * 2);
            ids = Arrays.copyOf(ids, size);
            marks = Arrays.copyOf(marks, size);
        }
        boolean first = (marks[number] & mark) == 0;
        marks[number] |= mark;
        return first;
    }

    void accepted(int number, long id) {
        if (marks(number, ACCEPTED)) {
            accepted++;
            asked += content.asks(number) ? 1 : 0;
            ids[number] = id;
        }
    }

    void refused(int number) {
        refused += marks(number, REFUSED) ? 1 : 0;
    }

    void unanswered(int number) {
        if (number >= marks.length || (marks[number] & ANSWERED) == 0) {
            marks(number, UNANSWERED);
            unanswered++;
        }
    }

    /** The message centre took it. */
    void seen(int number, int sentSoFar) {
        if (number < 0 || number >= sentSoFar) {
            foreign++;
            return;
        }
        seenTwice += marks(number, SEEN) ? 0 : 1;
        if (seenSize == seen.length) {
            seen = Arrays.copyOf(seen, seen.length * 2);
        }
        seen[seenSize++] = number;
    }

    /** @return whether it is the first time */
    boolean ended(int number) {
        boolean first = marks(number, ENDED);
        ended += first ? 1 : 0;
        return first;
    }

    long seenCount() {
        return seenSize - seenTwice;
    }

    long answered() {
        return accepted + refused + unanswered;
    }

    /** @return messages with {@code has} and without {@code lacks} */
    private long count(int has, int lacks, boolean onlyAsking) {
        long count = 0;
        for (int number = 0; number < marks.length; number++) {
            if ((marks[number] & has) == has && (marks[number] & lacks) == 0 && (!onlyAsking || content.asks(number))) {
                count++;
            }
        }
        return count;
    }

    /** @return accepted, but never sent to the message centre */
    long lost() {
        return count(ACCEPTED, SEEN, false);
    }

    /** @return accepted and asked for a receipt, but none came */
    long unended() {
        return count(ACCEPTED, ENDED, true);
    }

    /** @return refused, but sent to the message centre all the same */
    long sentThoughRefused() {
        return count(REFUSED | SEEN, ACCEPTED, false);
    }

    /** @param account of a message, by number: messages of different accounts have no order among them */
    long outOfOrder(java.util.function.IntUnaryOperator account) {
        Map<Long, Long> last = new HashMap<>();
        long faults = 0;
        for (int i = 0; i < seenSize; i++) {
            int number = seen[i];
            if ((marks[number] & ACCEPTED) == 0) {
                continue;
            }
            long key = ((long) account.applyAsInt(number) * Content.RECIPIENTS + number % Content.RECIPIENTS) * 4
                    + content.priority(number).ordinal();
            Long before = last.put(key, ids[number]);
            faults += before != null && before > ids[number] ? 1 : 0;
        }
        return faults;
    }
}

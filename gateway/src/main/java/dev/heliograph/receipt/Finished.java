package dev.heliograph.receipt;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Messages whose end is durable, kept in memory for no longer than they must be: an answer of the store that was read before the end, and comes after it, must not be taken
 * for news. So each is kept until every read that had begun by then is answered; where none is under way, a few are kept all the same, for the receipt that is told
 * twice. Thousands of them would be copied at each collection of the heap, which everybody waits for.
 *
 * <p>Owned by the loop of its correlator.
 */
final class Finished {
    /** Kept although no read is under way. */
    static final int KEPT = 128;
    /** And at most, and so many reads are minded: a disk that cannot tell is asked again for as long as it takes, and must not cost the memory of everything that ends meanwhile. */
    static final int KEPT_MAX = 10_000;

    private final ArrayDeque<Tracked> ended = new ArrayDeque<>();
    /** Reads of which not all that began before are answered, in the order in which they began. */
    private final ArrayDeque<Read> reads = new ArrayDeque<>();

    private long begun;

    private static final class Read {
        private boolean answered;
    }

    /**
     * A read of the store begins.
     *
     * @return takes its answer
     */
    <T extends @Nullable Object> Consumer<T> reading(Consumer<T> answer) {
        Read read = new Read();
        reads.add(read);
        begun++;
        if (reads.size() > KEPT_MAX) {
            reads.remove();
        }
        return found -> {
            answer.accept(found);
            read.answered = true;
            while (!reads.isEmpty() && reads.peek().answered) {
                reads.remove();
            }
        };
    }

    /** Its end, or that it went on elsewhere, is durable. */
    void add(Tracked entry) {
        entry.readsBefore = begun;
        ended.add(entry);
    }

    /** @return one that need not be known any longer, taken out of these; null when there is none */
    @Nullable
    Tracked takeOld() {
        Tracked oldest = ended.peek();
        if (oldest == null || ended.size() <= KEPT) {
            return null;
        }
        boolean allAnswered = begun - reads.size() >= oldest.readsBefore;
        return allAnswered || ended.size() > KEPT_MAX ? ended.remove() : null;
    }
}

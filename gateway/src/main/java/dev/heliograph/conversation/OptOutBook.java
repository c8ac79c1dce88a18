package dev.heliograph.conversation;

import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfKey;
import dev.heliograph.store.ShelfRow;
import dev.heliograph.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who wants nothing more: durable, and in memory as fingerprints. That somebody leaves counts from the moment it is heard, that somebody is back only once it is
 * durable. When there are more than memory may hold, {@link #isWhole} says so, and whoever sends has to {@link #ask}.
 *
 * <p>What was said here counts at once; of what was said at other nodes, what was said last, and of two words of one moment the one to leave. So that none of them is
 * compared with what is only on its way to the disk, words about one person wait for each other: see {@link #take}.
 */
public final class OptOutBook implements OptOuts {
    /** Opt-outs in memory, some 80 octets each. */
    public static final int HELD_MAX = 1_000_000;

    private static final int PAGE_ROWS = 500;

    /** People share these by their fingerprints. */
    private static final int STRIPES = 256;

    /** Below the time in the number of a word. */
    private static final int WORD_BITS = 20;

    private final Store store;
    private final int heldMax;

    /** The number says which word it was, and when it was said, so that an older one that becomes durable later does not undo it. */
    private final Map<Long, Long> held = new ConcurrentHashMap<>();

    /** Words that have begun to change something, and those of them that are not durable yet. */
    private final AtomicIntegerArray changes = new AtomicIntegerArray(STRIPES);

    private final AtomicIntegerArray underWay = new AtomicIntegerArray(STRIPES);

    private final AtomicLong words = new AtomicLong();
    private volatile boolean whole = true;
    private final AtomicLong newest = new AtomicLong();
    private volatile Consumer<OptOut> told = change -> {};

    public OptOutBook(Store store) {
        this(store, HELD_MAX);
    }

    OptOutBook(Store store, int heldMax) {
        this.store = store;
        this.heldMax = heldMax;
    }

    /** @param listener hears of what was said at this node, once it is durable; any thread */
    public void tell(Consumer<OptOut> listener) {
        told = listener;
    }

    /** Reads what is on the disk; nothing may be sent before. */
    void load(Executor owner, Runnable done, Runnable failed) {
        Consumer<ShelfRow> row = one -> {
            OptOut optOut = OptOut.of(one);
            if (optOut != null) {
                newest.accumulateAndGet(optOut.atMillis(), Math::max);
                if (optOut.out()) {
                    hold(optOut);
                }
            }
        };
        ShelfScan.read(store, Shelf.OPT_OUTS, new byte[0], owner, row, done, failed);
    }

    private void hold(OptOut optOut) {
        long fingerprint = optOut.fingerprint();
        if (held.size() < heldMax || held.containsKey(fingerprint)) {
            long number = words.incrementAndGet() & ((1 << WORD_BITS) - 1);
            held.put(fingerprint, optOut.atMillis() << WORD_BITS | number);
        } else {
            whole = false;
        }
    }

    // ---- who

    @Override
    public boolean has(String account, String kind, String address) {
        return !held.isEmpty() && (holds(account, kind, address) || holds(account, OptOut.EVERY_CHANNEL, address));
    }

    @Override
    public boolean hasLeft(String channel, String address) {
        return !held.isEmpty() && holds(OptOut.EVERYBODY, channel, address);
    }

    private boolean holds(String account, String channel, String address) {
        return held.containsKey(Fingerprint.of(account, channel, PlainAddress.of(address)));
    }

    /** @return when the newest that is known was said, milliseconds since 1970; 0 when nothing is */
    public long newestMillis() {
        return newest.get();
    }

    /** @return false when there is certainly nothing to take back */
    boolean mayHold(String account, String channel, String address) {
        return !whole || holds(account, channel, address);
    }

    /** @return opt-outs in memory */
    public int size() {
        return held.size();
    }

    /** @return whether memory holds all there are; if not, only {@link #ask} knows */
    public boolean isWhole() {
        return whole;
    }

    /** Asks the disk for one that memory does not hold. */
    public void ask(
            String account, String channel, String address, Executor owner, Consumer<Boolean> answer, Runnable failed) {
        byte[] key = ShelfKey.of(account, PlainAddress.of(address), channel).octets();
        store.shelved(
                Shelf.OPT_OUTS,
                key,
                owner,
                row -> {
                    OptOut optOut = row == null ? null : OptOut.of(row);
                    answer.accept(optOut != null && optOut.out());
                },
                failed);
    }

    // ---- what changes

    /**
     * A change on its way to the disk.
     *
     * @param row to be written together with whatever made it so
     * @param written to be run once it is
     */
    record Change(ShelfRow row, Runnable written) {}

    /** Somebody leaves, from now on, or comes back, once it is written; the row must be on its way to the disk before this thread does anything else. */
    Change change(OptOut said) {
        OptOut optOut = afterWhatIsKnown(said);
        int stripe = stripe(optOut);
        changes.incrementAndGet(stripe);
        underWay.incrementAndGet(stripe);
        Runnable heard = hear(optOut);
        return new Change(optOut.row(), () -> {
            underWay.decrementAndGet(stripe);
            heard.run();
            told.accept(optOut);
        });
    }

    private static int stripe(OptOut optOut) {
        return (int) (optOut.fingerprint() & (STRIPES - 1));
    }

    /** Whoever is back has said so after they left, also where the clock of the node that they left at is ahead of this one's. */
    private OptOut afterWhatIsKnown(OptOut optOut) {
        Long word = optOut.out() ? null : held.get(optOut.fingerprint());
        return word == null ? optOut : optOut.notBefore((word >>> WORD_BITS) + 1);
    }

    /** @return what is left to do once it is durable */
    private Runnable hear(OptOut optOut) {
        newest.accumulateAndGet(optOut.atMillis(), Math::max);
        if (optOut.out()) {
            hold(optOut);
            return () -> {};
        }
        long fingerprint = optOut.fingerprint();
        Long word = held.get(fingerprint);
        return word == null || word >>> WORD_BITS >= optOut.atMillis()
                ? () -> {}
                : () -> held.remove(fingerprint, word);
    }

    /** Writes a change by itself. */
    public void put(OptOut optOut, Executor owner, Runnable answer) {
        Change change = change(optOut);
        store.keep(List.of(change.row()), owner, () -> {
            change.written().run();
            answer.run();
        });
    }

    /**
     * Takes what was said at another node, unless something newer is known here. What is known is read from the disk, and so only while nothing else about that person is
     * on its way there: else this waits behind it and reads again.
     */
    public void take(OptOut optOut, Executor owner, Runnable answer) {
        int stripe = stripe(optOut);
        int before = changes.get(stripe);
        if (underWay.get(stripe) > 0) {
            takeLater(optOut, owner, answer);
            return;
        }
        store.shelved(
                Shelf.OPT_OUTS,
                optOut.key(),
                owner,
                row -> {
                    OptOut known = row == null ? null : OptOut.of(row);
                    if (!changes.compareAndSet(stripe, before, before + 1)) {
                        takeLater(optOut, owner, answer);
                    } else if (known == null || optOut.isAfter(known)) {
                        underWay.incrementAndGet(stripe);
                        Runnable heard = hear(optOut);
                        store.keep(List.of(optOut.row()), owner, () -> {
                            underWay.decrementAndGet(stripe);
                            heard.run();
                            answer.run();
                        });
                    } else {
                        answer.run();
                    }
                },
                answer);
    }

    /** Behind what is on its way to the disk now. */
    private void takeLater(OptOut optOut, Executor owner, Runnable answer) {
        store.keep(List.of(), owner, () -> take(optOut, owner, answer));
    }

    // ---- lists

    /**
     * Some of an account's opt-outs, in no order that means anything.
     *
     * @param next for the page behind, null when there is none
     */
    public record Page(List<OptOut> optOuts, byte @Nullable [] next) {}

    /**
     * @param address of one person, or null for all
     * @param channel kind of channel, or null for all
     * @param after {@link Page#next} of the page before, empty for the first
     * @param limit at least 1
     */
    public void list(
            String account,
            @Nullable String address,
            @Nullable String channel,
            byte[] after,
            int limit,
            Executor owner,
            Consumer<Page> answer,
            Runnable failed) {
        byte[] prefix = address == null
                ? ShelfKey.of(account).octets()
                : ShelfKey.of(account, PlainAddress.of(address)).octets();
        list(prefix, channel, after, limit, new ArrayList<>(), owner, answer, failed);
    }

    private void list(
            byte[] prefix,
            @Nullable String channel,
            byte[] after,
            int limit,
            List<OptOut> found,
            Executor owner,
            Consumer<Page> answer,
            Runnable failed) {
        Consumer<List<ShelfRow>> rows = page -> {
            for (ShelfRow row : page) {
                OptOut optOut = OptOut.of(row);
                if (optOut != null && optOut.out() && (channel == null || channel.equals(optOut.channel()))) {
                    found.add(optOut);
                }
                if (found.size() == limit) {
                    answer.accept(new Page(found, row.key()));
                    return;
                }
            }
            if (page.size() < PAGE_ROWS) {
                answer.accept(new Page(found, null));
            } else {
                byte[] last = page.get(page.size() - 1).key();
                list(prefix, channel, last, limit, found, owner, answer, failed);
            }
        };
        store.shelf(Shelf.OPT_OUTS, prefix, after, PAGE_ROWS, owner, rows, failed);
    }

    /**
     * Everything that is on the disk, also who is back, for a node that has just come.
     *
     * @param after key of the last row before, empty for the first
     */
    public void all(byte[] after, int limit, Executor owner, Consumer<List<ShelfRow>> answer, Runnable failed) {
        store.shelf(Shelf.OPT_OUTS, new byte[0], after, limit, owner, answer, failed);
    }
}

package dev.heliograph.conversation;

import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfKey;
import dev.heliograph.store.ShelfRow;
import dev.heliograph.store.Store;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who wants nothing more: durable, and in memory as fingerprints. That somebody leaves counts from the moment it is heard, that somebody is back only once it is
 * durable. When there are more than memory may hold, {@link #isWhole} says so, and whoever sends has to {@link #ask}.
 *
 * <p>What was said here counts at once; with what was said at other nodes it is as {@link Stops} says. So that none of them is put together with what is only on its way to the
 * disk, words about one person wait for each other: see {@link #take}. So that the disk keeps the word that memory keeps, a word is heard and handed to the store in one
 * step, one person at a time: the only lock here, held for no longer than that.
 */
public final class OptOutBook implements OptOuts {
    /** Opt-outs in memory, some 90 octets each. */
    public static final int HELD_MAX = 1_000_000;

    private static final int PAGE_ROWS = 500;

    /** Of a row that is nobody's and says {@link #apart()}. */
    private static final byte[] APART_KEY = ShelfKey.of("", "", "").octets();

    /** People share these by their addresses. */
    private static final int STRIPES = 256;

    private final Store store;
    private final String node;
    private final int heldMax;

    /** Each word is an object of its own, so that an older one that becomes durable later does not undo it. */
    private final Map<Long, Word> held = new ConcurrentHashMap<>();

    private final Stripe[] stripes = new Stripe[STRIPES];

    /** When the last word to leave was heard here, by its date. */
    private final AtomicLong lastHeard = new AtomicLong();

    private volatile Apart apart = Apart.TOGETHER;
    private volatile boolean whole = true;
    private final AtomicLong newest = new AtomicLong();
    private volatile Consumer<OptOut> told = change -> {};

    /** @param node this node's name, unique among those that tell each other */
    OptOutBook(Store store, String node) {
        this(store, node, HELD_MAX);
    }

    OptOutBook(Store store, String node, int heldMax) {
        this.store = store;
        this.node = node;
        this.heldMax = heldMax;
        Arrays.setAll(stripes, stripe -> new Stripe());
    }

    /** What is known of somebody who has left; nearly always one word, and so no more than that is kept. */
    private static final class Word {
        private final String node;
        private final long atMillis;
        private final @Nullable Stops all;

        private Word(OptOut optOut) {
            Map.Entry<String, Long> first =
                    optOut.stops().left().entrySet().iterator().next();
            this.node = first.getKey();
            this.atMillis = optOut.atMillis();
            this.all = alone().equals(optOut.stops()) ? null : optOut.stops();
        }

        private Stops alone() {
            return Stops.NONE.leaving(node, atMillis);
        }

        Stops stops() {
            return all == null ? alone() : all;
        }
    }

    /** @param listener hears of what was said at this node, once it is durable; any thread */
    public void tell(Consumer<OptOut> listener) {
        told = listener;
    }

    /** Reads what is on the disk; nothing may be sent before. */
    void load(Executor owner, Runnable done, Runnable failed) {
        Consumer<ShelfRow> row = one -> {
            OptOut optOut = OptOut.of(one);
            if (Arrays.equals(one.key(), APART_KEY)) {
                apart = one.value() == null ? Apart.TOGETHER : Apart.of(Json.read(one.value()));
            } else if (optOut != null) {
                newest.accumulateAndGet(optOut.atMillis(), Math::max);
                recall(optOut.stops().left());
                recall(optOut.stops().back());
                if (optOut.out()) {
                    hold(optOut);
                }
            }
        };
        ShelfScan.read(store, Shelf.OPT_OUTS, new byte[0], owner, row, done, failed);
    }

    private void recall(Map<String, Long> words) {
        lastHeard.accumulateAndGet(words.getOrDefault(node, 0L), Math::max);
    }

    private void hold(OptOut optOut) {
        long fingerprint = optOut.fingerprint();
        if (held.size() < heldMax || held.containsKey(fingerprint)) {
            held.put(fingerprint, new Word(optOut));
        } else {
            whole = false;
        }
    }

    // ---- other nodes

    /** @return what they may not have told each other, also before a restart */
    public Apart apart() {
        return apart;
    }

    /** Remembers that. */
    public void apart(Apart now) {
        if (!now.equals(apart)) {
            apart = now;
            ShelfRow row = now.equals(Apart.TOGETHER)
                    ? ShelfRow.dropped(Shelf.OPT_OUTS, APART_KEY)
                    : new ShelfRow(
                            Shelf.OPT_OUTS, APART_KEY, now.toJson().toBuffer().getBytes(), 0);
            store.keep(List.of(row), Runnable::run, () -> {});
        }
    }

    // ---- who

    @Override
    public boolean has(String account, String kind, String address) {
        return !held.isEmpty() && (holds(account, kind, address) || holds(account, OptOut.EVERY_CHANNEL, address));
    }

    @Override
    public boolean hasLeft(String channel, String address) {
        return !held.isEmpty()
                && (holds(OptOut.EVERYBODY, channel, address) || holds(OptOut.EVERYBODY_IN_WORDS, channel, address));
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
        find(account, channel, address, owner, known -> answer.accept(known != null && known.out()), failed);
    }

    /** @param answer what the disk knows of somebody, also that they are back; null when that is nothing */
    void find(
            String account,
            String channel,
            String address,
            Executor owner,
            Consumer<@Nullable OptOut> answer,
            Runnable failed) {
        byte[] key = ShelfKey.of(account, PlainAddress.of(address), channel).octets();
        store.shelved(Shelf.OPT_OUTS, key, owner, row -> answer.accept(row == null ? null : OptOut.of(row)), failed);
    }

    // ---- what changes

    /** Gives what was said to the store. */
    interface Handing {
        /**
         * @param rows to be on their way to the disk when this returns, together with whatever made them so
         * @param written to be run once they are there
         */
        void over(List<ShelfRow> rows, Runnable written);
    }

    /**
     * Somebody leaves, from now on, or comes back, once it is written.
     *
     * @param said about one person; often nothing
     * @param handing called once, at once, while nothing else is said about that person
     */
    void change(List<OptOut> said, Handing handing) {
        if (said.isEmpty()) {
            handing.over(List.of(), () -> {});
            return;
        }
        Stripe stripe = stripe(said.get(0));
        List<ShelfRow> rows = new ArrayList<>();
        List<Stripe.Word> begun = new ArrayList<>();
        List<Runnable> written = new ArrayList<>();
        synchronized (stripe) {
            for (OptOut one : said) {
                OptOut optOut = one.out() ? leaving(one) : returning(one);
                Stripe.Word word = stripe.begin(hear(optOut));
                rows.add(optOut.row());
                begun.add(word);
                written.add(word);
                written.add(() -> told.accept(optOut));
            }
            stripe.handOver(begun, () -> handing.over(rows, () -> written.forEach(Runnable::run)));
        }
    }

    /** All that is said about one person is of one stripe, whatever the account and the channel. */
    private Stripe stripe(OptOut optOut) {
        long hash = Fingerprint.of(OptOut.EVERYBODY, OptOut.EVERY_CHANNEL, optOut.address());
        return stripes[(int) (hash & (STRIPES - 1))];
    }

    /** No two words have one date, and none is so old beside the newest that is known as if the clocks told which was the last. */
    private OptOut leaving(OptOut said) {
        long notBefore = Math.max(said.atMillis(), newest.get() - Stops.APART_MILLIS);
        long atMillis = lastHeard.updateAndGet(last -> Math.max(notBefore, last + 1));
        Word word = held.get(said.fingerprint());
        return said.said(atMillis, (word == null ? Stops.NONE : word.stops()).leaving(node, atMillis));
    }

    /** Whoever is back has said so after they left, also where the clock of the node that they left at is ahead of this one's. */
    private OptOut returning(OptOut said) {
        Word word = held.get(said.fingerprint());
        if (word == null) {
            // What memory does not hold is on the disk, or was never said.
            return whole ? said.said(said.atMillis(), Stops.NONE.returning(said.atMillis())) : said;
        }
        long atMillis = Math.max(said.atMillis(), word.atMillis + 1);
        return said.said(atMillis, word.stops().returning(atMillis));
    }

    /** @return what is left to do once it is durable */
    private Runnable hear(OptOut optOut) {
        newest.accumulateAndGet(optOut.atMillis(), Math::max);
        if (optOut.out()) {
            hold(optOut);
            return () -> {};
        }
        long fingerprint = optOut.fingerprint();
        Word word = held.get(fingerprint);
        return word == null ? () -> {} : () -> held.remove(fingerprint, word);
    }

    /** Writes a change by itself. */
    public void put(OptOut optOut, Executor owner, Runnable answer) {
        change(
                List.of(optOut),
                (rows, written) -> store.keep(rows, owner, () -> {
                    written.run();
                    answer.run();
                }));
    }

    /**
     * Takes what was said at another node to what is known here. That is read from the disk, and so only while nothing else about that person is on its way there: else
     * this waits behind it and reads again.
     *
     * @param answer once it is durable, or was known
     * @param unread instead of it, when the disk cannot tell what is known and memory does not know either: it has not been taken
     */
    public void take(OptOut optOut, Executor owner, Runnable answer, Runnable unread) {
        Stripe stripe = stripe(optOut);
        int before;
        synchronized (stripe) {
            if (stripe.isUnderWay()) {
                takeLater(optOut, owner, answer, unread);
                return;
            }
            before = stripe.changes();
        }
        store.shelved(
                Shelf.OPT_OUTS,
                optOut.key(),
                owner,
                row -> {
                    OptOut known = row == null ? null : OptOut.of(row);
                    OptOut both = known == null ? optOut : optOut.and(known);
                    takeIf(!both.equals(known), both, before, owner, answer, unread);
                },
                () -> takeUnread(optOut, before, owner, answer, unread));
    }

    /**
     * The disk could not tell what is known. Memory knows who has left, and which words stand; of those beyond it, whoever leaves has left, and whoever is back has to wait for
     * the disk: nobody is written to because it cannot be read.
     */
    private void takeUnread(OptOut optOut, int before, Executor owner, Runnable answer, Runnable unread) {
        Word word = held.get(optOut.fingerprint());
        if (word == null && !optOut.out() && !whole) {
            unread.run();
        } else if (word == null) {
            takeIf(true, optOut, before, owner, answer, unread);
        } else {
            OptOut known = optOut.said(word.atMillis, word.stops());
            OptOut both = optOut.and(known);
            takeIf(!both.equals(known), both, before, owner, answer, unread);
        }
    }

    /**
     * @param news whether it was not known
     * @param both with what was known
     * @param before {@link Stripe#changes()} at that time
     */
    private void takeIf(boolean news, OptOut both, int before, Executor owner, Runnable answer, Runnable unread) {
        Stripe stripe = stripe(both);
        synchronized (stripe) {
            if (stripe.changes() != before) {
                takeLater(both, owner, answer, unread);
                return;
            }
            if (news) {
                Stripe.Word word = stripe.begin(hear(both));
                stripe.handOver(
                        List.of(word),
                        () -> store.keep(List.of(both.row()), owner, () -> {
                            word.run();
                            answer.run();
                        }));
                return;
            }
        }
        answer.run();
    }

    /** Behind what is on its way to the disk now. */
    private void takeLater(OptOut optOut, Executor owner, Runnable answer, Runnable unread) {
        store.keep(List.of(), owner, () -> take(optOut, owner, answer, unread));
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

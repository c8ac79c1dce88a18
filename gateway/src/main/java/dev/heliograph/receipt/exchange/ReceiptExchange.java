package dev.heliograph.receipt.exchange;

import dev.heliograph.receipt.Correlator;
import dev.heliograph.store.ParkedReceipt;
import dev.heliograph.throttle.Scheduler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers the receipts that this node parked to the others, and takes theirs.
 *
 * <p>It works in turns, one at a time: collect what is due to be offered, write it together with the answers of the turn before, read what others wrote, have it
 * dealt with, rest. A node answers an offer only once its store has the receipt's effect; the one that offered forgets its copy only when it reads that answer. Any
 * note may be lost: offers are repeated at growing distances for as long as the receipt is parked, and all at once when a node says that it has come (back). A
 * receipt that is applied twice changes nothing.
 *
 * <p>Owned by one event loop.
 */
public final class ReceiptExchange implements AutoCloseable {
    /** Between two turns. */
    static final long REST_NANOS = 250_000_000L;

    /** After a failure; long enough not to be a burden, short against the hours that receipts wait. */
    static final long FAILED_REST_NANOS = 1_000_000_000L;

    /** Offers of one turn: 500 a second. */
    static final int OFFERS_MAX = 125;

    /** Notes read in one turn; when there were so many the next turn follows at once. */
    static final int NOTES_MAX = 500;

    private static final Logger LOG = LoggerFactory.getLogger(ReceiptExchange.class);

    private final String node;
    private final ExchangeLine line;
    private final Supplier<Collection<Correlator>> accounts;
    private final Executor loop;
    private final Scheduler scheduler;
    private final ExchangeCounts counts = new ExchangeCounts();

    /** Answers to offers, written with the next turn; never more than the notes of one turn. */
    private final List<Note> answers = new ArrayList<>();

    /** Accounts whose parked receipts have been told that there are other nodes. */
    private final Set<String> offering = new HashSet<>();

    private boolean open;
    private boolean troubled;
    private boolean closed;

    /**
     * @param node this node's name, unique among those that share the line
     * @param accounts the correlators there are, perhaps more with time
     * @param loop on which everything here happens, and {@code line} answers
     */
    public ReceiptExchange(
            String node,
            ExchangeLine line,
            Supplier<Collection<Correlator>> accounts,
            Executor loop,
            Scheduler scheduler) {
        this.node = node;
        this.line = line;
        this.accounts = accounts;
        this.loop = loop;
        this.scheduler = scheduler;
    }

    public void start() {
        loop.execute(this::turn);
    }

    public ExchangeCounts counts() {
        return counts;
    }

    /** Offers nothing more; what is parked waits in the store. Any thread. */
    @Override
    public void close() {
        loop.execute(() -> {
            closed = true;
            open = false;
            counts.open(false);
            line.close();
        });
    }

    private void turn() {
        if (closed) {
            return;
        }
        Future<Integer> turn = open ? Future.succeededFuture(0) : open();
        turn.compose(ready -> collect())
                .compose(this::write)
                .compose(written -> line.read(NOTES_MAX))
                .compose(this::dealWith)
                .onComplete(done -> {
                    if (closed) {
                        return;
                    }
                    if (done.failed()) {
                        failed(done.cause());
                    } else if (done.result() >= NOTES_MAX) {
                        loop.execute(this::turn);
                    } else {
                        scheduler.after(REST_NANOS, this::turn);
                    }
                });
    }

    private Future<Integer> open() {
        return line.open().map(ready -> {
            open = true;
            counts.open(true);
            if (troubled) {
                troubled = false;
                LOG.info("receipts are exchanged with the other nodes again");
            }
            // Whoever reads this offers again what it has parked, and we do the same: either side may have been away.
            offering.clear();
            answers.add(new Note.Hello(node));
            return 0;
        });
    }

    private void failed(Throwable cause) {
        open = false;
        counts.open(false);
        counts.failures.increment();
        if (!troubled) {
            troubled = true;
            LOG.warn("receipts cannot be exchanged with the other nodes, they wait here: {}", cause.toString());
        }
        line.close();
        // What was not answered is offered again by the other side.
        answers.clear();
        scheduler.after(FAILED_REST_NANOS, this::turn);
    }

    // ---- out

    /** Asks each account on its own loop, one after the other, until there is enough for one turn. */
    private Future<List<Note>> collect() {
        return collect(new ArrayList<>(accounts.get()).iterator(), new ArrayList<>(answers))
                .onSuccess(all -> answers.clear());
    }

    private Future<List<Note>> collect(Iterator<Correlator> left, List<Note> collected) {
        int room = OFFERS_MAX - (collected.size() - answers.size());
        if (!left.hasNext() || room <= 0) {
            return Future.succeededFuture(collected);
        }
        Correlator account = left.next();
        boolean first = offering.add(account.account());
        Promise<List<Note>> answer = Promise.promise();
        account.owner().execute(() -> {
            if (first) {
                account.parking().offerAllSoon();
            }
            List<ParkedReceipt> due = account.parking().toOffer(room);
            loop.execute(() -> {
                due.forEach(receipt -> collected.add(new Note.Offer(node, receipt)));
                collect(left, collected).onComplete(answer);
            });
        });
        return answer.future();
    }

    private Future<Void> write(List<Note> notes) {
        counts.written.add(notes.size());
        return notes.isEmpty()
                ? Future.succeededFuture()
                : line.write(notes.stream().map(Note::toText).toList());
    }

    // ---- in

    /** @return how many there were, once every one of them has been dealt with: nothing more is read before */
    private Future<Integer> dealWith(List<String> texts) {
        counts.read.add(texts.size());
        Map<String, Correlator> byAccount = new HashMap<>();
        accounts.get().forEach(account -> byAccount.put(account.account(), account));
        List<Future<Void>> open = new ArrayList<>();
        for (String text : texts) {
            Note note = Note.parse(text);
            if (note == null) {
                counts.malformed.increment();
            } else if (!note.node().equals(node)) {
                dealWith(note, byAccount, open);
            }
        }
        return Future.join(open).map(texts.size());
    }

    private void dealWith(Note note, Map<String, Correlator> byAccount, List<Future<Void>> open) {
        if (note instanceof Note.Offer offer) {
            Correlator account = byAccount.get(offer.receipt().account());
            if (account != null) {
                open.add(take(account, offer));
            }
        } else if (note instanceof Note.Taken taken) {
            Correlator account = byAccount.get(taken.account());
            if (account != null && taken.to().equals(node)) {
                account.owner().execute(() -> account.parking().onTakenElsewhere(taken.providerId(), taken.state()));
            }
        } else {
            byAccount.values().forEach(account -> account.owner().execute(account.parking()::offerAllSoon));
        }
    }

    private Future<Void> take(Correlator account, Note.Offer offer) {
        Promise<Void> dealtWith = Promise.promise();
        ParkedReceipt receipt = offer.receipt();
        Note.Taken answer =
                new Note.Taken(node, offer.node(), receipt.account(), receipt.providerId(), receipt.state());
        Runnable taken = () -> loop.execute(() -> {
            answers.add(answer);
            dealtWith.complete();
        });
        Runnable unknown = () -> loop.execute(dealtWith::complete);
        account.owner().execute(() -> account.onOffer(receipt, taken, unknown));
        return dealtWith.future();
    }
}

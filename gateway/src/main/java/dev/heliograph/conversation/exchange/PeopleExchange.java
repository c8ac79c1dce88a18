package dev.heliograph.conversation.exchange;

import dev.heliograph.conversation.OptOut;
import dev.heliograph.conversation.OptOutBook;
import dev.heliograph.conversation.RepliedTo;
import dev.heliograph.conversation.TwoWay;
import dev.heliograph.conversation.WindowBook;
import dev.heliograph.conversation.WindowNews;
import dev.heliograph.store.ShelfRow;
import dev.heliograph.throttle.Scheduler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other nodes who wants nothing more, who wrote and what became of their windows, and hears it from them. Each node keeps its own durable copy. Asks them too which
 * message somebody answers, when this node does not know it.
 *
 * <p>It works in turns, one at a time: write what was heard here, read what others wrote, have it stored, rest. A note may be lost, as when the line was down or a node
 * away; so whoever comes (back) says how much it may have missed, and offers as many opt-outs itself, from the disk, page by page. Of windows nothing is offered again:
 * they are called unknown until what was missed has closed.
 *
 * <p>Whoever comes sends nothing to anybody before it has {@link #caughtUp}; whoever goes tells first what it has heard to the end.
 *
 * <p>Owned by one event loop.
 */
public final class PeopleExchange {
    /** Between two turns, and so about how long the other nodes may still send. */
    static final long REST_NANOS = 250_000_000L;

    /** The same while an answer of theirs is waited for. */
    static final long SHORT_REST_NANOS = 20_000_000L;

    static final long FAILED_REST_NANOS = 1_000_000_000L;

    /** Notes written, and read, in one turn. */
    static final int NOTES_MAX = 500;

    /** Notes that wait to be written; with more, what is on the disk is offered instead. */
    static final int WAITING_MAX = 10_000;

    /** How long nodes may have been apart before the newest that one of them knows. */
    static final long APART_MILLIS = Duration.ofDays(7).toMillis();

    /** Without a word from another node for so long there is none, or none that could tell anything. */
    static final long ALONE_NANOS = 1_000_000_000L;

    /** No node is waited for longer. */
    static final long CATCH_UP_NANOS = 10_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(PeopleExchange.class);
    private static final String HELLO = "hello";
    private static final String OPT_OUT = "opt-out";
    private static final String WROTE = "wrote";
    private static final String FOLLOWED = "followed";
    private static final String SHUT = "shut";

    /** Behind all that a {@link #HELLO} has asked for. */
    private static final String OFFERED = "offered";

    private final String node;
    private final NodeLine line;
    private final OptOutBook book;
    private final WindowBook windows;
    private final RepliedTo repliedTo;
    private final ReplyQuestions questions;
    private final Executor loop;
    private final Scheduler scheduler;
    private final ArrayDeque<JsonObject> waiting = new ArrayDeque<>();

    /** Notes that could not be understood. */
    public final LongAdder malformed = new LongAdder();

    private final Promise<Void> caughtUp = Promise.promise();
    private final Promise<Void> ended = Promise.promise();
    private boolean open;
    private boolean greeted;
    private boolean troubled;
    private boolean turning;

    /** Tells the rest that is taken now from those that were cut short. */
    private long rests;

    private boolean closing;
    private boolean heardOthers;
    private boolean asked;

    /** Behind which row of the disk the offering goes on; null when nothing is to be offered. */
    private byte @Nullable [] offering;

    /** Only what was said since then is offered. */
    private long offeringSince;

    /** What was said since then the other nodes may not have been told, however long they have been apart; {@link Long#MAX_VALUE} when they have. */
    private long untoldSince = Long.MAX_VALUE;

    /**
     * @param node this node's name, unique among those that share the line
     * @param loop on which everything here happens, and {@code line} answers
     */
    public PeopleExchange(String node, NodeLine line, TwoWay people, Executor loop, Scheduler scheduler) {
        this.node = node;
        this.line = line;
        this.book = people.optOuts();
        this.windows = people.windows();
        this.repliedTo = people.repliedTo();
        this.loop = loop;
        this.scheduler = scheduler;
        this.questions = new ReplyQuestions(node, people.repliedTo(), loop, scheduler, this::wake);
    }

    /** @return done when this node knows what it had missed, as far as other nodes were there to tell it; it never fails */
    public Future<Void> start() {
        book.tell(change -> loop.execute(() -> heard(note(OPT_OUT).mergeIn(change.toJson()))));
        windows.share(
                wrote -> loop.execute(() -> heard(note(WROTE).mergeIn(wrote.toJson()))),
                news -> loop.execute(() -> heard(note(kind(news)).mergeIn(news.toJson()))));
        repliedTo.share((question, answer) -> loop.execute(() -> {
            if (open && !closing) {
                questions.ask(question, answer);
            } else {
                answer.accept(null);
            }
        }));
        loop.execute(() -> {
            scheduler.after(ALONE_NANOS, () -> {
                if (!heardOthers) {
                    caughtUp.tryComplete();
                }
            });
            scheduler.after(CATCH_UP_NANOS, caughtUp::tryComplete);
            turn();
        });
        return caughtUp.future();
    }

    /**
     * To be called when nobody is heard here any more; any thread.
     *
     * @return done when the others were told all of it, if they can be
     */
    public Future<Void> close() {
        loop.execute(() -> {
            if (!closing) {
                closing = true;
                if (!turning) {
                    end();
                }
            }
        });
        return ended.future();
    }

    private void end() {
        questions.giveUp();
        List<String> rest = waiting.stream().map(JsonObject::encode).toList();
        Future<Void> told = open ? write(rest) : Future.succeededFuture();
        told.onComplete(done -> {
            line.close();
            caughtUp.tryComplete();
            ended.tryComplete();
        });
    }

    private static String kind(WindowNews news) {
        return news instanceof WindowNews.Shut ? SHUT : FOLLOWED;
    }

    private void heard(JsonObject note) {
        if (waiting.size() < WAITING_MAX) {
            waiting.add(note);
        } else if (greeted) {
            // As if this node had been away: what does not go out now is on the disk.
            greeted = false;
            offer(oldest());
        }
    }

    private void offer(long sinceMillis) {
        offeringSince = offering == null ? sinceMillis : Math.min(offeringSince, sinceMillis);
        offering = new byte[0];
    }

    private void turn() {
        if (closing) {
            return;
        }
        turning = true;
        Future<Void> ready = open ? Future.succeededFuture() : line.open().onSuccess(done -> opened());
        ready.compose(done -> collect())
                .compose(notes -> write(notes).onFailure(cause -> offer(oldest())))
                .compose(written -> {
                    if (offering == null) {
                        untoldSince = Long.MAX_VALUE;
                    }
                    return line.read(NOTES_MAX);
                })
                .compose(this::dealWith)
                .onComplete(done -> {
                    turning = false;
                    if (closing) {
                        end();
                        return;
                    }
                    if (done.failed()) {
                        failed(done.cause());
                    } else if (done.result() >= NOTES_MAX || !waiting.isEmpty() || questions.hasNext()) {
                        long next = ++rests;
                        loop.execute(() -> turnUnlessCutShort(next));
                    } else {
                        rest(questions.isAsking() ? SHORT_REST_NANOS : REST_NANOS);
                    }
                });
    }

    private void rest(long nanos) {
        long rest = ++rests;
        scheduler.after(nanos, () -> turnUnlessCutShort(rest));
    }

    private void turnUnlessCutShort(long rest) {
        if (rest == rests) {
            turn();
        }
    }

    /** Somebody waits for what is to be written: the rest is over. */
    private void wake() {
        if (open && !turning && !closing) {
            rests++;
            turn();
        }
    }

    private void opened() {
        open = true;
        greeted = false;
        windows.blind();
        if (troubled) {
            troubled = false;
            LOG.info("what people say is exchanged with the other nodes again");
        }
        offer(oldest());
    }

    /** @return since when this node may have missed something, or others something of this one */
    private long oldest() {
        return Math.min(untoldSince, Math.max(0, book.newestMillis() - APART_MILLIS));
    }

    private void failed(Throwable cause) {
        open = false;
        windows.blind();
        untoldSince = oldest();
        // Nobody can tell it anything: it sends by what it knows, as the others do.
        caughtUp.tryComplete();
        if (!troubled) {
            troubled = true;
            LOG.warn("what people say cannot be told to the other nodes, it is told later: {}", cause.toString());
        }
        line.close();
        questions.giveUp();
        rest(FAILED_REST_NANOS);
    }

    // ---- out

    private Future<List<String>> collect() {
        List<String> notes = new ArrayList<>();
        if (!greeted) {
            greeted = true;
            notes.add(note(HELLO).put("since", oldest()).encode());
        }
        while (!waiting.isEmpty() && notes.size() < NOTES_MAX) {
            notes.add(waiting.remove().encode());
        }
        questions.moveInto(notes, NOTES_MAX);
        byte[] after = offering;
        if (after == null || notes.size() == NOTES_MAX) {
            return Future.succeededFuture(notes);
        }
        Promise<List<String>> collected = Promise.promise();
        book.all(
                after,
                NOTES_MAX - notes.size(),
                loop,
                rows -> {
                    rows.forEach(row -> add(row, notes));
                    // What was offered meanwhile begins again from the first row.
                    if (offering == after && rows.isEmpty()) {
                        offering = null;
                        offered(notes);
                    } else if (offering == after) {
                        offering = rows.get(rows.size() - 1).key();
                    }
                    collected.complete(notes);
                },
                () -> collected.complete(notes));
        return collected.future();
    }

    private void offered(List<String> notes) {
        if (asked) {
            asked = false;
            notes.add(note(OFFERED).encode());
        }
    }

    private void add(ShelfRow row, List<String> notes) {
        OptOut optOut = OptOut.of(row);
        if (optOut != null && optOut.atMillis() >= offeringSince) {
            notes.add(note(OPT_OUT).mergeIn(optOut.toJson()).encode());
        }
    }

    private JsonObject note(String kind) {
        return new JsonObject().put("v", 1).put("node", node).put("kind", kind);
    }

    private Future<Void> write(List<String> notes) {
        return notes.isEmpty() ? Future.succeededFuture() : line.write(notes);
    }

    // ---- in

    /** Once what came before is stored: notes come in order. */
    private void caughtUpBehind(List<Future<Void>> stored) {
        Future.join(List.copyOf(stored)).onComplete(done -> caughtUp.tryComplete());
    }

    /** @return how many there were, once all of them are stored */
    private Future<Integer> dealWith(List<String> notes) {
        List<Future<Void>> stored = new ArrayList<>();
        for (String note : notes) {
            JsonObject json = read(note);
            if (json == null) {
                malformed.increment();
            } else if (!node.equals(json.getString("node"))) {
                dealWith(json, stored);
            }
        }
        return Future.join(stored).map(notes.size());
    }

    private static @Nullable JsonObject read(String note) {
        try {
            JsonObject json = new JsonObject(note);
            return json.getValue("node") instanceof String && json.getValue("kind") instanceof String ? json : null;
        } catch (DecodeException e) {
            return null;
        }
    }

    private void dealWith(JsonObject json, List<Future<Void>> stored) {
        heardOthers = true;
        questions.heardOf(json.getString("node"));
        switch (json.getString("kind")) {
            case HELLO -> {
                // Whoever comes back may have heard something meanwhile, and could not say so.
                windows.blind();
                if (json.getValue("since") instanceof Number since) {
                    offer(since.longValue());
                    asked = true;
                }
            }
            case WROTE -> {
                WindowBook.Wrote wrote = WindowBook.Wrote.of(json);
                if (wrote == null) {
                    malformed.increment();
                } else {
                    Promise<Void> taken = Promise.promise();
                    windows.take(wrote, loop, taken::complete);
                    stored.add(taken.future());
                }
            }
            case FOLLOWED -> {
                WindowNews.Followed followed = WindowNews.Followed.of(json);
                if (followed == null) {
                    malformed.increment();
                } else {
                    windows.take(followed, json.getString("node"));
                }
            }
            case SHUT -> {
                WindowNews.Shut shut = WindowNews.Shut.of(json);
                if (shut == null) {
                    malformed.increment();
                } else {
                    windows.take(shut);
                }
            }
            case OPT_OUT -> {
                OptOut optOut = OptOut.of(json);
                if (optOut == null) {
                    malformed.increment();
                } else {
                    Promise<Void> taken = Promise.promise();
                    book.take(optOut, loop, taken::complete);
                    stored.add(taken.future());
                }
            }
            case OFFERED -> caughtUpBehind(stored);
            default -> {
                if (!questions.take(json)) {
                    malformed.increment();
                }
            }
        }
    }
}

package dev.heliograph.conversation.exchange;

import dev.heliograph.conversation.Apart;
import dev.heliograph.conversation.OptOut;
import dev.heliograph.conversation.OptOutBook;
import dev.heliograph.conversation.RepliedTo;
import dev.heliograph.conversation.TwoWay;
import dev.heliograph.conversation.WindowBook;
import dev.heliograph.conversation.WindowNews;
import dev.heliograph.throttle.Scheduler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other nodes who wants nothing more, who wrote and what became of their windows, and hears it from them. Each node keeps its own durable copy. Asks them too which
 * message somebody answers, when this node does not know it.
 *
 * <p>It works in turns, one at a time: write what was heard here, read what others wrote, have it stored, rest. When notes were lost, as when the line was down, a node away
 * or too slow, whoever comes (back) says how much the others may have missed, and asks each of them for as many opt-outs: see {@link CatchingUp}. Of windows nothing is told
 * again: they are called unknown until what was missed has closed.
 *
 * <p>Whoever comes sends nothing to anybody before it has {@link #caughtUp}; whoever goes tells first what it has heard to the end.
 *
 * <p>Owned by one event loop.
 */
public final class PeopleExchange {
    /** Between two turns, and so about how long the other nodes may still send. */
    static final long REST_NANOS = 250_000_000L;

    /** The same while an answer of theirs is waited for, or a question. */
    static final long SHORT_REST_NANOS = 20_000_000L;

    /** Before a line is opened again; twice as long each time that it does not hold, up to 16 s. */
    static final long FAILED_REST_NANOS = 1_000_000_000L;

    private static final int DOUBLED_MAX = 4;

    /** A line that was open for so long holds, and whoever is there has read what was said first. */
    static final long HOLDS_NANOS = 10_000_000_000L;

    /** Notes written for all in one turn; a page of opt-outs for one node may come behind them. */
    static final int NOTES_MAX = 500;

    /** Notes read in one turn: more than one node writes, so that no two of them outrun a third. */
    static final int READ_MAX = 2_000;

    /** Notes that wait to be written; with more, they are asked for from the disk instead. */
    static final int WAITING_MAX = 10_000;

    /** How long nodes may have been apart before the newest that one of them knows. */
    static final long APART_MILLIS = Duration.ofDays(7).toMillis();

    /** For so long it is heard who is there, before nobody else is waited for. */
    static final long LISTEN_NANOS = 1_000_000_000L;

    /** No node is waited for longer. */
    static final long CATCH_UP_NANOS = 10_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(PeopleExchange.class);
    private static final String HELLO = "hello";

    /** What everybody answers to a {@link #HELLO} at once. */
    private static final String HERE = "here";

    private static final String WROTE = "wrote";
    private static final String FOLLOWED = "followed";
    private static final String SHUT = "shut";

    private final String node;
    private final PeopleLine line;
    private final OptOutBook book;
    private final WindowBook windows;
    private final RepliedTo repliedTo;
    private final ReplyQuestions questions;
    private final CatchingUp catchingUp;
    private final OptOutPages pages;
    private final SetAside optOuts;
    private final Executor loop;
    private final Scheduler scheduler;
    private final PeopleCounts counts = new PeopleCounts();
    private final ArrayDeque<JsonObject> waiting = new ArrayDeque<>();

    private final Promise<Void> caughtUp = Promise.promise();
    private final Promise<Void> ended = Promise.promise();
    private boolean open;

    /** Tells the line that is open now from those that broke. */
    private long lines;

    private boolean holds;

    /** Lines that broke one after the other. */
    private int broken;

    private boolean greeted;
    private boolean greetedByOthers;

    /** Notes had no place among those that wait. */
    private boolean overflowed;

    private boolean listened;
    private boolean troubled;
    private boolean turning;

    /** Tells the rest that is taken now from those that were cut short. */
    private long rests;

    private boolean closing;

    /** What this node and the others may not have told each other. */
    private Apart apart = Apart.TOGETHER;

    /**
     * @param node this node's name, unique among those that share the line
     * @param loop on which everything here happens, and {@code line} answers
     * @param run random, another at each start
     */
    public PeopleExchange(String node, PeopleLine line, TwoWay people, Executor loop, Scheduler scheduler, int run) {
        this.node = node;
        this.line = line;
        this.book = people.optOuts();
        this.windows = people.windows();
        this.repliedTo = people.repliedTo();
        this.loop = loop;
        this.scheduler = scheduler;
        Numbers numbers = new Numbers(run);
        this.questions = new ReplyQuestions(node, people.repliedTo(), numbers, loop, scheduler, this::wake);
        this.catchingUp = new CatchingUp(node, numbers, scheduler, this::wake);
        this.pages = new OptOutPages(node, book, loop, counts, this::wake);
        this.optOuts = new SetAside(book, loop, scheduler, counts);
    }

    public PeopleCounts counts() {
        return counts;
    }

    /** @return done when this node knows what it had missed, as far as other nodes were there to tell it; it never fails */
    public Future<Void> start() {
        book.tell(change -> loop.execute(() -> heard(note(OptOutPages.OPT_OUT).mergeIn(change.toJson()))));
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
            apart = book.apart();
            catchingUp.recover(apart.missedOf());
            // Whoever knows nobody has nothing to tell.
            long untoldSince = book.newestMillis() == 0 ? Long.MAX_VALUE : recently();
            apart(new Apart(recently(), untoldSince));
            scheduler.after(CATCH_UP_NANOS, () -> {
                if (caughtUp.tryComplete()) {
                    LOG.warn(
                            "the other nodes have not told yet all that was said while this one was away; it sends by what it knows");
                }
            });
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
            counts.open(false);
            line.close();
            caughtUp.tryComplete();
            ended.tryComplete();
        });
    }

    private static String kind(WindowNews news) {
        return news instanceof WindowNews.Shut ? SHUT : FOLLOWED;
    }

    private JsonObject note(String kind) {
        return PeopleNote.of(node, kind);
    }

    private void heard(JsonObject note) {
        if (waiting.size() < WAITING_MAX) {
            waiting.add(note);
        } else if (!overflowed) {
            // As if this node had been away: what does not go out now is on the disk.
            overflowed = true;
            apart(new Apart(Long.MAX_VALUE, recently()));
        }
    }

    // ---- turns

    private void turn() {
        if (closing) {
            return;
        }
        turning = true;
        Future<Void> ready = open ? Future.succeededFuture() : line.open().onSuccess(done -> opened());
        ready.compose(done -> write())
                .compose(written -> line.read(READ_MAX))
                .compose(this::dealWith)
                .onComplete(done -> {
                    turning = false;
                    if (closing) {
                        end();
                    } else if (done.failed()) {
                        failed(done.cause());
                    } else {
                        told();
                        if (done.result() >= READ_MAX || hasNext()) {
                            long next = ++rests;
                            loop.execute(() -> turnUnlessCutShort(next));
                        } else {
                            rest();
                        }
                    }
                });
    }

    private boolean hasNext() {
        return greetedByOthers || !waiting.isEmpty() || questions.hasNext() || catchingUp.hasNext() || pages.hasNext();
    }

    private void rest() {
        boolean soon = pages.restsShortly()
                || questions.isAsking()
                || catchingUp.isAsking()
                || !caughtUp.future().isComplete();
        rest(soon ? SHORT_REST_NANOS : REST_NANOS);
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
        counts.open(true);
        holds = false;
        greeted = false;
        listened = false;
        windows.blind();
        if (troubled) {
            troubled = false;
            LOG.info("what people say is exchanged with the other nodes again");
        }
        catchingUp.opened(apart.missedSince());
        long opened = ++lines;
        scheduler.after(HOLDS_NANOS, () -> {
            if (open && opened == lines) {
                holds = true;
                broken = 0;
            }
        });
    }

    private void failed(Throwable cause) {
        boolean broke = open;
        open = false;
        counts.open(false);
        counts.failures.increment();
        windows.blind();
        apart(new Apart(recently(), recently()));
        if (!broke) {
            // Nobody can tell it anything: it sends by what it knows, as the others do.
            caughtUp.tryComplete();
        }
        if (!troubled) {
            troubled = true;
            LOG.warn("what people say cannot be told to the other nodes, it is told later: {}", cause.toString());
        }
        line.close();
        questions.giveUp();
        catchingUp.closed();
        pages.closed();
        rest(broke ? FAILED_REST_NANOS << Math.min(broken++, DOUBLED_MAX) : FAILED_REST_NANOS);
    }

    // ---- what was missed

    private long recently() {
        return Math.max(0, book.newestMillis() - APART_MILLIS);
    }

    /** @param more may have been missed, or not been told */
    private void apart(Apart more) {
        apart = apart.and(more);
        book.apart(apart);
    }

    /** After each turn. */
    private void told() {
        if (listened && catchingUp.isDone()) {
            caughtUp.tryComplete();
        }
        boolean together = holds && !overflowed && catchingUp.isComplete();
        apart = (together ? Apart.TOGETHER : apart).missing(catchingUp.missedOf());
        book.apart(apart);
    }

    // ---- out

    private Future<Void> write() {
        List<String> notes = new ArrayList<>();
        boolean greets = !greeted || (overflowed && waiting.isEmpty());
        if (greets) {
            greeted = true;
            overflowed &= !waiting.isEmpty();
            notes.add(note(HELLO).put(OptOutPages.SINCE, apart.untoldSince()).encode());
        }
        if (greetedByOthers) {
            greetedByOthers = false;
            notes.add(note(HERE).encode());
        }
        while (!waiting.isEmpty() && notes.size() < NOTES_MAX) {
            notes.add(waiting.remove().encode());
        }
        questions.moveInto(notes, NOTES_MAX);
        catchingUp.moveInto(notes);
        OptOutPages.Page page = pages.take();
        return write(notes).compose(written -> {
            if (greets) {
                listen();
            }
            return page == null ? Future.succeededFuture() : write(page);
        });
    }

    private Future<Void> write(OptOutPages.Page page) {
        counts.written.add(page.notes().size());
        return line.write(page.to(), page.notes());
    }

    private Future<Void> write(List<String> notes) {
        counts.written.add(notes.size());
        return notes.isEmpty() ? Future.succeededFuture() : line.write(notes);
    }

    private void listen() {
        long heard = lines;
        scheduler.after(LISTEN_NANOS, () -> {
            if (open && heard == lines) {
                listened = true;
            }
        });
    }

    // ---- in

    /** @return how many there were, once all of them are stored */
    private Future<Integer> dealWith(List<String> notes) {
        counts.read.add(notes.size());
        List<Future<Void>> stored = new ArrayList<>();
        List<JsonObject> told = new ArrayList<>();
        for (String note : notes) {
            JsonObject json = PeopleNote.read(note);
            if (json == null) {
                counts.malformed.increment();
            } else if (!node.equals(PeopleNote.node(json))) {
                String other = PeopleNote.node(json);
                questions.heardOf(other);
                catchingUp.heardOf(other);
                if (PeopleNote.isFor(json, node)) {
                    dealWith(json, other, stored, told);
                }
            }
        }
        return Future.join(stored).map(all -> {
            told.forEach(catchingUp::told);
            return notes.size();
        });
    }

    /** @param told pages, which end behind what is on them */
    private void dealWith(JsonObject json, String other, List<Future<Void>> stored, List<JsonObject> told) {
        boolean understood = switch (PeopleNote.kind(json)) {
            case HELLO -> greeted(json, other);
            case HERE -> true;
            case WROTE -> wrote(WindowBook.Wrote.of(json), stored);
            case FOLLOWED -> followed(WindowNews.Followed.of(json), other);
            case SHUT -> shut(WindowNews.Shut.of(json));
            case OptOutPages.OPT_OUT -> optOut(OptOut.of(json), stored);
            case OptOutPages.ASK -> pages.ask(json);
            case OptOutPages.PAGE -> {
                catchingUp.answered(json);
                yield told.add(json);
            }
            default -> questions.take(json);
        };
        if (!understood) {
            counts.malformed.increment();
        }
    }

    private boolean greeted(JsonObject json, String other) {
        // Whoever comes back may have heard something meanwhile, and could not say so.
        windows.blind();
        greetedByOthers = true;
        if (json.getValue(OptOutPages.SINCE) instanceof Number since) {
            catchingUp.missed(other, since.longValue());
            apart(new Apart(since.longValue(), Long.MAX_VALUE));
            return true;
        }
        return false;
    }

    private boolean wrote(WindowBook.@Nullable Wrote wrote, List<Future<Void>> stored) {
        if (wrote != null) {
            Promise<Void> taken = Promise.promise();
            windows.take(wrote, loop, taken::complete);
            stored.add(taken.future());
        }
        return wrote != null;
    }

    private boolean followed(WindowNews.@Nullable Followed followed, String other) {
        if (followed != null) {
            windows.take(followed, other);
        }
        return followed != null;
    }

    private boolean shut(WindowNews.@Nullable Shut shut) {
        if (shut != null) {
            windows.take(shut);
        }
        return shut != null;
    }

    private boolean optOut(@Nullable OptOut optOut, List<Future<Void>> stored) {
        if (optOut != null) {
            Promise<Void> taken = Promise.promise();
            optOuts.take(optOut, taken::complete);
            stored.add(taken.future());
        }
        return optOut != null;
    }
}

package dev.heliograph.conversation.exchange;

import dev.heliograph.throttle.Scheduler;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks other nodes which opt-outs this one may have missed: each that is heard of for the first time since the line was opened, and whoever says that it may have told less
 * than it knows. One page at a time of one node at a time, the next once the one before is on the disk.
 *
 * <p>A node that has to be asked again while it is being asked is asked to the end first, so that lines which break again and again keep nobody at the beginning. What a node
 * cannot tell is asked for again after a while. Of who is away, or silent, it is remembered, also over restarts, what was missed of them. Owned by the exchange's event loop.
 */
final class CatchingUp {
    /** No page is waited for longer. */
    static final long ANSWER_NANOS = 5_000_000_000L;

    /** Until a node is asked again whose disk could not tell, or that has said nothing; the latter once it says something. */
    static final long ASIDE_NANOS = 60_000_000_000L;

    /** Between two times that a node is asked from the first row on. */
    static final long AGAIN_NANOS = 2_000_000_000L;

    /** Nodes that are known; with more, whoever is away and was known first is forgotten. */
    static final int SOURCES_MAX = 100;

    private static final long NOTHING = Long.MAX_VALUE;

    private final String node;
    private final Numbers numbers;
    private final Scheduler scheduler;
    private final Runnable wake;
    private final Map<String, Source> sources = new LinkedHashMap<>();

    /** Who is to answer, and what; null when nobody is. */
    private @Nullable Source asked;

    private long number;

    /** Whether it has answered, and this node's disk is what is waited for. */
    private boolean answered;

    private long sinceMillis;
    private boolean open;

    /** What is missed of one node. */
    private static final class Source {
        final String node;

        /** Whether it was heard of since the line was opened. */
        boolean heard;

        boolean aside;

        /** Has not answered, and was not heard of since. */
        boolean silent;

        /** What was said since then is being asked for, milliseconds since 1970. */
        long since = NOTHING;

        /** Behind which row that goes on; empty for the first. */
        String after = "";

        /** What was said since then is to be asked for behind that, from the first row on. */
        long again = NOTHING;

        Source(String node) {
            this.node = node;
        }

        boolean isMissed() {
            return heard && !silent && since != NOTHING;
        }

        /** It has come (back). */
        void speaks() {
            if (silent) {
                silent = false;
                aside = false;
            }
        }

        void miss(long millis) {
            if (since == NOTHING || after.isEmpty()) {
                since = Math.min(since, millis);
            } else {
                again = Math.min(again, millis);
            }
        }
    }

    /** @param wake has what is to be asked written soon */
    CatchingUp(String node, Numbers numbers, Scheduler scheduler, Runnable wake) {
        this.node = node;
        this.numbers = numbers;
        this.scheduler = scheduler;
        this.wake = wake;
    }

    /** Goes on with what {@link #missedOf} said before a restart. */
    void recover(Map<String, Long> missed) {
        missed.forEach((other, since) -> source(other).since = since);
    }

    /** @return since when what each node that is known has said may be missing, {@link Long#MAX_VALUE} for nothing */
    Map<String, Long> missedOf() {
        Map<String, Long> missed = new LinkedHashMap<>();
        sources.forEach((other, source) -> missed.put(other, Math.min(source.since, source.again)));
        return missed;
    }

    /** @param since what was said since then may have been missed */
    void opened(long since) {
        open = true;
        sinceMillis = since;
        for (Source source : sources.values()) {
            source.heard = false;
            source.speaks();
            source.miss(since);
        }
    }

    /** Who was being asked is asked for the same once the line is back. */
    void closed() {
        open = false;
        asked = null;
    }

    /** Another node has written something. */
    void heardOf(String other) {
        Source source = source(other);
        source.silent = false;
        if (!source.heard) {
            source.heard = true;
            source.miss(sinceMillis);
        }
    }

    /** Another node may not have told what was said since then. */
    void missed(String other, long since) {
        Source source = source(other);
        source.speaks();
        heardOf(other);
        if (source == asked) {
            source.again = Math.min(source.again, since);
        } else {
            source.miss(since);
        }
    }

    private Source source(String other) {
        if (!sources.containsKey(other) && sources.size() >= SOURCES_MAX) {
            sources.values().stream()
                    .filter(source -> !source.heard)
                    .findFirst()
                    .ifPresent(away -> sources.remove(away.node));
        }
        return sources.computeIfAbsent(other, Source::new);
    }

    private @Nullable Source next() {
        if (open && asked == null) {
            for (Source source : sources.values()) {
                if (source.isMissed() && !source.aside) {
                    return source;
                }
            }
        }
        return null;
    }

    boolean hasNext() {
        return next() != null;
    }

    /** @return whether something is to be heard soon */
    boolean isAsking() {
        return asked != null;
    }

    /** @return whether all was told that can be told now */
    boolean isDone() {
        return asked == null && next() == null;
    }

    /** @return whether nothing is missed of any node that is there */
    boolean isComplete() {
        return asked == null && sources.values().stream().noneMatch(Source::isMissed);
    }

    /** Adds the next question, when there is one. */
    void moveInto(List<String> notes) {
        Source source = next();
        if (source == null) {
            return;
        }
        asked = source;
        number = numbers.next();
        answered = false;
        notes.add(PeopleNote.of(node, OptOutPages.ASK, source.node)
                .put(OptOutPages.NUMBER, number)
                .put(OptOutPages.SINCE, source.since)
                .put(OptOutPages.AFTER, source.after)
                .encode());
        long question = number;
        scheduler.after(ANSWER_NANOS, () -> {
            if (asked == source && number == question && !answered) {
                asked = null;
                source.silent = true;
                setAside(source, ASIDE_NANOS);
                wake.run();
            }
        });
    }

    /** A page has come. */
    void answered(JsonObject page) {
        answered |= isAnswer(page);
    }

    private boolean isAnswer(JsonObject page) {
        return asked != null
                && asked.node.equals(PeopleNote.node(page))
                && page.getValue(OptOutPages.NUMBER) instanceof Number told
                && told.longValue() == number;
    }

    /** What is on a page that has come is on this node's disk. */
    void told(JsonObject page) {
        Source source = asked;
        if (source == null || !isAnswer(page)) {
            return;
        }
        asked = null;
        if (page.getValue(OptOutPages.END) == Boolean.TRUE) {
            ended(source);
        } else if (page.getValue(OptOutPages.AFTER) instanceof String after && !after.equals(source.after)) {
            source.after = after;
        } else {
            setAside(source, ASIDE_NANOS);
        }
    }

    private void ended(Source source) {
        source.since = source.again;
        source.again = NOTHING;
        source.after = "";
        if (source.since != NOTHING) {
            setAside(source, AGAIN_NANOS);
        }
    }

    private void setAside(Source source, long nanos) {
        source.aside = true;
        scheduler.after(nanos, () -> {
            source.aside = false;
            wake.run();
        });
    }
}

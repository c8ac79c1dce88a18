package dev.heliograph.conversation.exchange;

import dev.heliograph.conversation.OptOut;
import dev.heliograph.conversation.OptOutBook;
import dev.heliograph.throttle.Scheduler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is back, as other nodes say, and cannot be found on the disk: tried again each minute, so that nothing else waits for it. Until then they have left. Owned by the
 * exchange's event loop.
 */
final class SetAside {
    /** Words; of more it is only counted that there were. */
    static final int WORDS_MAX = 10_000;

    /** Words that are tried in one minute. */
    static final int TRIED_MAX = 500;

    static final long REST_NANOS = 60_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);

    private final OptOutBook book;
    private final Executor loop;
    private final Scheduler scheduler;
    private final PeopleCounts counts;

    /** By whom and what they concern; what waited longest first. */
    private final Map<List<String>, OptOut> words = new LinkedHashMap<>();

    private boolean resting;

    SetAside(OptOutBook book, Executor loop, Scheduler scheduler, PeopleCounts counts) {
        this.book = book;
        this.loop = loop;
        this.scheduler = scheduler;
        this.counts = counts;
    }

    private static List<String> key(OptOut word) {
        return List.of(word.account(), word.channel(), word.address());
    }

    /**
     * Takes what another node has said.
     *
     * @param done once it is durable, or was known, or is set aside
     */
    void take(OptOut word, Runnable done) {
        if (!word.out() && words.containsKey(key(word))) {
            add(word);
            done.run();
            return;
        }
        book.take(word, loop, done, () -> {
            add(word);
            done.run();
        });
    }

    private void add(OptOut word) {
        if (words.size() >= WORDS_MAX && !words.containsKey(key(word))) {
            counts.dropped.increment();
            return;
        }
        if (words.isEmpty()) {
            LOG.warn("the disk cannot tell of somebody who is back at another node what is known of them: "
                    + "they count as having left, and it is tried again each minute");
        }
        words.merge(key(word), word, OptOut::and);
        counts.aside(words.size());
        rest();
    }

    private void rest() {
        if (!resting) {
            resting = true;
            scheduler.after(REST_NANOS, this::again);
        }
    }

    private void again() {
        resting = false;
        List<OptOut> tried = words.values().stream().limit(TRIED_MAX).toList();
        for (OptOut word : tried) {
            book.take(word, loop, () -> taken(word), () -> last(word));
        }
        if (!words.isEmpty()) {
            rest();
        }
    }

    /** Unless more was said meanwhile. */
    private void taken(OptOut word) {
        if (words.remove(key(word), word) && words.isEmpty()) {
            LOG.info("nobody who is back is set aside any more");
        }
        counts.aside(words.size());
    }

    private void last(OptOut word) {
        OptOut known = words.remove(key(word));
        if (known != null) {
            words.put(key(word), known);
        }
    }
}

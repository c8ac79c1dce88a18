package dev.heliograph.conversation.exchange;

import dev.heliograph.conversation.OptOut;
import dev.heliograph.conversation.OptOutBook;
import dev.heliograph.store.ShelfRow;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Tells other nodes who has left and who is back, from the disk, a page each time that one of them asks: nobody is told faster than they take it. One page at a time, and no
 * turn of the exchange waits for it. Owned by the exchange's event loop.
 */
final class OptOutPages {
    static final String ASK = "from";
    static final String PAGE = "page";
    static final String OPT_OUT = "opt-out";
    static final String NUMBER = "number";
    static final String SINCE = "since";
    static final String AFTER = "after";

    /** Whether there is nothing behind a page. */
    static final String END = "end";

    /** Whether the disk could not tell it. */
    static final String UNREAD = "unread";

    /** Opt-outs of one page. */
    static final int PAGE_MAX = 500;

    /** Rows of the disk that are looked at for one page. */
    static final int LOOKED_AT_MAX = 5_000;

    /** Rests that are short behind a page, because the next is likely to be asked for. */
    private static final int SHORT_RESTS = 50;

    private final String node;
    private final OptOutBook book;
    private final Executor loop;
    private final PeopleCounts counts;
    private final Runnable wake;

    /** The last that each node has asked for. */
    private final Map<String, Request> asked = new LinkedHashMap<>();

    private @Nullable Page ready;
    private @Nullable Request reading;
    private int shortRests;

    /** @param since only what was said since then is told, milliseconds since 1970 */
    private record Request(String from, long number, long since, String after) {}

    /** @param to the node that has asked for it */
    record Page(String to, List<String> notes) {}

    /** @param wake has what is ready written soon */
    OptOutPages(String node, OptOutBook book, Executor loop, PeopleCounts counts, Runnable wake) {
        this.node = node;
        this.book = book;
        this.loop = loop;
        this.counts = counts;
        this.wake = wake;
    }

    static byte[] octets(String place) {
        return Base64.getDecoder().decode(place);
    }

    static String text(byte[] place) {
        return Base64.getEncoder().encodeToString(place);
    }

    /** @return whether the request can be understood */
    boolean ask(JsonObject json) {
        if (!(json.getValue(NUMBER) instanceof Number number
                && json.getValue(SINCE) instanceof Number since
                && json.getValue(AFTER) instanceof String after)) {
            return false;
        }
        try {
            octets(after);
        } catch (IllegalArgumentException e) {
            return false;
        }
        String from = PeopleNote.node(json);
        asked.put(from, new Request(from, number.longValue(), since.longValue(), after));
        shortRests = SHORT_RESTS;
        next();
        return true;
    }

    private void next() {
        Iterator<Request> requests = asked.values().iterator();
        if (reading == null && ready == null && requests.hasNext()) {
            Request request = requests.next();
            requests.remove();
            reading = request;
            read(request, octets(request.after), 0, new ArrayList<>());
        }
    }

    private void read(Request request, byte[] after, int lookedAt, List<String> notes) {
        int limit = PAGE_MAX - notes.size();
        book.all(
                after,
                limit,
                loop,
                rows -> {
                    rows.forEach(row -> add(request, row, notes));
                    boolean end = rows.size() < limit;
                    byte[] last =
                            rows.isEmpty() ? after : rows.get(rows.size() - 1).key();
                    int looked = lookedAt + rows.size();
                    if (!end && notes.size() < PAGE_MAX / 2 && looked < LOOKED_AT_MAX) {
                        read(request, last, looked, notes);
                    } else {
                        notes.add(page(request)
                                .put(AFTER, text(last))
                                .put(END, end)
                                .encode());
                        answer(request, notes);
                    }
                },
                () -> {
                    counts.unreadPages.increment();
                    // What was found before it is told again then.
                    answer(request, List.of(page(request).put(UNREAD, true).encode()));
                });
    }

    private void add(Request request, ShelfRow row, List<String> notes) {
        OptOut optOut = OptOut.of(row);
        if (optOut != null && optOut.atMillis() >= request.since) {
            notes.add(PeopleNote.of(node, OPT_OUT, request.from)
                    .mergeIn(optOut.toJson())
                    .encode());
        }
    }

    private JsonObject page(Request request) {
        return PeopleNote.of(node, PAGE, request.from).put(NUMBER, request.number);
    }

    private void answer(Request request, List<String> notes) {
        if (request.equals(reading)) {
            reading = null;
            ready = new Page(request.from, notes);
            wake.run();
        }
    }

    boolean hasNext() {
        return ready != null;
    }

    /** @return whether something is likely to be asked for soon; asked once before each rest */
    boolean restsShortly() {
        if (shortRests > 0) {
            shortRests--;
        }
        return shortRests > 0;
    }

    /** @return what is to be written, once; null when nothing is */
    @Nullable
    Page take() {
        Page page = ready;
        ready = null;
        next();
        return page;
    }

    /** The line is gone: who still wants it asks again. */
    void closed() {
        asked.clear();
        ready = null;
        reading = null;
    }
}

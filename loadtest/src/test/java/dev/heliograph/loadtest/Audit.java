package dev.heliograph.loadtest;

import dev.heliograph.loadtest.gatling.smpp.SmppListener;
import dev.heliograph.loadtest.gatling.smpp.Submission;
import dev.heliograph.message.MessageId;
import dev.heliograph.simulator.Taken;
import dev.heliograph.smpp.pdu.SmppMessageState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;

/**
 * Follows every message of a run, from any thread: what was answered, what the message centre saw, what ended. All of it is put into the books by one thread of its own,
 * which also looks each second how things are.
 */
final class Audit implements SmppListener, AutoCloseable {
    private static final int NODE = 1;
    private static final long JOURNAL_MILLIS = 250;
    private static final int STORE_SECONDS = 5;
    /** Nothing more comes after so long without anything. */
    private static final int QUIET_SECONDS_MAX = 20;

    private final Settings settings;
    private final Subject subject;
    private final ScheduledExecutorService owner = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "audit");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger next = new AtomicInteger();
    private final List<EventConsumer> consumers = new CopyOnWriteArrayList<>();
    private volatile boolean over;

    // ---- the owner's
    private final Books books;
    private final Map<Door, Histogram> submits = new EnumMap<>(Door.class);
    private final Map<Door, Histogram> lives = new EnumMap<>(Door.class);
    private final Histogram services = new Histogram(3);
    private final Histogram now = new Histogram(3);
    private final List<Moment> moments = new ArrayList<>();
    private final DueTimes due = new DueTimes();
    private Moment before = new Moment(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    private Taken lastTaken;
    private long journalGaps;
    private int unmatched;
    private long webEnded;

    Audit(Settings settings, Content content, Subject subject) {
        this.settings = settings;
        this.subject = subject;
        this.books = new Books(content);
        for (Door door : Door.values()) {
            submits.put(door, new Histogram(3));
            lives.put(door, new Histogram(3));
        }
    }

    private void start() {
        owner.scheduleWithFixedDelay(guarded(this::readJournal), 0, JOURNAL_MILLIS, TimeUnit.MILLISECONDS);
        owner.scheduleAtFixedRate(guarded(this::look), 1, 1, TimeUnit.SECONDS);
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                System.err.println("audit: " + e);
            }
        };
    }

    // ---- what is sent and answered

    /** @return the first of so many numbers that follow one another */
    int reserve(int count, Door door) {
        long at = System.nanoTime();
        int first = next.getAndAdd(count);
        owner.execute(() -> due.add(first, count, at, door));
        return first;
    }

    void accepted(int number, String id) {
        long at = System.nanoTime();
        owner.execute(() -> accept(number, id, at));
    }

    private void accept(int number, String id, long at) {
        books.accepted(number, MessageId.parse(id, NODE));
        Histogram histogram = submits.get(due.door(number));
        long took = Math.max(0, at - due.nanos(number));
        histogram.recordValue(took);
        now.recordValue(took);
    }

    void refused(int number) {
        owner.execute(() -> books.refused(number));
    }

    /** No more answers come for these. */
    void closed(int first, int count) {
        owner.execute(() -> {
            for (int number = first; number < first + count; number++) {
                books.unanswered(number);
            }
        });
    }

    @Override
    public void accepted(Submission submission, String messageId, long dueNanos, long writtenNanos) {
        long at = System.nanoTime();
        owner.execute(() -> {
            services.recordValue(at - writtenNanos);
            accept((int) submission.number(), messageId, at);
        });
    }

    @Override
    public void refused(Submission submission, String why) {
        refused((int) submission.number());
    }

    @Override
    public void unanswered(Submission submission) {
        closed((int) submission.number(), 1);
    }

    @Override
    public void ended(Submission submission, SmppMessageState state, long dueNanos) {
        long at = System.nanoTime();
        owner.execute(() -> end((int) submission.number(), at));
    }

    @Override
    public void unmatched(int receipts) {
        owner.execute(() -> unmatched = receipts);
    }

    private void end(int number, long at) {
        if (number < next.get() && books.ended(number)) {
            Door door = due.door(number);
            lives.get(door).recordValue(Math.max(0, at - due.nanos(number)));
            webEnded += door == Door.SMPP ? 0 : 1;
        }
    }

    // ---- what consumers see

    EventConsumer consumer() {
        EventConsumer made = new EventConsumer();
        consumers.add(made);
        return made;
    }

    /** A frame came to one of the WebSockets. */
    void frame(String text) {
        long at = System.nanoTime();
        int[] numbers = EventConsumer.numbers(text);
        owner.execute(() -> {
            for (int number : numbers) {
                end(number, at);
            }
        });
    }

    // ---- each second

    private void readJournal() {
        List<Taken> taken = subject.journal().taken();
        int from = taken.size();
        while (from > 0 && taken.get(from - 1) != lastTaken) {
            from--;
        }
        if (from == 0 && lastTaken != null) {
            journalGaps++;
        }
        int sentSoFar = next.get();
        for (Taken one : taken.subList(from, taken.size())) {
            books.seen(Content.number(one.userData()), sentSoFar);
            lastTaken = one;
        }
    }

    private void look() {
        Moment total = new Moment(
                moments.size() + 1,
                next.get(),
                books.accepted,
                books.refused,
                books.seenCount(),
                books.ended,
                now.getValueAtPercentile(50) / 1_000,
                now.getValueAtPercentile(99) / 1_000,
                TimeUnit.NANOSECONDS.toMillis(subject.cpuNanos()),
                resident(),
                descriptors(),
                store());
        now.reset();
        Moment moment = new Moment(
                total.second(),
                total.sent() - before.sent(),
                total.accepted() - before.accepted(),
                total.refused() - before.refused(),
                total.seen() - before.seen(),
                total.ended() - before.ended(),
                total.p50Micros(),
                total.p99Micros(),
                total.cpuMillis() - before.cpuMillis(),
                total.residentMebibytes(),
                total.descriptors(),
                total.storeMebibytes());
        before = total;
        moments.add(moment);
        System.out.println(moment.line(next.get() - books.answered()));
    }

    private long resident() {
        try {
            return subject.residentMebibytes();
        } catch (IOException gone) {
            return 0;
        }
    }

    private long descriptors() {
        try {
            return subject.descriptors();
        } catch (IOException gone) {
            return 0;
        }
    }

    private long store() {
        if (moments.size() % STORE_SECONDS != 0) {
            return before.storeMebibytes();
        }
        try {
            return subject.storeMebibytes();
        } catch (IOException | java.io.UncheckedIOException changing) {
            return before.storeMebibytes();
        }
    }

    // ---- the end

    boolean isOver() {
        return over;
    }

    /** The run begins. Waits, without a thread, until every message has come to its end or nothing more comes, and says what was found. */
    void judge(java.util.function.Consumer<Verdict> then) {
        start();
        long begun = System.nanoTime();
        owner.schedule(guarded(() -> settle(begun, 0, "", then)), settings.seconds(), TimeUnit.SECONDS);
    }

    private void settle(long begun, int quietSeconds, String was, java.util.function.Consumer<Verdict> then) {
        readJournal();
        long sent = next.get();
        long caughtUp =
                consumers.stream().filter(one -> one.finals() >= webEnded).count();
        String is = sent + " " + books.answered() + " " + books.seenCount() + " " + books.ended + " " + caughtUp;
        int quiet = is.equals(was) ? quietSeconds + 1 : 0;
        boolean settled = quiet >= 2
                && books.answered() == sent
                && books.seenCount() >= books.accepted
                && books.ended >= books.asked
                && caughtUp == consumers.size();
        long waited = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun) - settings.seconds();
        if (settled || quiet > QUIET_SECONDS_MAX || waited > settings.drainSeconds() || !subject.isAlive()) {
            Verdict verdict = verdict();
            over = true;
            then.accept(verdict);
        } else {
            owner.schedule(guarded(() -> settle(begun, quiet, is, then)), 1, TimeUnit.SECONDS);
        }
    }

    private Verdict verdict() {
        return new Verdict(
                next.get(),
                books.accepted,
                books.refused,
                books.unanswered + next.get() - books.answered(),
                books.asked,
                books.ended,
                books.lost(),
                books.unended(),
                books.sentThoughRefused(),
                books.seenTwice,
                unmatched,
                books.foreign + journalGaps,
                books.outOfOrder(number -> due.door(number) == Door.SMPP ? 0 : 1),
                consumers.size(),
                consumers.stream().filter(one -> one.finals() != webEnded).count(),
                consumers.stream().mapToLong(EventConsumer::disorder).sum(),
                subject.isAlive(),
                List.copyOf(moments),
                submits,
                lives,
                services);
    }

    @Override
    public void close() {
        over = true;
        owner.shutdownNow();
    }
}

package dev.heliograph.egress.webhook;

import dev.heliograph.egress.EventSource;
import dev.heliograph.egress.PumpLoop;
import dev.heliograph.message.Event;
import dev.heliograph.throttle.Alarm;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves an account's events to one endpoint, at most its window at once, begun in their order. Owned by one event loop.
 *
 * <p>An event is in the stream, {@code ready} to be sent, in flight, or in {@code later} until it is sent again. It is acknowledged when the endpoint has taken it,
 * or when it is on the durable list of events set aside: so whatever happens to the process, it is found again in one of the two.
 */
final class WebhookPump {
    private static final Logger log = LoggerFactory.getLogger(WebhookPump.class);

    /** Added to a failing endpoint's pause for an event that was its probe, so that the next probe is another one: the event may be what is wrong. */
    private static final long AFTER_PROBE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Destination endpoint;
    private final EventSource events;
    private final PumpLoop loop;
    private final Alarm alarm;
    private final EventLine line;
    private final WebhookOptions options;
    private final WebhookCounts counts;
    private final LongSupplier wallMillis;
    private final EndpointHealth health;
    private final KeptList aside;
    private final KeptList dead;

    private final Map<Long, Posting> held = new HashMap<>();
    private final PriorityQueue<Posting> ready = new PriorityQueue<>(Comparator.comparingLong(Posting::cursor));
    private final PriorityQueue<Posting> later =
            new PriorityQueue<>((one, other) -> Long.signum(one.dueNanos - other.dueNanos));
    private EventSource.@Nullable Subscription subscription;
    private int inFlight;
    private boolean fetching;
    private boolean waitingForEvents;
    private boolean pumping;
    private boolean pumpAgain;
    private boolean disabled;
    private boolean closed;
    private long taken;
    private long failed;
    private @Nullable String lastError;

    /** @param random from 0 to below 1 */
    WebhookPump(
            Destination endpoint,
            EventSource events,
            PumpLoop loop,
            EventLine line,
            WebhookOptions options,
            WebhookCounts counts,
            LongSupplier wallMillis,
            DoubleSupplier random) {
        this.endpoint = endpoint;
        this.events = events;
        this.loop = loop;
        this.alarm = new Alarm(loop.scheduler(), this::pump);
        this.line = line;
        this.options = options;
        this.counts = counts;
        this.wallMillis = wallMillis;
        this.health = new EndpointHealth(options, endpoint.window(), random);
        this.aside = new KeptList(events, endpoint.account(), consumer() + "/aside", loop.executor());
        this.dead = new KeptList(events, endpoint.account(), consumer() + "/dead", loop.executor());
    }

    /** @return the name that the place is kept under */
    private String consumer() {
        return "webhook/" + endpoint.name();
    }

    /** @param opened runs when the place in the stream is kept */
    void open(Runnable opened) {
        dead.load(() -> aside.load(() -> subscribe(-1, () -> {
            opened.run();
            restore(List.copyOf(aside.cursors()), 0);
        })));
    }

    private void subscribe(long after, Runnable opened) {
        events.subscribe(endpoint.account(), consumer(), after, loop.executor(), place -> {
            if (closed) {
                place.close();
                return;
            }
            subscription = place;
            opened.run();
            pump();
        });
    }

    /** Reads the events that an earlier process set aside, one after the other. */
    private void restore(List<Long> cursors, int next) {
        if (next == cursors.size() || closed) {
            return;
        }
        long cursor = cursors.get(next);
        Executor owner = loop.executor();
        Runnable again = () -> restore(cursors, next);
        events.page(endpoint.account(), cursor - 1, 1, owner, found -> onRestored(cursor, found, cursors, next), again);
    }

    private void onRestored(long cursor, List<Event> found, List<Long> cursors, int next) {
        if (!found.isEmpty() && found.get(0).cursor() == cursor) {
            addAside(found.get(0));
            pump();
        } else {
            log.warn("{}: event {} was cleaned away before the endpoint took it", label(), cursor);
            counts.dead.increment();
            aside.remove(cursor);
        }
        restore(cursors, next + 1);
    }

    private void addAside(Event event) {
        if (!held.containsKey(event.cursor())) {
            Posting posting = new Posting(event);
            posting.aside = true;
            held.put(event.cursor(), posting);
            ready.add(posting);
        }
    }

    void close() {
        closed = true;
        EventSource.Subscription place = subscription;
        if (place != null) {
            place.close();
        }
        line.close();
    }

    // ---- out

    /** A fetch and a request may end at once; the flag turns what would be a recursion into a loop. */
    private void pump() {
        if (pumping || closed) {
            pumpAgain = true;
            return;
        }
        pumping = true;
        try {
            do {
                pumpAgain = false;
                long now = now();
                for (Posting due = later.peek(); due != null && due.dueNanos - now <= 0; due = later.peek()) {
                    ready.add(later.remove());
                }
                send(now);
                fetch(now);
            } while (pumpAgain && !closed);
        } finally {
            pumping = false;
        }
        setTimer();
    }

    private void send(long now) {
        while (!disabled && !closed && !ready.isEmpty() && inFlight < health.window(now)) {
            post(ready.remove());
        }
    }

    private void post(Posting posting) {
        boolean isNew = posting.tries == 0 && !posting.aside;
        boolean isProbe = health.isFailing();
        inFlight++;
        line.tell(posting.event, outcome -> onEnded(posting, isNew, isProbe, outcome));
    }

    private void fetch(long now) {
        EventSource.Subscription place = subscription;
        if (place == null || fetching || waitingForEvents || disabled || closed || aside.size() >= options.asideMax()) {
            return;
        }
        int room = Math.min(health.window(now) - inFlight - ready.size(), heldMax() - held.size());
        if (room > 0) {
            fetching = true;
            place.fetch(room, fetched -> onFetched(place, fetched));
        }
    }

    /** Probes of a failing endpoint are held besides what was set aside. */
    private int heldMax() {
        return options.asideMax() + 2 * endpoint.window();
    }

    private void onFetched(EventSource.Subscription place, List<Event> fetched) {
        if (place != subscription || closed) {
            return;
        }
        fetching = false;
        if (fetched.isEmpty()) {
            waitingForEvents = true;
            place.onAvailable(() -> {
                if (place == subscription) {
                    waitingForEvents = false;
                    pump();
                }
            });
            return;
        }
        for (Event event : fetched) {
            long cursor = event.cursor();
            if (!endpoint.covers().test(event)) {
                place.acknowledge(cursor);
            } else if (aside.cursors().contains(cursor)) {
                aside.add(cursor, () -> acknowledge(cursor));
            } else if (!held.containsKey(cursor)) {
                Posting posting = new Posting(event);
                held.put(cursor, posting);
                ready.add(posting);
            }
        }
        pump();
    }

    // ---- back

    private void onEnded(Posting posting, boolean isNew, boolean isProbe, Outcome outcome) {
        inFlight--;
        if (closed) {
            return;
        }
        long now = now();
        if (outcome.kind() == Outcome.Kind.TAKEN) {
            health.onTaken();
            lastError = null;
            taken++;
            counts.taken.increment();
            onTaken(posting);
        } else if (outcome.kind() == Outcome.Kind.NOT_ASKED) {
            onTaken(posting);
        } else {
            failed++;
            counts.failed.increment();
            lastError = outcome.detail();
            onFailed(posting, isNew, isProbe, outcome, now);
        }
        pump();
    }

    private void onTaken(Posting posting) {
        held.remove(posting.cursor());
        if (posting.aside) {
            aside.remove(posting.cursor());
        } else {
            acknowledge(posting.cursor());
        }
    }

    private void onFailed(Posting posting, boolean isNew, boolean isProbe, Outcome outcome, long now) {
        if (outcome.kind() == Outcome.Kind.GONE) {
            if (!disabled) {
                disabled = true;
                log.warn("{}: answered 410, so nothing more is sent until it is resumed", label());
            }
            ready.add(posting);
            return;
        }
        boolean wasFailing = health.isFailing();
        health.onFailure(now, isNew, isProbe);
        if (outcome.kind() == Outcome.Kind.BUSY || outcome.retryAfterMillis() > 0) {
            health.onBusy(now, outcome.retryAfterMillis());
        }
        if (health.isFailing() && !wasFailing) {
            log.warn("{}: takes nothing ({}), so it is only probed from now on", label(), outcome.detail());
        }
        if (outcome.kind() == Outcome.Kind.BUSY) {
            ready.add(posting);
        } else if (wasFailing) {
            posting.dueNanos = now + health.quietNanos(now) + AFTER_PROBE_NANOS;
            later.add(posting);
        } else {
            setAside(posting, now);
        }
    }

    /** The endpoint takes events, but not this one now. */
    private void setAside(Posting posting, long now) {
        List<Long> pauses = options.pausesMillis();
        posting.tries++;
        if (posting.tries > pauses.size()) {
            giveUp(posting);
            return;
        }
        posting.dueNanos = now + TimeUnit.MILLISECONDS.toNanos(health.jittered(pauses.get(posting.tries - 1)));
        later.add(posting);
        if (!posting.aside) {
            posting.aside = true;
            aside.add(posting.cursor(), () -> acknowledge(posting.cursor()));
        }
    }

    private void giveUp(Posting posting) {
        long cursor = posting.cursor();
        log.warn("{}: event {} is given up after {} tries: {}", label(), cursor, posting.tries, lastError);
        counts.dead.increment();
        held.remove(cursor);
        while (dead.size() >= options.deadMax()) {
            dead.cursors().pollFirst();
        }
        dead.add(cursor, () -> {
            aside.remove(cursor);
            acknowledge(cursor);
        });
    }

    private void acknowledge(long cursor) {
        EventSource.Subscription place = subscription;
        if (place != null) {
            place.acknowledge(cursor);
        }
    }

    // ---- what an operator may ask for

    /** Lets an endpoint that answered 410 be sent events again, from where it was. */
    void resume() {
        disabled = false;
        health.onTaken();
        pump();
    }

    /**
     * Sends again everything after a cursor.
     *
     * @param answer false when that is ahead of the endpoint, which would lose events
     */
    void replay(long after, Consumer<Boolean> answer) {
        EventSource.Subscription place = subscription;
        if (place == null || after > place.position() || closed) {
            answer.accept(false);
            return;
        }
        place.close();
        subscription = null;
        fetching = false;
        waitingForEvents = false;
        held.values().removeIf(posting -> !posting.aside && (ready.remove(posting) || later.remove(posting)));
        subscribe(after, () -> answer.accept(true));
    }

    /** As {@link #replay}, everything that happened at a time or later. */
    void replaySince(long atMillis, Consumer<Boolean> answer) {
        EventSource.Subscription place = subscription;
        if (place == null) {
            answer.accept(false);
        } else {
            search(atMillis, 0, place.position(), after -> replay(after, answer));
        }
    }

    /** Halves until it knows the last cursor before the time. */
    private void search(long atMillis, long low, long high, Consumer<Long> found) {
        if (low >= high) {
            found.accept(low);
            return;
        }
        long middle = low + (high - low) / 2;
        Runnable again = () -> search(atMillis, low, high, found);
        events.page(
                endpoint.account(),
                middle,
                1,
                loop.executor(),
                page -> {
                    if (page.isEmpty() || page.get(0).atMillis() >= atMillis) {
                        search(atMillis, low, middle, found);
                    } else {
                        search(atMillis, Math.min(high, page.get(0).cursor()), high, found);
                    }
                },
                again);
    }

    /** Tries again what was given up; what is no longer in the stream is forgotten. */
    void replayDead(Runnable done) {
        List<Long> cursors = List.copyOf(dead.cursors());
        for (long cursor : cursors) {
            aside.add(cursor, () -> dead.remove(cursor));
        }
        restore(cursors, 0);
        done.run();
    }

    WebhookStatus status() {
        long now = now();
        long wall = wallMillis.getAsLong();
        EventSource.Subscription place = subscription;
        long oldest = held.values().stream()
                .mapToLong(posting -> posting.event.atMillis())
                .min()
                .orElse(wall);
        long quiet = health.quietNanos(now);
        String state = disabled ? "disabled" : health.isFailing() ? "failing" : quiet > 0 ? "quiet" : "active";
        return new WebhookStatus(
                endpoint.account(),
                endpoint.name(),
                endpoint.shown(),
                state,
                place == null ? 0 : place.behind(),
                Math.max(0, wall - oldest),
                inFlight,
                aside.size(),
                dead.size(),
                taken,
                failed,
                lastError,
                disabled ? 0 : TimeUnit.NANOSECONDS.toMillis(quiet));
    }

    // ---- time

    private void setTimer() {
        long now = now();
        long delay = Long.MAX_VALUE;
        Posting next = later.peek();
        if (next != null) {
            delay = Math.max(0, next.dueNanos - now);
        }
        long quiet = health.quietNanos(now);
        if (quiet > 0) {
            delay = Math.min(delay, quiet);
        }
        if (delay != Long.MAX_VALUE && !closed) {
            alarm.ring(now, delay);
        }
    }

    private long now() {
        return loop.nanoClock().getAsLong();
    }

    private String label() {
        return "account " + endpoint.account() + ", webhook " + endpoint.name();
    }
}

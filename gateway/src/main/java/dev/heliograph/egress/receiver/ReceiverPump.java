package dev.heliograph.egress.receiver;

import dev.heliograph.egress.EventSource;
import dev.heliograph.egress.PumpLoop;
import dev.heliograph.message.Event;
import dev.heliograph.queue.BoundedInbox;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.session.SendResult;
import dev.heliograph.throttle.Alarm;
import dev.heliograph.throttle.RoundTrips;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves one account's events to its bound receivers: as many at once as their windows have room for, over all of them in turn. Owned by one event loop.
 *
 * <p>An event is in one of four places: in the stream, ready to be given to a line, with a line, or delayed until it is sent again. Only what the windows
 * can take is fetched, and never more than {@link ReceiverOptions#heldMax} is held, so a slow ESME costs the disk and not the memory. While nobody is bound nothing is
 * fetched; what is held already waits.
 */
final class ReceiverPump {
    private static final Logger log = LoggerFactory.getLogger(ReceiverPump.class);

    /** Deliveries taken back from the lines before the loop does other work. */
    private static final int INBOX_BATCH_MAX = 256;

    /** Times that an event may break the code before it is given up. */
    private static final int BUGS_MAX = 3;

    private static final long AFTER_BUG_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String account;
    private final EventSource.Subscription subscription;
    private final PumpLoop loop;
    private final Alarm alarm;
    private final ReceiverOptions options;
    private final ReceiverCounts counts;
    private final LongSupplier wallMillis;

    private final BoundedInbox<Delivery> inbox;
    private final RoundTrips roundTrips = new RoundTrips();
    private final List<PumpedLine> lines = new ArrayList<>();
    private final HeldDeliveries waiting;
    private final BarredDestinations barred;
    private int withLines;
    private int nextLine;
    private boolean fetching;
    private boolean waitingForEvents;
    private boolean pumping;
    private boolean pumpAgain;
    private boolean closed;

    /** For other threads to look at. */
    private volatile long hurried;

    ReceiverPump(
            String account,
            EventSource.Subscription subscription,
            PumpLoop loop,
            ReceiverOptions options,
            ReceiverCounts counts,
            LongSupplier wallMillis) {
        this.account = account;
        this.subscription = subscription;
        this.loop = loop;
        this.alarm = new Alarm(loop.scheduler(), this::pump);
        this.options = options;
        this.counts = counts;
        this.wallMillis = wallMillis;
        this.waiting = new HeldDeliveries(options);
        this.barred = new BarredDestinations(options.barredMax());
        this.inbox = new BoundedInbox<>(options.heldMax(), INBOX_BATCH_MAX, loop.executor(), this::onEnded, this::pump);
    }

    void attach(ReceiverLine line) {
        if (!closed) {
            lines.add(new PumpedLine(line));
            pump();
        }
    }

    /** What the line was given comes back by itself. */
    void detach(ReceiverLine line) {
        for (Iterator<PumpedLine> all = lines.iterator(); all.hasNext(); ) {
            PumpedLine pumped = all.next();
            if (pumped.line == line) {
                pumped.onGone();
                all.remove();
            }
        }
    }

    /** A line that could not write can do so again. */
    void onDrained(ReceiverLine line) {
        for (PumpedLine pumped : lines) {
            if (pumped.line == line) {
                pumped.onRoom();
            }
        }
        pump();
    }

    void close() {
        closed = true;
        lines.forEach(PumpedLine::onGone);
        lines.clear();
        subscription.close();
    }

    int held() {
        return waiting.size() + withLines;
    }

    /** @return events that wait for nothing but this node's time to send them, as far as was known a moment ago; any thread */
    long hurried() {
        return hurried;
    }

    private long countHurried() {
        int windows = 0;
        for (PumpedLine line : lines) {
            windows += line.line.windowMax();
        }
        boolean isHeldBack = windows == 0
                || (freeWindow() == 0
                        && roundTrips.areSlow(millis(loop.nanoClock().getAsLong())));
        return isHeldBack
                ? 0
                : Math.max(0, Math.min(subscription.behind() - withLines, RoundTrips.hurriedMax(windows)));
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    // ---- out

    /** A fetch may be answered at once; the flag turns what would be a recursion into a loop. */
    private void pump() {
        if (pumping || closed) {
            pumpAgain = true;
            return;
        }
        pumping = true;
        try {
            do {
                pumpAgain = false;
                lines.removeIf(PumpedLine::isGone);
                waiting.wake(loop.nanoClock().getAsLong());
                sendReady();
                fetchMore();
            } while (pumpAgain && !closed);
        } catch (RuntimeException bug) {
            // Whatever it is, the account's other events must not wait for it for ever.
            log.error("account {}: pumping failed, and is tried again", account, bug);
            loop.scheduler().after(AFTER_BUG_NANOS, this::pump);
        } finally {
            pumping = false;
        }
        hurried = countHurried();
        setTimer();
    }

    private void sendReady() {
        long now = loop.nanoClock().getAsLong();
        for (Delivery next = waiting.first(); next != null; next = waiting.first()) {
            PumpedLine line = pick(next, now);
            if (line == null) {
                break;
            }
            waiting.removeFirst();
            try {
                next.sentMillis = millis(now);
                line.add(next);
                withLines++;
            } catch (RuntimeException bug) {
                onBug(next, bug, now);
            }
        }
        // A line may take and refuse a batch at once; it is asked again in the next round.
        for (PumpedLine line : List.copyOf(lines)) {
            line.flush();
        }
    }

    /** The next line in turn with room; one that left this delivery unanswered only when there is no other. */
    private @Nullable PumpedLine pick(Delivery delivery, long now) {
        PumpedLine second = null;
        for (int i = 0; i < lines.size(); i++) {
            PumpedLine line = lines.get((nextLine + i) % lines.size());
            if (line.free(now) > 0) {
                if (line != delivery.line) {
                    nextLine = (nextLine + i + 1) % lines.size();
                    return line;
                }
                second = line;
            }
        }
        return second;
    }

    private void fetchMore() {
        // What is ready takes its part of the windows when they turn; the next page is on its way meanwhile.
        int room = Math.min(options.fetchMax(), Math.min(freeWindow() - waiting.ready(), options.heldMax() - held()));
        if (room <= 0 || fetching || waitingForEvents || closed) {
            return;
        }
        fetching = true;
        subscription.fetch(room, this::onFetched);
    }

    private int freeWindow() {
        long now = loop.nanoClock().getAsLong();
        int free = 0;
        for (PumpedLine line : lines) {
            free += line.free(now);
        }
        return free;
    }

    private void onFetched(List<Event> events) {
        fetching = false;
        if (closed) {
            return;
        }
        if (events.isEmpty()) {
            barred.clear();
            waitingForEvents = true;
            subscription.onAvailable(() -> {
                waitingForEvents = false;
                pump();
            });
            return;
        }
        for (Event event : events) {
            try {
                onFetched(event);
            } catch (RuntimeException bug) {
                quarantine(event, bug);
            }
        }
        pump();
    }

    private void onFetched(Event event) {
        if (!EventPdu.tells(event)) {
            subscription.acknowledge(event.cursor());
            return;
        }
        Delivery delivery = new Delivery(event, inbox);
        if (barred.bars(event, delivery.destination)) {
            refuse(delivery);
        } else {
            waiting.add(delivery);
        }
    }

    // ---- bugs: an event that breaks the code must not hold up its neighbours

    private void onBug(Delivery delivery, RuntimeException bug, long now) {
        delivery.line = null;
        delivery.bugs++;
        if (delivery.bugs < BUGS_MAX) {
            waiting.delay(delivery, now);
        } else {
            quarantine(delivery.event, bug);
        }
    }

    /** It stays in the stream, where the other ways out find it, but SMPP gives it up. */
    private void quarantine(Event event, RuntimeException bug) {
        log.error("account {}: event {} cannot be made a deliver_sm; given up", account, event.cursor(), bug);
        counts.quarantined.increment();
        subscription.acknowledge(event.cursor());
    }

    // ---- back

    private void onEnded(Delivery delivery) {
        withLines--;
        PumpedLine line = delivery.line;
        if (line == null || closed) {
            return;
        }
        line.onEnded();
        long now = loop.nanoClock().getAsLong();
        switch (delivery.end) {
            case ANSWERED -> {
                roundTrips.ended(delivery.sentMillis, millis(now));
                line.onAnswered();
                onAnswered(delivery, line, now);
            }
            case TIMED_OUT -> {
                line.onSilence();
                delay(delivery, now);
            }
            case CLOSED -> {
                line.onGone();
                again(delivery);
            }
            case NOT_SENT -> onNotSent(delivery, line, now);
        }
    }

    private void onAnswered(Delivery delivery, PumpedLine line, long now) {
        switch (DeliverReply.of(delivery.status)) {
            case TAKEN -> {
                line.onTaken(now);
                counts.taken.increment();
                subscription.acknowledge(delivery.event.cursor());
            }
            case MESSAGE_LATER -> {
                delivery.line = null;
                delay(delivery, now);
            }
            case SESSION_LATER -> {
                line.throttle(now, options);
                delivery.line = null;
                again(delivery);
            }
            case FEW_TRIES -> {
                if (delivery.tries + 1 < options.triesMax()) {
                    delay(delivery, now);
                } else {
                    refuse(delivery);
                }
            }
            case MESSAGE_FINAL -> refuse(delivery);
            case DESTINATION_FINAL -> {
                barred.bar(delivery.destination, wallMillis.getAsLong());
                refuse(delivery);
                waiting.removeAllTo(delivery.destination, this::refuse);
            }
        }
    }

    private void onNotSent(Delivery delivery, PumpedLine line, long now) {
        if (delivery.notSent == SendResult.NOT_ENCODABLE) {
            log.warn("account {}: event {} cannot be said in SMPP; dropped", account, delivery.event.cursor());
            counts.unencodable.increment();
            subscription.acknowledge(delivery.event.cursor());
            return;
        }
        if (delivery.notSent == SendResult.NOT_BOUND) {
            line.onGone();
        } else {
            line.stall(now);
        }
        delivery.line = null;
        waiting.add(delivery);
    }

    /** At once, and before what is newer. */
    private void again(Delivery delivery) {
        counts.repeated.increment();
        if (barred.bars(delivery.event, delivery.destination)) {
            refuse(delivery);
        } else {
            waiting.add(delivery);
        }
    }

    private void delay(Delivery delivery, long now) {
        counts.repeated.increment();
        if (barred.bars(delivery.event, delivery.destination)) {
            refuse(delivery);
            return;
        }
        waiting.delay(delivery, now);
    }

    private void refuse(Delivery delivery) {
        if (delivery.end == Delivery.End.ANSWERED) {
            log.info(
                    "account {}: event {} refused with {}",
                    account,
                    delivery.event.cursor(),
                    CommandStatus.name(delivery.status));
        }
        counts.refused.increment();
        subscription.acknowledge(delivery.event.cursor());
    }

    // ---- time

    private void setTimer() {
        long now = loop.nanoClock().getAsLong();
        long delay = waiting.nextDelayNanos(now);
        for (PumpedLine line : lines) {
            long rest = line.restNanos(now);
            if (rest > 0) {
                delay = Math.min(delay, rest);
            }
        }
        if (delay != Long.MAX_VALUE && !closed) {
            alarm.ring(now, delay);
        }
    }
}

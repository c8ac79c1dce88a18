package dev.heliograph.admission;

import dev.heliograph.message.Priority;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * How full the node is: one value, 0 for idle and 1 for full, made of the acceptances that the store has not answered yet, of the octets that submissions hold in
 * memory, and of what is refused to keep the event loops in time, whichever is nearest to its bound. What waits on disk is no pressure: a campaign may wait for its
 * channel as long as it is valid.
 *
 * <p>When the node's event loops are late, whoever offers most is read more slowly. When that is not enough, as much of what he offers is refused as it takes ({@link
 * LoadShedding}), campaigns first: so what is accepted is carried through, and does not wait.
 *
 * <p>Half of the room is shared evenly among the accounts that have anything under way; who takes more than that is paused and refused first, so that one who floods
 * the node does not cost another his answers. Any thread may call.
 */
public final class Pressure {
    /** Congestion as SMPP tells it: 100 is full (SMPP 5.0, 4.8.4.18). */
    private static final int CONGESTED = 100;

    /** Parts of a submission are counted in these, so that of every hundred just as many are refused as there should be. */
    private static final int WHOLE_BITS = 10;

    /** Who offers most is judged by so long a time, and as much before it. */
    private static final long SPAN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final PressureOptions options;
    private final Lateness lateness;
    private final long lateNanosMax;
    private final LongSupplier nanos;
    private final Recent recent = new Recent();
    private final LoadShedding shedding = new LoadShedding();
    private volatile Outflow outflow = Outflow.NONE;
    private volatile boolean isLate;
    private volatile long hurried;
    private volatile long span;
    private final ConcurrentHashMap<String, AccountLoad> loads = new ConcurrentHashMap<>();
    private final AccountLoad strangers = new AccountLoad();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong octets = new AtomicLong();
    private final AtomicInteger accounts = new AtomicInteger();
    private final LongAdder pauses = new LongAdder();

    /** @param nanos monotonic */
    public Pressure(PressureOptions options, LongSupplier nanos) {
        this.options = options;
        this.nanos = nanos;
        this.lateness = new Lateness(nanos);
        this.lateNanosMax = TimeUnit.MILLISECONDS.toNanos(options.lateMillisMax());
    }

    /** How late the loops are that do the node's work; they are to be told to it. */
    public Lateness lateness() {
        return lateness;
    }

    /** What the node sends is known from now on. */
    public void watch(Outflow sending) {
        outflow = sending;
    }

    /** What one account has under way. */
    public static final class AccountLoad {
        private final AtomicInteger waiting = new AtomicInteger();
        private final Recent recent = new Recent();
        /** What was to be refused so far, in parts of a submission. */
        private final AtomicInteger toRefuse = new AtomicInteger();

        /** @return its submissions that the store has not answered */
        public int waiting() {
            return waiting.get();
        }
    }

    /** Submissions in this span of time and the one before. Counts of two threads that meet at the turn of a span may get lost: it is a measure, not an account. */
    private static final class Recent {
        private final AtomicInteger current = new AtomicInteger();
        private volatile int before;
        private volatile long span;

        void add(long now) {
            turn(now);
            current.incrementAndGet();
        }

        int in(long now) {
            turn(now);
            return before + current.get();
        }

        private void turn(long now) {
            long last = span;
            if (last != now) {
                span = now;
                int counted = current.getAndSet(0);
                before = now == last + 1 ? counted : 0;
            }
        }
    }

    public PressureOptions options() {
        return options;
    }

    /** @return 0 for idle, 1 for full, above 1 for more than that */
    public double value() {
        return Math.max(room(), shedding.level() / LoadShedding.ALL);
    }

    private double room() {
        return Math.max(waiting.get() / (double) options.waitingMax(), octets.get() / (double) options.octetsMax());
    }

    /** Looks how late the loops are; for whoever lets work in, every few milliseconds as long as any comes. */
    void look() {
        span = nanos.getAsLong() / SPAN_NANOS;
        long late = lateness.nanos();
        isLate = late >= lateNanosMax;
        Outflow sending = outflow;
        hurried = shedding.isBusy() ? sending.hurried() : 0;
        shedding.look(nanos.getAsLong(), late, isTooMuch(), waiting.get(), sending);
        lateness.ask();
    }

    /**
     * Counts a submission as offered; to be asked once for each, before anything is spent on it.
     *
     * @return whether it is one of those that are refused so that the loops stay in time
     */
    boolean turnsAway(AccountLoad load, Priority priority) {
        load.recent.add(span);
        recent.add(span);
        if (shedding.level() == 0) {
            return false;
        }
        int part = (int) (shedding.part(priority) * (1 << WHOLE_BITS));
        if (part == 0 || !offersMost(load)) {
            return false;
        }
        int after = load.toRefuse.addAndGet(part);
        boolean isTurnedAway = after >> WHOLE_BITS != (after - part) >> WHOLE_BITS;
        if (isTurnedAway) {
            shedding.turnedAway();
        }
        return isTurnedAway;
    }

    /** @return what is refused so that the loops stay in time: 0 nothing, 1 all campaigns, 2 transactional messages too, 3 everything of who offers most */
    public double shedding() {
        return shedding.level();
    }

    /** A socket was left unread, and what waits in it has waited for too long. */
    void pausedInVain() {
        shedding.pausedInVain();
    }

    /** @return whether it has to be looked on although nothing comes in */
    boolean isWatched() {
        return shedding.isActive();
    }

    /** @return the value as SMPP's congestion_state, 0 to 100 */
    public int congestion() {
        return (int) Math.min(CONGESTED, Math.round(value() * CONGESTED));
    }

    /** @return acceptances that the store has not answered */
    public int waiting() {
        return waiting.get();
    }

    /** @return octets of submissions in memory on their way to the store */
    public long octets() {
        return octets.get();
    }

    /** @return accounts that have submissions under way */
    public int accounts() {
        return accounts.get();
    }

    /** @return how often a socket was not read for a while */
    public LongAdder pauses() {
        return pauses;
    }

    /** @return the load of an account, the same object for the same name */
    public AccountLoad of(String account) {
        AccountLoad load = loads.get(account);
        return load == null ? loads.computeIfAbsent(account, name -> new AccountLoad()) : load;
    }

    /**
     * @return the load of all who say who they are only in what is not read yet, for pausing alone. They have no share and always offer most: who leaves his name to the
     *     body is not read sooner for it
     */
    public AccountLoad ofStrangers() {
        return strangers;
    }

    /** @return whether the node is too full for one more submission of this account and priority */
    boolean sheds(AccountLoad load, Priority priority) {
        double room = room();
        // Most of the time there is nothing to weigh.
        return room >= PressureOptions.shedAt(Priority.BULK, false)
                && room >= PressureOptions.shedAt(priority, isWithinShare(load));
    }

    /** @return whether an account's sockets had better not be read for a moment */
    public boolean pauses(AccountLoad load) {
        double room = room();
        boolean stranger = load == strangers;
        return (comesInTooFast() && (stranger || offersMost(load)))
                || (room >= options.pauseAt() && room >= options.pauseAt(!stranger && isWithinShare(load)));
    }

    /** @return whether more comes in than the loops get done; while work is refused for that, what is read is judged at once */
    private boolean comesInTooFast() {
        return !shedding.isActive() && isTooMuch();
    }

    private boolean isTooMuch() {
        // What the store has not answered will be hurried in a moment.
        return isLate || (hurried > 0 && hurried + waiting.get() >= options.hurriedMax());
    }

    /** @return whether an account has offered no less of late than the others have on average, so that it is the one to wait */
    private boolean offersMost(AccountLoad load) {
        long now = span;
        return (long) load.recent.in(now) * Math.max(1, accounts.get()) >= recent.in(now);
    }

    /** @return whether there is no room left for anybody's octets */
    public boolean isOutOfMemory() {
        return octets.get() >= options.octetsMax();
    }

    private boolean isWithinShare(AccountLoad load) {
        return load.waiting.get() <= options.waitingMax() / 2 / Math.max(1, accounts.get());
    }

    /** A submission was given to the store. */
    void entered(AccountLoad load, int size) {
        shedding.entered();
        if (load.waiting.getAndIncrement() == 0) {
            accounts.incrementAndGet();
        }
        waiting.incrementAndGet();
        octets.addAndGet(size);
    }

    /** The store has answered. */
    void left(AccountLoad load, int size) {
        if (load.waiting.decrementAndGet() == 0) {
            accounts.decrementAndGet();
        }
        waiting.decrementAndGet();
        octets.addAndGet(-size);
    }

    /** A door keeps so many octets of a request; to be given back with {@link #released}. */
    public void held(int size) {
        octets.addAndGet(size);
    }

    public void released(int size) {
        octets.addAndGet(-size);
    }
}

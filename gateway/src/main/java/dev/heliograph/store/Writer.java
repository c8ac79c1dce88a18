package dev.heliograph.store;

import dev.heliograph.message.Message;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store's one thread that writes. Each turn it takes the commands that have come meanwhile, at most {@code batchMax}, writes what they add as one batch, syncs,
 * and then lets the answers out. While a sync runs the next batch gathers by itself: the busier the node, the larger the batches, and the less a sync costs each.
 */
final class Writer implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Writer.class);

    /** A batch ends when it has grown to this, however few commands that took. */
    private static final int BATCH_OCTETS_MAX = 4 << 20;
    /** An idle writer looks at the schedule, the disk and the cleaning this often at least. */
    private static final long IDLE_MILLIS_MAX = 250;

    private final Inbox inbox;
    private final Disk disk;
    private final Batch batch;
    private final Schedule schedule;
    private final DeadlineWatch deadlines;
    private final DiskSpace diskSpace;

    /** As it was a moment ago, for others to look at. */
    private volatile boolean diskFull;

    private final Cleaner cleaner;
    private final Reader reader;
    private final Answers answers;
    private final StoreCounts counts;
    private final LongSupplier clock;
    private final int batchMax;
    private final StoreListener listener;
    private @Nullable Command held;
    private volatile boolean closing;
    private volatile boolean failed;

    Writer(
            Inbox inbox,
            Disk disk,
            Batch batch,
            Schedule schedule,
            DeadlineWatch deadlines,
            DiskSpace diskSpace,
            Cleaner cleaner,
            Reader reader,
            LongSupplier clock,
            int batchMax,
            StoreListener listener) {
        this.inbox = inbox;
        this.disk = disk;
        this.batch = batch;
        this.schedule = schedule;
        this.deadlines = deadlines;
        this.diskSpace = diskSpace;
        this.cleaner = cleaner;
        this.reader = reader;
        this.counts = batch.counts;
        this.answers = new Answers(counts);
        this.clock = clock;
        this.batchMax = batchMax;
        this.listener = listener;
    }

    boolean isFailed() {
        return failed;
    }

    /** Any thread: writes what has been asked for, then ends. */
    void close() {
        closing = true;
    }

    /** Turns until it is closed or the disk fails. */
    @Override
    public void run() {
        boolean busy = true;
        while (busy || !(closing || failed)) {
            busy = turn();
            if (!busy && !closing && !failed) {
                held = inbox.await(TimeUnit.MILLISECONDS.toNanos(idleMillis()));
            }
        }
        end();
    }

    /**
     * Writes what has been asked for meanwhile, as one batch, and lets the answers out. Blocks while the disk does; a disk that fails ends everything.
     *
     * @return whether there was anything to do
     */
    boolean turn() {
        try {
            return !failed && work();
        } catch (Throwable e) {
            fail(e);
            return false;
        }
    }

    /** Gives back what an orderly end gives back; nothing may be asked for any more. */
    void end() {
        if (failed) {
            return;
        }
        try {
            batch.begin(clock.getAsLong(), false, 0);
            batch.releaseIds();
            commit();
        } catch (Throwable e) {
            fail(e);
        }
    }

    /** @return whether there is too little room on the disk to accept anything; any thread */
    boolean isDiskFull() {
        return diskFull;
    }

    /** @return milliseconds until there is something to do without being asked, at most 250 */
    long idleMillis() {
        return Math.min(IDLE_MILLIS_MAX, Math.max(1, schedule.nextDueMillis() - clock.getAsLong()));
    }

    /** Whatever the cause, what the disk holds is not known any more: nothing is answered, nothing is written. */
    private void fail(Throwable cause) {
        failed = true;
        answers.clear();
        held = null;
        inbox.clear(); // what waits is forgotten; nobody is answered
        log.error("the store has failed: {}", cause.toString());
        listener.onFatal(cause);
    }

    private boolean work() {
        long now = clock.getAsLong();
        boolean full = diskSpace.isFull(now);
        diskFull = full;
        cleaner.tick(now);
        reader.retry(now);
        // Then a batch of commands, however much is due: a campaign must not keep receipts and answers waiting.
        boolean moved = !closing && schedule.nextDueMillis() <= now;
        if (moved) {
            moveDue(now);
        }
        if (!closing && deadlines.isDue(now)) {
            batch.begin(now, false, 0);
            batch.overdue(deadlines.look(batch.records));
            commit();
            moved = true;
        }
        inbox.beginBatch();
        Command first = held == null ? inbox.poll() : held;
        held = null;
        if (first == null) {
            return moved;
        }
        batch.begin(now, full, batchMax);
        apply(first);
        for (int i = 1; i < batchMax && batch.records.octets() < BATCH_OCTETS_MAX; i++) {
            Command next = inbox.poll();
            if (next == null) {
                break;
            }
            if (next.mustFollow(batch)) {
                held = next;
                break;
            }
            apply(next);
        }
        commit();
        return true;
    }

    private void apply(Command command) {
        batch.apply(command);
        if (!command.isCarriedOutLater()) {
            answers.add(command);
        }
    }

    private void commit() {
        if (batch.records.count() > 0) {
            long start = System.nanoTime();
            disk.commit(batch.records);
            counts.written(batch.records.count(), batch.records.octets(), System.nanoTime() - start);
        }
        batch.written();
        answers.release();
        batch.tellMessages(listener);
        batch.tellEvents(listener);
        batch.tellDeadlines(listener);
        for (CatchUp catchUp : batch.catchUps()) {
            catchUp.carryOut(disk, batch.reads);
            answers.add(catchUp);
        }
        answers.release();
    }

    /** Moves what is due into its backlog, in a batch of its own: commands must find it either in the schedule or there. */
    private void moveDue(long now) {
        batch.begin(now, false, Schedule.DUE_MAX);
        List<Schedule.Due> due = schedule.takeDue(now);
        for (Schedule.Due one : due) {
            Message message = readable(one.id());
            if (message == null) {
                schedule.remove(batch.records, one.dueMillis(), one.id());
                continue;
            }
            long position = batch.nextId();
            batch.backlog.leave(batch.records, message, true);
            Lane lane = batch.backlog.enter(batch.records, message, Backlog.firstChannel(message), position);
            batch.tell(lane, position, message, batch.reads.status(message));
        }
        commit();
    }

    private @Nullable Message readable(long id) {
        try {
            Message message = batch.reads.message(id);
            if (message == null) {
                batch.reads.damaged("message " + Keys.hex(Keys.id(id)) + " is due but is not there");
            }
            return message;
        } catch (StoreException e) {
            if (!e.isDamagedRecord()) {
                throw e;
            }
            batch.reads.damaged(e.getMessage());
            return null;
        }
    }
}

package dev.heliograph.store;

import dev.heliograph.message.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the messages whose deadline is past. It goes through them pass by pass, a little each turn, so that however many are overdue nobody waits: once a second
 * through those that have come due since the pass before, once a minute through all, because who was told may not have ended the message. Writer only.
 */
final class DeadlineWatch {
    static final long EVERY_MILLIS = 1_000;
    static final long AGAIN_MILLIS = 60_000;
    /** Messages looked at in a turn: a few milliseconds of reading. */
    private static final int LOOKED_AT_MAX = 256;
    /** Turns in which a pass looks through the slots in memory, some microseconds each. */
    private static final int TURNS = 32;

    private final Disk disk;
    private final Records records;
    private final Deadlines deadlines;
    private final Backlog backlog;
    private long passedAtMillis = Long.MIN_VALUE / 2;
    private long passedAllAtMillis = Long.MIN_VALUE / 2;
    private @Nullable Pass pass;

    DeadlineWatch(Disk disk, Records records, Deadlines deadlines, Backlog backlog) {
        this.disk = disk;
        this.records = records;
        this.deadlines = deadlines;
        this.backlog = backlog;
    }

    /** One walk through what came due in a span of time. */
    private static final class Pass {
        final long fromMillis;
        final long toMillis;
        final boolean all;
        int slot;
        byte[] nextRow;
        long firstLeft = Long.MAX_VALUE;

        Pass(long fromMillis, long toMillis, boolean all, int slot, long rowsFrom) {
            this.fromMillis = fromMillis;
            this.toMillis = toMillis;
            this.all = all;
            this.slot = slot;
            this.nextRow = Keys.due(rowsFrom, 0);
        }
    }

    /** @return whether {@link #look} would do anything */
    boolean isDue(long nowMillis) {
        if (pass != null) {
            return true;
        }
        if (Math.abs(nowMillis - passedAtMillis) < EVERY_MILLIS) {
            return false;
        }
        boolean backwards = nowMillis < passedAtMillis;
        boolean all = deadlines.takeRecovered() || backwards || nowMillis - passedAllAtMillis >= AGAIN_MILLIS;
        long from = all ? 0 : passedAtMillis + 1;
        passedAtMillis = nowMillis;
        if (all) {
            passedAllAtMillis = nowMillis;
            deadlines.findYoungSoonest();
        }
        if (deadlines.youngSoonest() > nowMillis && deadlines.rowsSoonest() > nowMillis) {
            return false;
        }
        boolean young = deadlines.youngSoonest() <= nowMillis;
        deadlines.beginPass();
        pass = new Pass(from, nowMillis, all, young ? 0 : deadlines.slots(), Math.max(from, deadlines.rowsSoonest()));
        if (young) {
            deadlines.forgetYoungSoonest(); // this pass finds it again
        }
        return true;
    }

    /**
     * Looks at the next few.
     *
     * @param batch takes the records that drop rows which no longer count
     * @return those to tell of, once the batch is on the disk
     */
    List<Queued> look(BatchBuffer batch) {
        Pass now = pass;
        if (now == null) {
            return List.of();
        }
        List<Queued> overdue = new ArrayList<>();
        if (now.slot < deadlines.slots()) {
            lookAtYoung(now, overdue);
        } else {
            lookAtRows(now, batch, overdue);
        }
        return overdue;
    }

    private void lookAtYoung(Pass now, List<Queued> overdue) {
        int until = Math.min(deadlines.slots(), now.slot + deadlines.slots() / TURNS);
        List<Long> due = deadlines.young(now.slot, until, now.fromMillis, now.toMillis);
        while (due.size() > LOOKED_AT_MAX && until - now.slot > 1) {
            until = now.slot + (until - now.slot) / 2;
            due = deadlines.young(now.slot, until, now.fromMillis, now.toMillis);
        }
        deadlines.noteYoungSoonest(now.slot, until, now.toMillis);
        now.slot = until;
        for (Found found : found(due)) {
            if (!found.status().state().isFinal()) {
                overdue.add(queued(found));
            }
        }
    }

    private void lookAtRows(Pass now, BatchBuffer batch, List<Queued> overdue) {
        List<Long> ids = new ArrayList<>();
        List<byte[]> keys = new ArrayList<>();
        try (Scan scan = disk.scan(Table.DEADLINES, now.nextRow, Keys.due(-1, -1))) {
            scan.first();
            while (scan.isValid() && keys.size() < LOOKED_AT_MAX && Keys.due(scan.key()) <= now.toMillis) {
                keys.add(scan.key());
                ids.add(Keys.lastLong(scan.key()));
                scan.next();
            }
            if (keys.size() < LOOKED_AT_MAX) {
                pass = null;
                now.firstLeft = Math.min(now.firstLeft, scan.isValid() ? Keys.due(scan.key()) : Long.MAX_VALUE);
            } else {
                byte[] last = keys.get(keys.size() - 1);
                now.nextRow = Keys.due(Keys.due(last), Keys.lastLong(last) + 1);
            }
        }
        for (int i = 0; i < keys.size(); i++) {
            byte[] key = keys.get(i);
            if (counts(ids.get(i), Keys.due(key), overdue)) {
                now.firstLeft = Math.min(now.firstLeft, Keys.due(key));
            } else {
                batch.delete(Table.DEADLINES, key);
            }
        }
        if (pass == null && (now.all || now.firstLeft < deadlines.rowsSoonest())) {
            deadlines.endPass(now.firstLeft);
        }
    }

    /** @return whether a row is still the deadline of a message that has not ended; then it is overdue */
    private boolean counts(long id, long deadlineMillis, List<Queued> overdue) {
        try {
            StatusCodec.Head head = deadlines.recorded(id);
            if (head != null && (head.state().isFinal() || isOther(head.deadlineMillis(), deadlineMillis))) {
                return false;
            }
            Found found = records.find(id);
            if (found == null) {
                return false;
            }
            if (head == null || head.deadlineMillis() == 0) {
                Message message = found.message();
                // The end of the validity is what an earlier version wrote whatever the steps.
                if (isOther(message.firstDeadlineMillis(), deadlineMillis)
                        && isOther(message.expiresAtMillis(), deadlineMillis)) {
                    return false;
                }
            }
            overdue.add(queued(found));
        } catch (StoreException e) {
            records.unreadable(e); // its row stays: it is looked at again, and whoever repairs the store finds it
        }
        return true;
    }

    private static boolean isOther(long recordedMillis, long rowMillis) {
        return recordedMillis != 0 && recordedMillis != rowMillis;
    }

    private List<Found> found(List<Long> ids) {
        List<Found> found = new ArrayList<>(ids.size());
        for (long id : ids) {
            try {
                Found one = records.find(id);
                if (one != null) {
                    found.add(one);
                }
            } catch (StoreException e) {
                records.unreadable(e);
            }
        }
        return found;
    }

    private Queued queued(Found found) {
        return new Queued(backlog.positionOf(found.message()), found.message(), found.status());
    }
}

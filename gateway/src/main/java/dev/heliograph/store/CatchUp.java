package dev.heliograph.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Ends the reading of a backlog. It is carried out behind everything else in its batch, when all of that is on the disk. */
final class CatchUp extends Command {
    private final Lane lane;
    private final long afterPosition;
    private final int limit;
    private final Consumer<@Nullable List<Queued>> answer;
    private @Nullable List<Queued> left;

    CatchUp(Lane lane, long afterPosition, int limit, Executor owner, Consumer<@Nullable List<Queued>> answer) {
        super(owner);
        this.lane = lane;
        this.afterPosition = afterPosition;
        this.limit = limit;
        this.answer = answer;
    }

    @Override
    boolean isCarriedOutLater() {
        return true;
    }

    @Override
    void apply(Batch batch) {
        batch.catchUp(this);
    }

    /** On the writer, after the sync. */
    void carryOut(Disk disk, Records reads) {
        List<Records.Standing> standings = new ArrayList<>();
        byte[] end = Keys.after(lane.prefix());
        try (Scan scan = disk.scan(Table.BACKLOG, lane.key(afterPosition + 1), end)) {
            for (scan.first(); scan.isValid() && standings.size() <= limit; scan.next()) {
                standings.add(Records.standing(scan.key(), scan.value()));
            }
            if (standings.size() <= limit) {
                left = reads.queued(standings);
                lane.setSpilled(false);
            }
        } catch (StoreException e) {
            reads.unreadable(e); // the lane reads on by pages and asks again
        }
    }

    @Override
    void answer() {
        answer.accept(left);
    }
}

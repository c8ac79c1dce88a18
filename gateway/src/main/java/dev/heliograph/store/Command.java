package dev.heliograph.store;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Something the writer is asked to do. Its records are encoded by whoever asks, so that the writer only copies octets; it is applied on the writer's thread, and
 * answered on its owner's once the batch is on the disk.
 */
abstract class Command {
    private final @Nullable Executor owner;

    /** @param owner runs the answer; null when nobody waits for one */
    Command(@Nullable Executor owner) {
        this.owner = owner;
    }

    @Nullable
    Executor owner() {
        return owner;
    }

    /** Adds records to the batch and keeps what {@link #answer} will say. Reads first and adds then, so that a failing read leaves nothing behind. */
    abstract void apply(Batch batch);

    /** On the owner's thread, after the sync. */
    abstract void answer();

    /** @return whether it is not done with its batch, but behind it, and answered then */
    boolean isCarriedOutLater() {
        return false;
    }

    /** @return whether it reads what an earlier command of the same batch may have changed, so that those must be written first */
    boolean mustFollow(Batch batch) {
        return false;
    }
}

package dev.heliograph.receipt.exchange;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** What Redis does, in memory: one {@link Shared} for all nodes, one line each. */
final class MemoryLine implements ExchangeLine {
    /** What all nodes see. */
    static final class Shared {
        final List<String> notes = new ArrayList<>();
        boolean up = true;

        /** FLUSHALL, or a restart without persistence. */
        void forgetAll() {
            notes.clear();
        }
    }

    private final Shared shared;
    private int read;
    boolean cut;

    MemoryLine(Shared shared) {
        this.shared = shared;
    }

    private <T> Future<T> down() {
        return Future.failedFuture("down");
    }

    private boolean isUp() {
        return shared.up && !cut;
    }

    @Override
    public Future<Void> open() {
        read = shared.notes.size();
        return isUp() ? Future.succeededFuture() : down();
    }

    @Override
    public Future<Void> write(List<String> notes) {
        if (!isUp()) {
            return down();
        }
        shared.notes.addAll(notes);
        return Future.succeededFuture();
    }

    @Override
    public Future<List<String>> read(int limit) {
        if (!isUp()) {
            return down();
        }
        read = Math.min(read, shared.notes.size());
        List<String> page = List.copyOf(shared.notes.subList(read, Math.min(shared.notes.size(), read + limit)));
        read += page.size();
        return Future.succeededFuture(page);
    }

    @Override
    public void close() {}
}

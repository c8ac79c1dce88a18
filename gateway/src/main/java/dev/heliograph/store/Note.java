package dev.heliograph.store;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A command that only adds records which were made up beforehand. */
final class Note extends Command {
    private final Consumer<Batch> records;
    private final Runnable answer;

    Note(@Nullable Executor owner, Consumer<Batch> records, Runnable answer) {
        super(owner);
        this.records = records;
        this.answer = answer;
    }

    @Override
    void apply(Batch batch) {
        records.accept(batch);
    }

    @Override
    void answer() {
        answer.run();
    }
}

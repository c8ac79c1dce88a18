package dev.heliograph.dispatch;

import dev.heliograph.message.Attempt;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.receipt.Correlator;
import dev.heliograph.store.Store;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What follows from receipts for the way of a message: a failure is not its end while there is another channel, and a success ends it although it went on. */
record Ways(Store store, Executor loop, LongSupplier wallMillis, Supplier<Dispatcher> dispatcher)
        implements Correlator.LastWord {
    @Override
    public boolean takesOver(Message message, MessageStatus status, Runnable stored) {
        Attempt last = status.lastAttempt();
        return last != null
                && NextStep.take(store, message, last.channel(), status, wallMillis.getAsLong(), loop, stored);
    }

    @Override
    public void overtaken(Message message, Attempt attempt, Consumer<@Nullable MessageStatus> stored) {
        new LateSuccess(this, message, attempt, stored).settle();
    }
}

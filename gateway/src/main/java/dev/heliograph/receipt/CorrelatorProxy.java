package dev.heliograph.receipt;

import dev.heliograph.message.Message;
import dev.heliograph.message.MessageError;
import dev.heliograph.message.MessageStatus;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One channel's way to the correlator of its provider account. Where both live on one loop, as every account with a single channel has it, calls go straight
 * through; otherwise they are handed to the correlator's loop, in order, and what they answer comes back to the channel's.
 *
 * <p>What happens between two loops needs no care: a receipt that reaches the correlator before the ids that its message was just given is parked, and found
 * when they arrive.
 */
public final class CorrelatorProxy implements ReceiptSink {
    private final String channel;
    private final Correlator correlator;
    private final Executor loop;
    private final boolean atHome;
    private final LongAdder received = new LongAdder();

    /** @param loop the channel's, on which everything here is called */
    public CorrelatorProxy(String channel, Correlator correlator, Executor loop) {
        this.channel = channel;
        this.correlator = correlator;
        this.loop = loop;
        this.atHome = correlator.owner() == loop;
    }

    /** @return receipts that came in on this channel */
    public LongAdder received() {
        return received;
    }

    /** @return for its counts, which any thread may read */
    public Correlator correlator() {
        return correlator;
    }

    /** @see Correlator#recover */
    public void recover(Runnable done) {
        there(() -> correlator.recover(here(done)));
    }

    /** @see Correlator#track */
    public void track(Message message, MessageStatus status) {
        if (atHome) {
            correlator.track(message, status);
        } else {
            correlator.owner().execute(() -> correlator.track(message, status));
        }
    }

    @Override
    public void onReceipt(ProviderReceipt receipt, Runnable stored) {
        received.increment();
        if (atHome) {
            correlator.onReceipt(channel, receipt, stored);
        } else {
            correlator.owner().execute(() -> correlator.onReceipt(channel, receipt, here(stored)));
        }
    }

    @Override
    public void onReceipt(List<ProviderReceipt> readings, String recipient, IntConsumer meant, Runnable stored) {
        received.increment();
        IntConsumer meantHere = atHome ? meant : index -> loop.execute(() -> meant.accept(index));
        there(() -> correlator.onReceipt(channel, readings, recipient, meantHere, here(stored)));
    }

    /** @see Correlator#giveUp */
    public void giveUp(
            Message message, MessageStatus status, @Nullable MessageError error, Runnable ends, Runnable stored) {
        there(() -> correlator.giveUp(message, status, error, here(ends), here(stored)));
    }

    /** @see Correlator#goOn */
    public void goOn(Message message, MessageStatus status, MessageError error, Runnable stored) {
        there(() -> correlator.goOn(message, status, error, here(stored)));
    }

    /** @see Parking#expire */
    public void expireParked() {
        there(correlator.parking()::expire);
    }

    private void there(Runnable task) {
        if (atHome) {
            task.run();
        } else {
            correlator.owner().execute(task);
        }
    }

    private Runnable here(Runnable task) {
        return atHome ? task : () -> loop.execute(task);
    }
}

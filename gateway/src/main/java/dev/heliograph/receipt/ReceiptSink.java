package dev.heliograph.receipt;

import java.util.List;
import java.util.function.IntConsumer;

/** Where a channel brings the receipts of its provider; called on the channel's event loop. */
public interface ReceiptSink {
    /** @param stored runs on the channel's event loop once the receipt is durable and may be acknowledged to the provider */
    void onReceipt(ProviderReceipt receipt, Runnable stored);

    /**
     * A receipt whose id can be read in more than one way, because the channel has not learned yet in which number base its provider writes receipts. The first
     * reading that names a message sent to {@code recipient} is the one that counts; when none does, the first of all is kept until its message comes.
     *
     * @param readings the same receipt under each id that it may mean, likeliest first, at least one
     * @param recipient the number that the receipt is about, as the provider writes it; may be empty
     * @param meant told the index of the reading that named a message; not called when none did
     * @param stored as above
     */
    default void onReceipt(List<ProviderReceipt> readings, String recipient, IntConsumer meant, Runnable stored) {
        onReceipt(readings.get(0), stored);
    }
}

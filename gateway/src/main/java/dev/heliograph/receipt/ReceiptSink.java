package dev.heliograph.receipt;

/** Where a channel brings the receipts of its provider; called on the channel's event loop. */
public interface ReceiptSink {
    /** @param stored runs on the channel's event loop once the receipt is durable and may be acknowledged to the provider */
    void onReceipt(ProviderReceipt receipt, Runnable stored);
}

package dev.heliograph.message;

/**
 * Which receipts the sender asked for, as bits: SMPP's registered_delivery (5.2.17 of SMPP 3.4, with 5.0's "success only") and HTTP's {@code none | final | all}
 * both fit.
 *
 * @param bits any of {@link #SUCCESS}, {@link #FAILURE}, {@link #INTERMEDIATE}
 */
public record ReceiptWish(int bits) {
    public static final int SUCCESS = 1;
    public static final int FAILURE = 2;
    public static final int INTERMEDIATE = 4;

    public static final ReceiptWish NONE = new ReceiptWish(0);
    public static final ReceiptWish FINAL = new ReceiptWish(SUCCESS | FAILURE);
    public static final ReceiptWish ALL = new ReceiptWish(SUCCESS | FAILURE | INTERMEDIATE);

    public ReceiptWish {
        if (bits < 0 || bits > 7) {
            throw new IllegalArgumentException("receipt bits " + bits);
        }
    }

    /** @return whether a change to {@code state} is to be told */
    public boolean covers(MessageState state) {
        int needed = !state.isFinal() ? INTERMEDIATE : state.isSuccess() ? SUCCESS : FAILURE;
        return (bits & needed) != 0;
    }
}

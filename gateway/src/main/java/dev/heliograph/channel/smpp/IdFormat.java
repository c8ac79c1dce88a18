package dev.heliograph.channel.smpp;

/** How a message centre writes an id in its receipts, compared with its answer to the submission (CHANNELS 15.5). */
public enum IdFormat {
    /** Found out from the first receipts, then kept. */
    LEARN,
    /** The same digits; case and leading zeros may differ. */
    SAME,
    /** Hexadecimal in the answer, decimal in the receipt. */
    HEX_TO_DECIMAL,
    /** Decimal in the answer, hexadecimal in the receipt. */
    DECIMAL_TO_HEX
}

package dev.heliograph.simulator;

/** Where a receipt says which message it is about and what became of it. */
public enum ReceiptForm {
    /** In the text of the short message (SMPP 3.4, appendix B). */
    TEXT,
    /** In the TLVs receipted_message_id and message_state; no text. */
    TLV,
    /** In both. */
    BOTH
}

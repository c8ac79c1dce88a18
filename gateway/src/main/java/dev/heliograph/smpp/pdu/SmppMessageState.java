package dev.heliograph.smpp.pdu;

import org.jspecify.annotations.Nullable;

/** message_state of query_sm_resp and of the TLV 0x0427, with the word a receipt's text uses (3.4 section 5.2.28, appendix B). */
public enum SmppMessageState {
    SCHEDULED(0, "SCHEDLD", false),
    ENROUTE(1, "ENROUTE", false),
    DELIVERED(2, "DELIVRD", true),
    EXPIRED(3, "EXPIRED", true),
    DELETED(4, "DELETED", true),
    UNDELIVERABLE(5, "UNDELIV", true),
    ACCEPTED(6, "ACCEPTD", true),
    UNKNOWN(7, "UNKNOWN", true),
    REJECTED(8, "REJECTD", true),
    SKIPPED(9, "SKIPPED", true);

    private static final SmppMessageState[] BY_VALUE = values();

    private final int wireValue;
    private final String receiptWord;
    private final boolean terminal;

    SmppMessageState(int wireValue, String receiptWord, boolean terminal) {
        this.wireValue = wireValue;
        this.receiptWord = receiptWord;
        this.terminal = terminal;
    }

    /** The octet on the wire. */
    public int wireValue() {
        return wireValue;
    }

    /** The seven letters after {@code stat:}. */
    public String receiptWord() {
        return receiptWord;
    }

    /** Whether the specification counts this state as final. */
    public boolean isFinal() {
        return terminal;
    }

    /** The state with this octet, or null for a reserved one. */
    public static @Nullable SmppMessageState of(int wireValue) {
        return wireValue >= 0 && wireValue < BY_VALUE.length ? BY_VALUE[wireValue] : null;
    }

    /** The state with this word, in any case and also written in full ("delivered"), or null. */
    public static @Nullable SmppMessageState ofReceiptWord(String word) {
        for (SmppMessageState state : BY_VALUE) {
            if (state.receiptWord.equalsIgnoreCase(word) || state.name().equalsIgnoreCase(word)) {
                return state;
            }
        }
        return null;
    }
}

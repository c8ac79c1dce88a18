package dev.heliograph.egress.websocket;

/** Why we close a socket: the code (RFC 6455, 7.4) and the words that the client sees. */
public enum CloseReason {
    GOING_AWAY(1001, "the gateway is stopping"),
    NOT_TEXT(1003, "text frames only"),
    NOT_AN_ACK(1008, "expected {\"ack\":\"<cursor>\"}"),
    ACK_AHEAD(1008, "acknowledged an event that was not sent"),
    NO_SIGN_OF_LIFE(1008, "no answer to a ping"),
    KEY_REVOKED(1008, "the API key is no longer valid"),
    SLOW_READER(1013, "too slow a reader; come back and resume"),
    REPLACED(4409, "a newer connection took over this consumer");

    private final short code;
    private final String text;

    CloseReason(int code, String text) {
        this.code = (short) code;
        this.text = text;
    }

    public short code() {
        return code;
    }

    public String text() {
        return text;
    }
}

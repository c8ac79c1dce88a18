package dev.heliograph.smpp.session;

import dev.heliograph.smpp.pdu.BindKind;

/** The states of a session (3.4 section 2.2, 5.0 section 2.3). */
public enum SessionState {
    /** Connected, not bound. */
    OPEN,
    /** Connected by the message centre, which asked the ESME to bind. */
    OUTBOUND,
    BOUND_TX,
    BOUND_RX,
    BOUND_TRX,
    /** Unbind was received: what is open is finished, nothing new begins. */
    UNBOUND,
    /** Over: nothing is read or sent any more. */
    CLOSED;

    public boolean isBound() {
        return this == BOUND_TX || this == BOUND_RX || this == BOUND_TRX;
    }

    static SessionState bound(BindKind kind) {
        return switch (kind) {
            case TRANSMITTER -> BOUND_TX;
            case RECEIVER -> BOUND_RX;
            case TRANSCEIVER -> BOUND_TRX;
        };
    }
}

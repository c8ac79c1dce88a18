package dev.heliograph.egress.receiver;

import dev.heliograph.message.MessageState;
import dev.heliograph.smpp.pdu.SmppMessageState;

/** How a message's state is said in SMPP (3.4 section 5.2.28). */
public final class SmppStates {
    private SmppStates() {}

    /**
     * Whatever is not final is ENROUTE; SMPP's SCHEDULED exists in 5.0 only. ACCEPTED is the one final state that neither claims delivery nor denies it: said of a message
     * of which its sender asked no more than that a provider takes it.
     */
    public static SmppMessageState of(MessageState state) {
        return switch (state) {
            case ACCEPTED, QUEUED, SENT, SWITCHING -> SmppMessageState.ENROUTE;
            case SENT_FINAL -> SmppMessageState.ACCEPTED;
            case DELIVERED, READ -> SmppMessageState.DELIVERED;
            case FAILED -> SmppMessageState.UNDELIVERABLE;
            case EXPIRED -> SmppMessageState.EXPIRED;
            case REJECTED -> SmppMessageState.REJECTED;
            case CANCELLED -> SmppMessageState.DELETED;
            case UNKNOWN -> SmppMessageState.UNKNOWN;
        };
    }
}

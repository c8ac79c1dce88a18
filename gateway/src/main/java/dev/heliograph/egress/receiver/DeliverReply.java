package dev.heliograph.egress.receiver;

import dev.heliograph.smpp.pdu.CommandStatus;

/** What a deliver_sm_resp asks of the message centre (SMPP-CONFORMANCE W6; 3.4 section 5.1.3). */
enum DeliverReply {
    TAKEN,
    /** Send this message again later. */
    MESSAGE_LATER,
    /** Send again later, and leave this session alone for a moment. */
    SESSION_LATER,
    /** Send again, but not for ever. */
    FEW_TRIES,
    /** This message will never be taken. */
    MESSAGE_FINAL,
    /** Neither this message nor any that waits for the same destination will be taken. */
    DESTINATION_FINAL;

    static DeliverReply of(int commandStatus) {
        return switch (commandStatus) {
            case CommandStatus.ESME_ROK -> TAKEN;
            case CommandStatus.ESME_RX_T_APPN -> MESSAGE_LATER;
            case CommandStatus.ESME_RTHROTTLED, CommandStatus.ESME_RMSGQFUL -> SESSION_LATER;
            case CommandStatus.ESME_RSYSERR -> FEW_TRIES;
            case CommandStatus.ESME_RX_P_APPN -> DESTINATION_FINAL;
            default -> MESSAGE_FINAL;
        };
    }
}

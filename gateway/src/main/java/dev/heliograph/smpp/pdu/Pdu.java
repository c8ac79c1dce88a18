package dev.heliograph.smpp.pdu;

/**
 * One protocol data unit: a header of four 4-octet integers (command_length, command_id, command_status, sequence_number) and
 * a body. The records that implement it hold their own codec.
 */
public sealed interface Pdu extends Decoded permits Pdu.Request, Pdu.Response {

    /** The command this PDU is. */
    CommandId commandId();

    /** command_status: 0 in every request; in a response one of {@link CommandStatus} or a vendor's value. */
    int commandStatus();

    /**
     * sequence_number as an unsigned 32-bit value. In a request of our own it is a placeholder (usually 0): the session numbers
     * requests as it sends them.
     */
    int sequenceNumber();

    /** Writes the body; the header is {@link PduEncoder}'s. */
    void writeBody(PduWriter out);

    /** A PDU that asks for something. */
    sealed interface Request extends Pdu
            permits BindRequest,
                    Outbind,
                    Sm,
                    SubmitMulti,
                    DataSm,
                    QuerySm,
                    CancelSm,
                    ReplaceSm,
                    EnquireLink,
                    Unbind,
                    AlertNotification {
        @Override
        default int commandStatus() {
            return CommandStatus.ESME_ROK;
        }

        /**
         * This command's response with this status, this request's sequence number and otherwise empty fields: the answer for
         * a refusal. For alert_notification and outbind, which have no response, it is a generic_nack.
         */
        default Response respond(int status) {
            return Responses.failed(commandId(), sequenceNumber(), status);
        }
    }

    /** A PDU that answers a request. */
    sealed interface Response extends Pdu
            permits BindResp,
                    SubmitSmResp,
                    SubmitMultiResp,
                    DataSmResp,
                    DeliverSmResp,
                    QuerySmResp,
                    EmptyResp,
                    GenericNack {
        /** Whether the request was granted. */
        default boolean ok() {
            return commandStatus() == CommandStatus.ESME_ROK;
        }
    }
}

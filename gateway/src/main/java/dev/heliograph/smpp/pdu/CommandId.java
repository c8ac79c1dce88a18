package dev.heliograph.smpp.pdu;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The commands this implementation speaks: one row each, with the id on the wire and the decoder of its body (3.4 section
 * 5.1.2.1). broadcast_sm and its relatives of 5.0 are unknown commands here.
 */
public enum CommandId {
    GENERIC_NACK(0x80000000, GenericNack::decode),
    BIND_RECEIVER(0x00000001, BindRequest::decode),
    BIND_RECEIVER_RESP(0x80000001, BindResp::decode),
    BIND_TRANSMITTER(0x00000002, BindRequest::decode),
    BIND_TRANSMITTER_RESP(0x80000002, BindResp::decode),
    QUERY_SM(0x00000003, QuerySm::decode),
    QUERY_SM_RESP(0x80000003, QuerySmResp::decode),
    SUBMIT_SM(0x00000004, SubmitSm::decode),
    SUBMIT_SM_RESP(0x80000004, SubmitSmResp::decode),
    DELIVER_SM(0x00000005, DeliverSm::decode),
    DELIVER_SM_RESP(0x80000005, DeliverSmResp::decode),
    UNBIND(0x00000006, Unbind::decode),
    UNBIND_RESP(0x80000006, EmptyResp::decode),
    REPLACE_SM(0x00000007, ReplaceSm::decode),
    REPLACE_SM_RESP(0x80000007, EmptyResp::decode),
    CANCEL_SM(0x00000008, CancelSm::decode),
    CANCEL_SM_RESP(0x80000008, EmptyResp::decode),
    BIND_TRANSCEIVER(0x00000009, BindRequest::decode),
    BIND_TRANSCEIVER_RESP(0x80000009, BindResp::decode),
    OUTBIND(0x0000000B, Outbind::decode),
    ENQUIRE_LINK(0x00000015, EnquireLink::decode),
    ENQUIRE_LINK_RESP(0x80000015, EmptyResp::decode),
    SUBMIT_MULTI(0x00000021, SubmitMulti::decode),
    SUBMIT_MULTI_RESP(0x80000021, SubmitMultiResp::decode),
    ALERT_NOTIFICATION(0x00000102, AlertNotification::decode),
    DATA_SM(0x00000103, DataSm::decode),
    DATA_SM_RESP(0x80000103, DataSmResp::decode);

    /** The bit that tells a response from its request. */
    static final int RESPONSE_BIT = 0x80000000;

    /** Ids are small: this many low bits tell them apart, one table per direction. */
    private static final int INDEX_BITS = 9;

    private static final @Nullable CommandId[] TABLE = table();

    private final int wireId;

    @SuppressWarnings("ImmutableEnumChecker") // a method reference without state
    private final Function<PduReader, Pdu> decoder;

    CommandId(int wireId, Function<PduReader, Pdu> decoder) {
        this.wireId = wireId;
        this.decoder = decoder;
    }

    /** The command_id as it stands in the header. */
    public int wireId() {
        return wireId;
    }

    /** Whether this answers another command. */
    public boolean isResponse() {
        return wireId < 0;
    }

    /** Whether a peer owes an answer to this command. */
    public boolean expectsResponse() {
        return !isResponse() && response() != GENERIC_NACK;
    }

    /** The command that answers this one; generic_nack for one that has no response of its own. */
    public CommandId response() {
        CommandId response = of(wireId | RESPONSE_BIT);
        return response == null ? GENERIC_NACK : response;
    }

    /** The command with this id, or null if it is not spoken here. */
    public static @Nullable CommandId of(int wireId) {
        CommandId found = TABLE[index(wireId)];
        return found != null && found.wireId == wireId ? found : null;
    }

    Pdu decode(PduReader in) {
        return decoder.apply(in);
    }

    private static int index(int wireId) {
        return (wireId & ((1 << INDEX_BITS) - 1)) | ((wireId >>> 31) << INDEX_BITS);
    }

    private static @Nullable CommandId[] table() {
        @Nullable CommandId[] table = new CommandId[2 << INDEX_BITS];
        for (CommandId id : values()) {
            if (table[index(id.wireId)] != null) {
                throw new ExceptionInInitializerError("two commands share a table slot: " + id);
            }
            table[index(id.wireId)] = id;
        }
        return table;
    }
}

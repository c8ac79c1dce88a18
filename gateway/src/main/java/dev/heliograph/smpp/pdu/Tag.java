package dev.heliograph.smpp.pdu;

import org.jspecify.annotations.Nullable;

/** The TLVs of SMPP 3.4 (section 5.3.2) and 5.0 (section 4.8.4) that a message can meet here, each with the bounds of its length. */
public enum Tag {
    DEST_ADDR_SUBUNIT(0x0005, 1, 1, Use.MESSAGE),
    DEST_NETWORK_TYPE(0x0006, 1, 1, Use.MESSAGE),
    DEST_BEARER_TYPE(0x0007, 1, 1, Use.MESSAGE),
    DEST_TELEMATICS_ID(0x0008, 1, 2, Use.MESSAGE),
    SOURCE_ADDR_SUBUNIT(0x000D, 1, 1, Use.MESSAGE),
    SOURCE_NETWORK_TYPE(0x000E, 1, 1, Use.MESSAGE),
    SOURCE_BEARER_TYPE(0x000F, 1, 1, Use.MESSAGE),
    SOURCE_TELEMATICS_ID(0x0010, 1, 2, Use.MESSAGE),
    QOS_TIME_TO_LIVE(0x0017, 4, 4, Use.MESSAGE),
    PAYLOAD_TYPE(0x0019, 1, 1, Use.MESSAGE),
    ADDITIONAL_STATUS_INFO_TEXT(0x001D, 1, 256, Use.RESPONSE),
    RECEIPTED_MESSAGE_ID(0x001E, 1, 65, Use.REPORT),
    MS_MSG_WAIT_FACILITIES(0x0030, 1, 1, Use.MESSAGE),
    PRIVACY_INDICATOR(0x0201, 1, 1, Use.MESSAGE),
    SOURCE_SUBADDRESS(0x0202, 2, 23, Use.MESSAGE),
    DEST_SUBADDRESS(0x0203, 2, 23, Use.MESSAGE),
    USER_MESSAGE_REFERENCE(0x0204, 2, 2, Use.MESSAGE),
    USER_RESPONSE_CODE(0x0205, 1, 1, Use.MESSAGE),
    SOURCE_PORT(0x020A, 2, 2, Use.MESSAGE),
    DESTINATION_PORT(0x020B, 2, 2, Use.MESSAGE),
    SAR_MSG_REF_NUM(0x020C, 2, 2, Use.MESSAGE),
    LANGUAGE_INDICATOR(0x020D, 1, 1, Use.MESSAGE),
    SAR_TOTAL_SEGMENTS(0x020E, 1, 1, Use.MESSAGE, 1, 255),
    SAR_SEGMENT_SEQNUM(0x020F, 1, 1, Use.MESSAGE, 1, 255),
    SC_INTERFACE_VERSION(0x0210, 1, 1, Use.RESPONSE),
    CALLBACK_NUM_PRES_IND(0x0302, 1, 1, Use.MESSAGE),
    CALLBACK_NUM_ATAG(0x0303, 0, 65, Use.MESSAGE),
    NUMBER_OF_MESSAGES(0x0304, 1, 1, Use.MESSAGE, 0, 99),
    CALLBACK_NUM(0x0381, 4, 19, Use.MESSAGE),
    DPF_RESULT(0x0420, 1, 1, Use.RESPONSE),
    SET_DPF(0x0421, 1, 1, Use.MESSAGE),
    MS_AVAILABILITY_STATUS(0x0422, 1, 1, Use.REPORT),
    NETWORK_ERROR_CODE(0x0423, 3, 3, Use.REPORT),
    MESSAGE_PAYLOAD(0x0424, 0, 0xFFFF, Use.MESSAGE),
    DELIVERY_FAILURE_REASON(0x0425, 1, 1, Use.RESPONSE),
    MORE_MESSAGES_TO_SEND(0x0426, 1, 1, Use.MESSAGE),
    MESSAGE_STATE(0x0427, 1, 1, Use.REPORT),
    CONGESTION_STATE(0x0428, 1, 1, Use.RESPONSE),
    USSD_SERVICE_OP(0x0501, 1, 1, Use.MESSAGE),
    BILLING_IDENTIFICATION(0x060B, 1, 1024, Use.MESSAGE),
    SOURCE_NETWORK_ID(0x060D, 7, 65, Use.MESSAGE),
    DEST_NETWORK_ID(0x060E, 7, 65, Use.MESSAGE),
    SOURCE_NODE_ID(0x060F, 6, 6, Use.MESSAGE),
    DEST_NODE_ID(0x0610, 6, 6, Use.MESSAGE),
    DEST_ADDR_NP_RESOLUTION(0x0611, 1, 1, Use.MESSAGE),
    DEST_ADDR_NP_INFORMATION(0x0612, 10, 10, Use.MESSAGE),
    DEST_ADDR_NP_COUNTRY(0x0613, 1, 5, Use.MESSAGE),
    DISPLAY_TIME(0x1201, 1, 1, Use.MESSAGE),
    SMS_SIGNAL(0x1203, 2, 2, Use.MESSAGE),
    MS_VALIDITY(0x1204, 1, 4, Use.MESSAGE),
    /** No value in 3.4, one octet allowed in 5.0. */
    ALERT_ON_MESSAGE_DELIVERY(0x130C, 0, 1, Use.MESSAGE),
    ITS_REPLY_TYPE(0x1380, 1, 1, Use.MESSAGE),
    ITS_SESSION_INFO(0x1383, 2, 2, Use.MESSAGE);

    /** What a PDU's TLVs are for: a known tag of another use is ignored (SMPP-CONFORMANCE F5). */
    enum Use {
        /** Messages: submit_sm, submit_multi, data_sm, replace_sm. */
        MESSAGE,
        /** What only a report about a message carries. */
        REPORT,
        RESPONSE,
        /** Commands without TLVs of their own. */
        NONE
    }

    /** Known tags end below this value; above it are reserved and vendor tags. */
    private static final int TABLE_SIZE = 0x1400;

    private static final @Nullable Tag[] TABLE = table();

    private final int id;
    private final int octetsMin;
    private final int octetsMax;
    private final Use use;
    private final int valueMin;
    private final int valueMax;

    Tag(int id, int octetsMin, int octetsMax, Use use) {
        this(id, octetsMin, octetsMax, use, 0, 0xFF);
    }

    Tag(int id, int octetsMin, int octetsMax, Use use, int valueMin, int valueMax) {
        this.id = id;
        this.octetsMin = octetsMin;
        this.octetsMax = octetsMax;
        this.use = use;
        this.valueMin = valueMin;
        this.valueMax = valueMax;
    }

    /** The tag on the wire, 16 bits. */
    public int id() {
        return id;
    }

    /** The known tag with this value, or null. */
    public static @Nullable Tag of(int id) {
        return id < TABLE_SIZE ? TABLE[id] : null;
    }

    boolean serves(Use wanted) {
        return use == wanted;
    }

    /** The status that a value between these indices deserves; reserved values stand for the default and are no fault. */
    int check(byte[] in, int from, int to) {
        int length = to - from;
        if (length < octetsMin || length > octetsMax) {
            return CommandStatus.ESME_RINVTLVLEN;
        }
        if (octetsMax == 1 && length == 1 && ((in[from] & 0xFF) < valueMin || (in[from] & 0xFF) > valueMax)) {
            return CommandStatus.ESME_RINVTLVVAL;
        }
        return CommandStatus.ESME_ROK;
    }

    private static @Nullable Tag[] table() {
        @Nullable Tag[] table = new Tag[TABLE_SIZE];
        for (Tag tag : values()) {
            if (table[tag.id] != null) {
                throw new ExceptionInInitializerError("two tags share the id of " + tag);
            }
            table[tag.id] = tag;
        }
        return table;
    }
}

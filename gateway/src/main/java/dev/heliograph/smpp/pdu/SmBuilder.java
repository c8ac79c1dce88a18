package dev.heliograph.smpp.pdu;

/** Collects the sixteen fields of a submit_sm or deliver_sm; what is not set is empty or 0. */
public final class SmBuilder {
    private static final byte[] NO_OCTETS = {};

    private int sequenceNumber;
    private String serviceType = "";
    private SmppAddress source = SmppAddress.EMPTY;
    private SmppAddress destination = SmppAddress.EMPTY;
    private int esmClass;
    private int protocolId;
    private int priorityFlag;
    private String scheduleDeliveryTime = "";
    private String validityPeriod = "";
    private int registeredDelivery;
    private int replaceIfPresent;
    private int dataCoding;
    private int smDefaultMsgId;
    private byte[] shortMessage = NO_OCTETS;
    private Tlvs tlvs = Tlvs.EMPTY;

    /** Only of use where a test builds octets by hand: a session numbers its requests itself. */
    public SmBuilder sequenceNumber(int value) {
        sequenceNumber = value;
        return this;
    }

    public SmBuilder serviceType(String value) {
        serviceType = value;
        return this;
    }

    public SmBuilder source(SmppAddress value) {
        source = value;
        return this;
    }

    public SmBuilder destination(SmppAddress value) {
        destination = value;
        return this;
    }

    public SmBuilder esmClass(int value) {
        esmClass = value;
        return this;
    }

    public SmBuilder protocolId(int value) {
        protocolId = value;
        return this;
    }

    public SmBuilder priorityFlag(int value) {
        priorityFlag = value;
        return this;
    }

    public SmBuilder scheduleDeliveryTime(String value) {
        scheduleDeliveryTime = value;
        return this;
    }

    public SmBuilder validityPeriod(String value) {
        validityPeriod = value;
        return this;
    }

    public SmBuilder registeredDelivery(int value) {
        registeredDelivery = value;
        return this;
    }

    public SmBuilder replaceIfPresent(int value) {
        replaceIfPresent = value;
        return this;
    }

    public SmBuilder dataCoding(int value) {
        dataCoding = value;
        return this;
    }

    public SmBuilder smDefaultMsgId(int value) {
        smDefaultMsgId = value;
        return this;
    }

    /** At most 254 octets; the array is kept, not copied. */
    public SmBuilder shortMessage(byte[] value) {
        shortMessage = value;
        return this;
    }

    public SmBuilder tlvs(Tlvs value) {
        tlvs = value;
        return this;
    }

    /** The message as short_message if it fits there, else as the TLV message_payload after the TLVs set so far. */
    public SmBuilder userData(byte[] value) {
        if (value.length <= Sm.octetsMax(InterfaceVersion.V3_4)) {
            return shortMessage(value);
        }
        return tlvs(tlvs.toBuilder().octets(Tag.MESSAGE_PAYLOAD, value).build());
    }

    public SubmitSm submitSm() {
        return new SubmitSm(
                sequenceNumber,
                serviceType,
                source,
                destination,
                esmClass,
                protocolId,
                priorityFlag,
                scheduleDeliveryTime,
                validityPeriod,
                registeredDelivery,
                replaceIfPresent,
                dataCoding,
                smDefaultMsgId,
                shortMessage,
                tlvs);
    }

    public DeliverSm deliverSm() {
        return new DeliverSm(
                sequenceNumber,
                serviceType,
                source,
                destination,
                esmClass,
                protocolId,
                priorityFlag,
                scheduleDeliveryTime,
                validityPeriod,
                registeredDelivery,
                replaceIfPresent,
                dataCoding,
                smDefaultMsgId,
                shortMessage,
                tlvs);
    }
}

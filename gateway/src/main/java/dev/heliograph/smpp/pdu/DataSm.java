package dev.heliograph.smpp.pdu;

/**
 * data_sm: a message with its text in the TLV message_payload, in either direction (3.4 section 4.7.1).
 *
 * @param serviceType at most 5 characters
 * @param source at most 64 characters of address
 * @param destination at most 64 characters of address
 * @param esmClass see {@link EsmClass}
 * @param registeredDelivery see {@link RegisteredDelivery}
 * @param dataCoding see {@link DataCoding}
 */
public record DataSm(
        int sequenceNumber,
        String serviceType,
        SmppAddress source,
        SmppAddress destination,
        int esmClass,
        int registeredDelivery,
        int dataCoding,
        Tlvs tlvs)
        implements Pdu.Request {
    private static final byte[] NO_OCTETS = {};

    @Override
    public CommandId commandId() {
        return CommandId.DATA_SM;
    }

    /** The answer that takes the message under this id, of 1 to 64 characters. */
    public DataSmResp accepted(String messageId) {
        return new DataSmResp(CommandStatus.ESME_ROK, sequenceNumber, messageId, Tlvs.EMPTY);
    }

    /** The value of message_payload. */
    public byte[] userData() {
        return Sm.userData(NO_OCTETS, tlvs);
    }

    @Override
    public void writeBody(PduWriter out) {
        if (!InterfaceVersion.hasTlvs(out.version())) {
            out.fail();
        }
        out.cString(serviceType, Sm.SERVICE_TYPE_OCTETS_MAX);
        out.address(source, SmppAddress.LONG_OCTETS_MAX);
        out.address(destination, SmppAddress.LONG_OCTETS_MAX);
        out.octet(esmClass);
        out.octet(registeredDelivery);
        out.octet(dataCoding);
        out.tlvs(tlvs);
    }

    /** A receipt comes from a message centre only, which is not to be taught rules; it may consist of TLVs alone. */
    static DataSm decode(PduReader in) {
        String serviceType = in.cString(Sm.SERVICE_TYPE_OCTETS_MAX, CommandStatus.ESME_RINVSERTYP);
        SmppAddress source = in.address(SmppAddress.LONG_OCTETS_MAX, CommandStatus.ESME_RINVSRCADR);
        SmppAddress destination = in.address(SmppAddress.LONG_OCTETS_MAX, CommandStatus.ESME_RINVDSTADR);
        int esmClass = in.octet();
        int registeredDelivery = in.octet();
        int dataCoding = in.octet();
        boolean receipt = EsmClass.isReceipt(esmClass);
        Tlvs tlvs = in.tlvs(receipt ? Tag.Use.NONE : Tag.Use.MESSAGE);
        if (!receipt) {
            in.require(source.sourceStatus());
            in.require(destination.destinationStatus());
            SubmitRules.registeredDelivery(in, registeredDelivery);
            in.require(tlvs.has(Tag.MESSAGE_PAYLOAD), CommandStatus.ESME_RMISSINGTLV);
            SubmitRules.message(in, esmClass, NO_OCTETS, tlvs);
        }
        return new DataSm(
                in.sequenceNumber(), serviceType, source, destination, esmClass, registeredDelivery, dataCoding, tlvs);
    }

    /** Without the message and with masked numbers: safe to log. */
    @Override
    public String toString() {
        return "data_sm[seq=" + Integer.toUnsignedString(sequenceNumber) + " " + source + " -> " + destination
                + " tlvs=" + tlvs + "]";
    }
}

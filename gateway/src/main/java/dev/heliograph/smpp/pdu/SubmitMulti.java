package dev.heliograph.smpp.pdu;

import java.util.ArrayList;
import java.util.List;

/**
 * submit_multi: one message to up to 254 destinations (255 in 5.0), each an address or the name of a distribution list (3.4
 * section 4.5.1). A bad address is a matter of its own: it belongs into unsuccess_sme of the response
 * ({@link SmppAddress#destinationStatus()}).
 *
 * <p>The other components are those of {@link Sm}.
 */
public record SubmitMulti(
        int sequenceNumber,
        String serviceType,
        SmppAddress source,
        List<Destination> destinations,
        int esmClass,
        int protocolId,
        int priorityFlag,
        String scheduleDeliveryTime,
        String validityPeriod,
        int registeredDelivery,
        int replaceIfPresent,
        int dataCoding,
        int smDefaultMsgId,
        byte[] shortMessage,
        Tlvs tlvs)
        implements Pdu.Request {
    private static final int FLAG_SME = 1;
    private static final int FLAG_LIST = 2;
    private static final int LIST_NAME_OCTETS_MAX = 21;

    /** One destination. */
    public sealed interface Destination {}

    /** dest_flag 1: an address. */
    public record Sme(SmppAddress address) implements Destination {}

    /** dest_flag 2: a distribution list kept by the message centre; its name has at most 20 characters. */
    public record DistributionList(String name) implements Destination {}

    /** Copies the destinations. */
    public SubmitMulti {
        destinations = List.copyOf(destinations);
    }

    @Override
    public CommandId commandId() {
        return CommandId.SUBMIT_MULTI;
    }

    /** The message, wherever it stands. */
    public byte[] userData() {
        return Sm.userData(shortMessage, tlvs);
    }

    /** This message to one of its destinations, under the same sequence number. */
    public SubmitSm to(SmppAddress destination) {
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

    /** The answer that takes the message for all destinations but these. */
    public SubmitMultiResp accepted(String messageId, List<SubmitMultiResp.UnsuccessSme> unsuccessful) {
        return new SubmitMultiResp(CommandStatus.ESME_ROK, sequenceNumber, messageId, unsuccessful, Tlvs.EMPTY);
    }

    @Override
    public void writeBody(PduWriter out) {
        out.cString(serviceType, Sm.SERVICE_TYPE_OCTETS_MAX);
        out.address(source, SmppAddress.OCTETS_MAX);
        if (destinations.isEmpty() || destinations.size() > Sm.octetsMax(out.version())) {
            out.fail();
        }
        out.octet(destinations.size());
        for (Destination destination : destinations) {
            if (destination instanceof Sme sme) {
                out.octet(FLAG_SME);
                out.address(sme.address(), SmppAddress.OCTETS_MAX);
            } else if (destination instanceof DistributionList list) {
                out.octet(FLAG_LIST);
                out.cString(list.name(), LIST_NAME_OCTETS_MAX);
            }
        }
        out.octet(esmClass);
        out.octet(protocolId);
        out.octet(priorityFlag);
        out.time(scheduleDeliveryTime);
        out.time(validityPeriod);
        out.octet(registeredDelivery);
        out.octet(replaceIfPresent);
        out.octet(dataCoding);
        out.octet(smDefaultMsgId);
        out.shortMessage(InterfaceVersion.hasTlvs(out.version()) ? shortMessage : userData());
        out.tlvs(tlvs);
    }

    static SubmitMulti decode(PduReader in) {
        String serviceType = in.cString(Sm.SERVICE_TYPE_OCTETS_MAX, CommandStatus.ESME_RINVSERTYP);
        SmppAddress source = in.address(SmppAddress.OCTETS_MAX, CommandStatus.ESME_RINVSRCADR);
        in.require(source.sourceStatus());
        List<Destination> destinations = destinations(in);
        int esmClass = in.octet();
        SubmitRules.esmClass(in, esmClass);
        int protocolId = in.octet();
        int priorityFlag = in.octet();
        SubmitRules.priority(in, priorityFlag);
        String schedule = SubmitRules.time(in, CommandStatus.ESME_RINVSCHED);
        String validity = SubmitRules.time(in, CommandStatus.ESME_RINVEXPIRY);
        int registeredDelivery = in.octet();
        SubmitRules.registeredDelivery(in, registeredDelivery);
        int replaceIfPresent = in.octet();
        SubmitRules.replaceIfPresent(in, replaceIfPresent);
        int dataCoding = in.octet();
        int smDefaultMsgId = in.octet();
        byte[] shortMessage = in.shortMessage(Sm.octetsMax(in.version()));
        Tlvs tlvs = in.tlvs(Tag.Use.MESSAGE);
        SubmitRules.message(in, esmClass, shortMessage, tlvs);
        return new SubmitMulti(
                in.sequenceNumber(),
                serviceType,
                source,
                destinations,
                esmClass,
                protocolId,
                priorityFlag,
                schedule,
                validity,
                registeredDelivery,
                replaceIfPresent,
                dataCoding,
                smDefaultMsgId,
                shortMessage,
                tlvs);
    }

    private static List<Destination> destinations(PduReader in) {
        int count = in.octet();
        in.require(count > 0 && count <= Sm.octetsMax(in.version()), CommandStatus.ESME_RINVNUMDESTS);
        List<Destination> destinations = new ArrayList<>();
        for (int i = 0; i < count && !in.failed(); i++) {
            int flag = in.octet();
            if (flag == FLAG_SME) {
                destinations.add(new Sme(in.address(SmppAddress.OCTETS_MAX, CommandStatus.ESME_RINVDSTADR)));
            } else if (flag == FLAG_LIST) {
                destinations.add(new DistributionList(in.cString(LIST_NAME_OCTETS_MAX, CommandStatus.ESME_RINVDLNAME)));
            } else {
                in.fail(CommandStatus.ESME_RINVDESTFLAG);
            }
        }
        return destinations;
    }

    /** Without the message and the addresses: safe to log. */
    @Override
    public String toString() {
        return "submit_multi[seq=" + Integer.toUnsignedString(sequenceNumber) + " destinations=" + destinations.size()
                + " octets=" + shortMessage.length + "]";
    }
}

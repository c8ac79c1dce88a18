package dev.heliograph.smpp.pdu;

/** What a message centre asks of the fields of submit_sm, submit_multi and data_sm alike (SMPP-CONFORMANCE M3 to M9). */
final class SubmitRules {
    private SubmitRules() {}

    static void esmClass(PduReader in, int esmClass) {
        in.require(EsmClass.submittable(esmClass), CommandStatus.ESME_RINVESMCLASS);
    }

    static void priority(PduReader in, int priorityFlag) {
        int highest = in.version() >= InterfaceVersion.V5_0 ? 4 : 3;
        in.require(priorityFlag <= highest, CommandStatus.ESME_RINVPRTFLG);
    }

    static void registeredDelivery(PduReader in, int registeredDelivery) {
        in.require(RegisteredDelivery.valid(registeredDelivery), CommandStatus.ESME_RINVREGDLVFLG);
    }

    static void replaceIfPresent(PduReader in, int flag) {
        in.require(flag <= 1, CommandStatus.ESME_RINVREPFLAG);
    }

    static String time(PduReader in, int faultStatus) {
        String time = in.cString(SmppTime.LENGTH + 1, faultStatus);
        in.require(time.isEmpty() || SmppTime.isValid(time), faultStatus);
        return time;
    }

    /** The message in one place only, its user data header whole, and one way of segmenting at most. */
    static void message(PduReader in, int esmClass, byte[] shortMessage, Tlvs tlvs) {
        if (!tlvs.isEmpty()) {
            segments(in, esmClass, tlvs);
            in.require(shortMessage.length == 0 || !tlvs.has(Tag.MESSAGE_PAYLOAD), CommandStatus.ESME_RINVMSGLEN);
        }
        if (EsmClass.hasUdh(esmClass)) {
            byte[] message = Sm.userData(shortMessage, tlvs);
            in.require(message.length > 0 && (message[0] & 0xFF) < message.length, CommandStatus.ESME_RINVMSGLEN);
        }
    }

    private static void segments(PduReader in, int esmClass, Tlvs tlvs) {
        boolean sar =
                tlvs.has(Tag.SAR_MSG_REF_NUM) || tlvs.has(Tag.SAR_TOTAL_SEGMENTS) || tlvs.has(Tag.SAR_SEGMENT_SEQNUM);
        boolean ports = tlvs.has(Tag.SOURCE_PORT) || tlvs.has(Tag.DESTINATION_PORT);
        in.require(!EsmClass.hasUdh(esmClass) || (!sar && !ports), CommandStatus.ESME_RTLVNOTALLWD);
        in.require(
                tlvs.integer(Tag.SAR_SEGMENT_SEQNUM, 1) <= tlvs.integer(Tag.SAR_TOTAL_SEGMENTS, 255),
                CommandStatus.ESME_RINVTLVVAL);
    }
}

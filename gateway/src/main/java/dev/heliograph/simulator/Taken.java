package dev.heliograph.simulator;

import dev.heliograph.smpp.pdu.DataSm;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.SubmitSm;
import dev.heliograph.smpp.pdu.Tlvs;

/**
 * A submit_sm or data_sm that the stand-in took.
 *
 * @param number of the message, from which its id is made
 * @param messageId as the answer had it, or would have had it
 * @param systemId who sent it
 * @param userData short_message or message_payload; not to be changed
 * @param atMillis when, milliseconds since 1970
 * @param told whether the answer was, or will be, sent
 * @param request the PDU itself
 */
public record Taken(
        long number,
        String messageId,
        String systemId,
        SmppAddress source,
        SmppAddress destination,
        int esmClass,
        int dataCoding,
        int registeredDelivery,
        @SuppressWarnings("ArrayRecordComponent") byte[] userData,
        Tlvs tlvs,
        long atMillis,
        boolean told,
        Pdu.Request request) {

    static Taken of(SubmitSm sm, long number, String messageId, String systemId, long atMillis, boolean told) {
        return new Taken(
                number,
                messageId,
                systemId,
                sm.source(),
                sm.destination(),
                sm.esmClass(),
                sm.dataCoding(),
                sm.registeredDelivery(),
                sm.userData(),
                sm.tlvs(),
                atMillis,
                told,
                sm);
    }

    static Taken of(DataSm sm, long number, String messageId, String systemId, long atMillis, boolean told) {
        return new Taken(
                number,
                messageId,
                systemId,
                sm.source(),
                sm.destination(),
                sm.esmClass(),
                sm.dataCoding(),
                sm.registeredDelivery(),
                sm.userData(),
                sm.tlvs(),
                atMillis,
                told,
                sm);
    }
}

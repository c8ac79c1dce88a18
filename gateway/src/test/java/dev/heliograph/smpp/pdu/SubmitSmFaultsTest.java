package dev.heliograph.smpp.pdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way a submit_sm can be wrong, and the status it is owed (SMPP-CONFORMANCE F4, F5, M2 to M9). */
class SubmitSmFaultsTest {
    private static final int SEQUENCE = 77;
    private static final byte[] UDH = {5, 0, 3, 1, 2, 1, 'a', 'b'};

    private static SmBuilder valid() {
        return new SmBuilder()
                .sequenceNumber(SEQUENCE)
                .source(new SmppAddress(5, 0, "Heliograph"))
                .destination(SmppAddress.international("31612345678"))
                .shortMessage("hello".getBytes(StandardCharsets.ISO_8859_1));
    }

    private static int status(byte[] octets, int version) {
        Decoded decoded = PduOctets.decode(octets, version);
        if (decoded instanceof SubmitSm) {
            return CommandStatus.ESME_ROK;
        }
        Malformed.Answerable fault = (Malformed.Answerable) decoded;
        assertThat(fault.answer()).isEqualTo(new SubmitSmResp(fault.status(), SEQUENCE, "", Tlvs.EMPTY));
        return fault.status();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("source TON", 0x48, sm -> sm.source(new SmppAddress(7, 1, "1"))),
                fault("source NPI", 0x49, sm -> sm.source(new SmppAddress(1, 2, "1"))),
                fault("destination TON", 0x50, sm -> sm.destination(new SmppAddress(255, 1, "1"))),
                fault("destination NPI", 0x51, sm -> sm.destination(new SmppAddress(1, 32, "1"))),
                fault("empty destination", 0x0B, sm -> sm.destination(SmppAddress.EMPTY)),
                fault("esm_class of a receipt", 0x43, sm -> sm.esmClass(0x04)),
                fault("esm_class of an intermediate notification", 0x43, sm -> sm.esmClass(0x20)),
                fault("esm_class, reserved type", 0x43, sm -> sm.esmClass(0x3C)),
                fault("priority_flag", 0x06, sm -> sm.priorityFlag(5)),
                fault("registered_delivery", 0x07, sm -> sm.registeredDelivery(0x20)),
                fault("replace_if_present_flag", 0x54, sm -> sm.replaceIfPresent(2)),
                fault("month 13", 0x61, sm -> sm.scheduleDeliveryTime("261301000000000+")),
                fault("no sign", 0x61, sm -> sm.scheduleDeliveryTime("2611010000000000")),
                fault("validity hour 24", 0x62, sm -> sm.validityPeriod("261101240000000+")),
                fault("zone beyond 12 hours", 0x62, sm -> sm.validityPeriod("261101000000049+")),
                fault("message in both places", 0x01, sm -> sm.tlvs(payload(10))),
                fault("UDH past the message", 0x01, sm -> sm.esmClass(0x40).shortMessage(new byte[] {5, 0, 3})),
                fault("UDHI without message", 0x01, sm -> sm.esmClass(0x40).shortMessage(new byte[0])),
                fault(
                        "UDH and SAR",
                        0xC1,
                        sm -> sm.esmClass(0x40).shortMessage(UDH).tlvs(sar(1, 2, 1))),
                fault(
                        "UDH and port",
                        0xC1,
                        sm -> sm.esmClass(0x40)
                                .shortMessage(UDH)
                                .tlvs(Tlvs.builder()
                                        .int16(Tag.DESTINATION_PORT, 9200)
                                        .build())),
                fault("SAR segment past the total", 0xC4, sm -> sm.tlvs(sar(1, 2, 3))),
                fault("SAR total 0", 0xC4, sm -> sm.tlvs(sar(1, 0, 1))),
                fault("SAR segment 0", 0xC4, sm -> sm.tlvs(sar(1, 2, 0))),
                fault("short TLV", 0xC2, sm -> sm.tlvs(octets(Tag.USER_MESSAGE_REFERENCE, 1))),
                fault("long TLV", 0xC2, sm -> sm.tlvs(octets(Tag.SAR_MSG_REF_NUM, 3))));
    }

    private static Arguments fault(String what, int status, UnaryOperator<SmBuilder> change) {
        return arguments(what, status, change);
    }

    private static Tlvs payload(int octets) {
        return octets(Tag.MESSAGE_PAYLOAD, octets);
    }

    private static Tlvs octets(Tag tag, int octets) {
        return Tlvs.builder().octets(tag, new byte[octets]).build();
    }

    private static Tlvs sar(int reference, int total, int segment) {
        return Tlvs.builder()
                .int16(Tag.SAR_MSG_REF_NUM, reference)
                .octet(Tag.SAR_TOTAL_SEGMENTS, total)
                .octet(Tag.SAR_SEGMENT_SEQNUM, segment)
                .build();
    }

    @ParameterizedTest(name = "{0}: 0x{1}")
    @MethodSource("faults")
    void aWrongFieldIsAnsweredWithItsOwnStatus(String what, int status, UnaryOperator<SmBuilder> change) {
        byte[] octets = PduOctets.of(change.apply(valid()).submitSm());
        assertThat(status(octets, InterfaceVersion.V5_0)).isEqualTo(status);
        assertThat(status(octets, InterfaceVersion.V3_4)).isEqualTo(status);
    }

    static Stream<Arguments> accepted() {
        return Stream.of(
                fault("plain", 0, sm -> sm),
                fault("empty message", 0, sm -> sm.shortMessage(new byte[0])),
                fault("empty source", 0, sm -> sm.source(SmppAddress.EMPTY)),
                fault("modes", 0, sm -> sm.esmClass(0x03)),
                fault("UDH", 0, sm -> sm.esmClass(0x40).shortMessage(UDH)),
                fault("UDH and mode", 0, sm -> sm.esmClass(0x43).shortMessage(UDH)),
                fault("UDH and reply path", 0, sm -> sm.esmClass(0xC0).shortMessage(UDH)),
                fault(
                        "UDH in the payload",
                        0,
                        sm -> sm.esmClass(0x40)
                                .shortMessage(new byte[0])
                                .tlvs(Tlvs.builder()
                                        .octets(Tag.MESSAGE_PAYLOAD, UDH)
                                        .build())),
                fault("absolute time", 0, sm -> sm.scheduleDeliveryTime("261101235959948-")),
                fault("relative time", 0, sm -> sm.validityPeriod("000001000000000R")),
                fault("payload", 0, sm -> sm.shortMessage(new byte[0]).tlvs(payload(0xFFFF))),
                fault("SAR", 0, sm -> sm.tlvs(sar(1, 2, 2))),
                fault(
                        "vendor TLV",
                        0,
                        sm -> sm.tlvs(Tlvs.builder().octets(0x1400, new byte[9]).build())),
                fault(
                        "unknown TLV",
                        0,
                        sm -> sm.tlvs(Tlvs.builder().octets(0x0999, new byte[9]).build())),
                fault(
                        "known TLV of another command, whatever its length",
                        0,
                        sm -> sm.tlvs(octets(Tag.CONGESTION_STATE, 7))),
                fault(
                        "reserved TLV value",
                        0,
                        sm -> sm.tlvs(
                                Tlvs.builder().octet(Tag.PAYLOAD_TYPE, 200).build())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void whatIsAllowedIsTakenWithAllItsTlvs(String what, int status, UnaryOperator<SmBuilder> change) {
        SubmitSm submit = change.apply(valid()).submitSm();
        for (int version : new int[] {InterfaceVersion.V3_4, InterfaceVersion.V5_0}) {
            SubmitSm back = (SubmitSm) PduOctets.decode(PduOctets.of(submit), version);
            assertThat(back.tlvs()).isEqualTo(submit.tlvs());
            assertThat(back.userData()).isEqualTo(submit.userData());
        }
    }

    @Test
    void someBoundsAreWiderIn50() {
        byte[] priority4 = PduOctets.of(valid().priorityFlag(4).submitSm());
        assertThat(status(priority4, InterfaceVersion.V3_4)).isEqualTo(CommandStatus.ESME_RINVPRTFLG);
        assertThat(status(priority4, InterfaceVersion.V5_0)).isZero();
        byte[] octets255 = PduOctets.of(valid().shortMessage(new byte[255]).submitSm());
        assertThat(status(octets255, InterfaceVersion.V3_4)).isEqualTo(CommandStatus.ESME_RINVMSGLEN);
        assertThat(status(octets255, InterfaceVersion.V5_0)).isZero();
        byte[] octets254 = PduOctets.of(valid().shortMessage(new byte[254]).submitSm());
        assertThat(status(octets254, InterfaceVersion.V3_4)).isZero();
    }

    @Test
    void cutAtEveryOctetItIsAnsweredAndNeverTaken() {
        byte[] whole = PduOctets.of(valid().serviceType("CMT")
                .scheduleDeliveryTime("261101235959000+")
                .validityPeriod("000001000000000R")
                .submitSm());
        for (int length = PduDecoder.HEADER_OCTETS; length < whole.length; length++) {
            assertThat(status(PduOctets.cut(whole, length), InterfaceVersion.V3_4))
                    .as("cut at %d", length)
                    .isNotZero();
        }
        assertThat(status(whole, InterfaceVersion.V3_4)).isZero();
    }

    @Test
    void aPduCutInsideItsTlvsIsAnsweredUnlessTheCutFallsBetweenTwo() {
        SubmitSm submit = valid().tlvs(sar(7, 2, 1)).submitSm();
        byte[] whole = PduOctets.of(submit);
        int tlvsAt = whole.length - submit.tlvs().octets();
        // user-visible boundaries: sar_msg_ref_num takes 6 octets, the others 5 each.
        IntStream.range(tlvsAt + 1, whole.length).forEach(length -> {
            boolean between = length == tlvsAt + 6 || length == tlvsAt + 11;
            assertThat(status(PduOctets.cut(whole, length), InterfaceVersion.V3_4))
                    .as("cut at %d", length)
                    .isEqualTo(between ? CommandStatus.ESME_ROK : CommandStatus.ESME_RINVTLVSTREAM);
        });
    }

    /** Replaces the n-th C-octet string of the body. */
    private static byte[] withString(int number, String value) {
        byte[] pdu = PduOctets.of(valid().submitSm());
        int at = PduDecoder.HEADER_OCTETS;
        int[] octetsBefore = {0, 2, 2, 3, 0};
        for (int string = 0; ; string++) {
            at += octetsBefore[string];
            int end = at;
            while (pdu[end] != 0) {
                end++;
            }
            if (string == number) {
                byte[] latin1 = value.getBytes(StandardCharsets.ISO_8859_1);
                byte[] out = new byte[pdu.length - (end - at) + latin1.length];
                System.arraycopy(pdu, 0, out, 0, at);
                System.arraycopy(latin1, 0, out, at, latin1.length);
                System.arraycopy(pdu, end, out, at + latin1.length, pdu.length - end);
                PduOctets.putInt(out, 0, out.length);
                return out;
            }
            at = end + 1;
        }
    }

    static Stream<Arguments> tooLong() {
        return Stream.of(
                arguments("service_type", 0, 6, 0x15),
                arguments("source_addr", 1, 21, 0x0A),
                arguments("destination_addr", 2, 21, 0x0B),
                arguments("schedule_delivery_time", 3, 20, 0x61),
                arguments("schedule_delivery_time, short", 3, 4, 0x61),
                arguments("validity_period", 4, 17, 0x62));
    }

    @ParameterizedTest(name = "{0} of {2} characters")
    @MethodSource("tooLong")
    void aStringOfTheWrongLengthIsAnsweredWithItsOwnStatus(String field, int number, int characters, int status) {
        assertThat(status(withString(number, "1".repeat(characters)), InterfaceVersion.V3_4))
                .isEqualTo(status);
    }

    @Test
    void smLengthPastTheEndIsAWrongMessageLength() {
        byte[] pdu = PduOctets.of(valid().submitSm());
        pdu[pdu.length - 6] = 100;
        assertThat(status(pdu, InterfaceVersion.V5_0)).isEqualTo(CommandStatus.ESME_RINVMSGLEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void strayOctetsBehindTheMessageAreABadTlvStream(int stray) {
        byte[] pdu = PduOctets.of(valid().submitSm());
        byte[] longer = PduOctets.cut(pdu, pdu.length + stray);
        assertThat(status(longer, InterfaceVersion.V5_0)).isEqualTo(CommandStatus.ESME_RINVTLVSTREAM);
    }

    @Test
    void ofSeveralFaultsTheFirstIsTold() {
        byte[] pdu = PduOctets.of(
                valid().source(new SmppAddress(9, 9, "x")).priorityFlag(9).submitSm());
        assertThat(status(pdu, InterfaceVersion.V5_0)).isEqualTo(CommandStatus.ESME_RINVSRCTON);
    }
}

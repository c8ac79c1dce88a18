package dev.heliograph.smpp.pdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves is well-formed and fits the peer's version (SMPP-CONFORMANCE F10, B4, B5, W4). */
class EncoderTest {
    private static final SubmitSm SUBMIT =
            new SmBuilder().destination(SmppAddress.international("1")).submitSm();

    static Stream<Arguments> unencodable() {
        return Stream.of(
                arguments("service_type", new SmBuilder().serviceType("123456").submitSm()),
                arguments(
                        "source",
                        new SmBuilder()
                                .source(SmppAddress.international("1".repeat(21)))
                                .submitSm()),
                arguments(
                        "NUL inside",
                        new SmBuilder()
                                .source(SmppAddress.international("1\0002"))
                                .submitSm()),
                arguments(
                        "not Latin-1",
                        new SmBuilder()
                                .source(SmppAddress.alphanumeric("\u0395"))
                                .submitSm()),
                arguments("time", new SmBuilder().validityPeriod("2611").submitSm()),
                arguments(
                        "short_message",
                        new SmBuilder().shortMessage(new byte[256]).deliverSm()),
                arguments("message_id", SUBMIT.accepted("1".repeat(65))),
                arguments("system_id", new Outbind(0, "1".repeat(16), "")),
                arguments(
                        "no destination",
                        new SubmitMulti(
                                0,
                                "",
                                SmppAddress.EMPTY,
                                List.of(),
                                0,
                                0,
                                0,
                                "",
                                "",
                                0,
                                0,
                                0,
                                0,
                                new byte[0],
                                Tlvs.EMPTY)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unencodable")
    void whatDoesNotFitDoesNotLeave(String field, Pdu pdu) {
        ByteBuf out = Unpooled.buffer();
        assertThat(new PduEncoder().encode(pdu, out)).isFalse();
        assertThat(out.readableBytes()).isZero();
    }

    @Test
    void anEncoderGoesOnAfterAPduItRefused() {
        PduEncoder encoder = new PduEncoder();
        ByteBuf out = Unpooled.buffer();
        assertThat(encoder.encode(new Outbind(0, "1".repeat(16), ""), out)).isFalse();
        assertThat(encoder.encode(SUBMIT, out)).isTrue();
    }

    @Test
    void aPeerOf33IsSentNoTlv() {
        Tlvs tlvs = Tlvs.builder().int16(Tag.USER_MESSAGE_REFERENCE, 1).build();
        DeliverSm deliver =
                new SmBuilder().shortMessage(new byte[] {1}).tlvs(tlvs).deliverSm();
        DeliverSm back = (DeliverSm) PduOctets.decode(PduOctets.of(deliver, InterfaceVersion.V3_3, -1));
        assertThat(back.tlvs().isEmpty()).isTrue();
        BindRequest bind = new BindRequest(BindKind.RECEIVER, 1, "a", "", "", 0x33, SmppAddress.EMPTY);
        assertThat(bind.accepted("mc", InterfaceVersion.V5_0).tlvs().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x34, 0x50, 0x51, 0xFF})
    void aPeerOf34AndLaterIsToldOurVersion(int version) {
        BindRequest bind = new BindRequest(BindKind.RECEIVER, 1, "a", "", "", version, SmppAddress.EMPTY);
        assertThat(bind.accepted("mc", InterfaceVersion.V5_0).interfaceVersion())
                .isEqualTo(InterfaceVersion.V5_0);
    }

    @Test
    void forAPeerOf33APayloadMovesIntoShortMessageOrStays() {
        DeliverSm fits = payload(254);
        DeliverSm back = (DeliverSm) PduOctets.decode(PduOctets.of(fits, InterfaceVersion.V3_3, -1));
        assertThat(back.shortMessage()).isEqualTo(fits.userData());
        assertThat(new PduEncoder().encode(payload(255), 1, InterfaceVersion.V3_3, -1, Unpooled.buffer()))
                .isFalse();
        DataSm data = new DataSm(1, "", SmppAddress.EMPTY, SmppAddress.EMPTY, 0, 0, 0, Tlvs.EMPTY);
        assertThat(new PduEncoder().encode(data, 1, InterfaceVersion.V3_3, -1, Unpooled.buffer()))
                .isFalse();
    }

    private static DeliverSm payload(int octets) {
        return new SmBuilder()
                .tlvs(Tlvs.builder()
                        .octets(Tag.MESSAGE_PAYLOAD, new byte[octets])
                        .build())
                .deliverSm();
    }

    @Test
    void congestionIsToldIn50OnlyAndInAnErrorToo() {
        SubmitSmResp taken = SUBMIT.accepted("id");
        Pdu.Response refused = SUBMIT.respond(CommandStatus.ESME_RTHROTTLED);
        assertThat(congestion(taken, InterfaceVersion.V5_0)).isEqualTo(95);
        assertThat(congestion(refused, InterfaceVersion.V5_0)).isEqualTo(95);
        assertThat(congestion(taken, InterfaceVersion.V3_4)).isEqualTo(-1);
        assertThat(PduOctets.of(refused, InterfaceVersion.V3_4, 95)).hasSize(16);
    }

    private static int congestion(Pdu.Response response, int version) {
        SubmitSmResp back = (SubmitSmResp) PduOctets.decode(PduOctets.of(response, version, 95));
        return back.tlvs().integer(Tag.CONGESTION_STATE, -1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 254, 255, 60_000})
    void userDataFindsItsPlace(int octets) {
        SubmitSm submit = new SmBuilder()
                .destination(SmppAddress.international("1"))
                .userData(new byte[octets])
                .submitSm();
        assertThat(submit.shortMessage().length).isEqualTo(octets <= 254 ? octets : 0);
        assertThat(((SubmitSm) PduOctets.decode(PduOctets.of(submit))).userData())
                .hasSize(octets);
    }
}

package dev.heliograph.smpp.pdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of the commands other than submit_sm, and what responses may leave out. */
class OtherFaultsTest {
    private static Malformed.Answerable fault(byte[] octets) {
        return (Malformed.Answerable) PduOctets.decode(octets);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x000000FF, 0x00010200, 0x00000111, 0x00000112, 0x00000113, 0x0000000A, 0x7FFFFFFF})
    void anUnknownCommandIsAnsweredWithGenericNack(int commandId) {
        Malformed.Answerable fault = fault(PduOctets.frame(commandId, 0, -5, new byte[3]));
        assertThat(fault.answer()).isEqualTo(new GenericNack(CommandStatus.ESME_RINVCMDID, -5));
    }

    @Test
    void anUnknownResponseIsIgnored() {
        assertThat(PduOctets.decode(PduOctets.frame(0x800000FF, 0, 9, new byte[0])))
                .isEqualTo(new Malformed.Ignorable(0x800000FF, 9));
    }

    static Stream<Arguments> binds() {
        return Stream.of(
                arguments("s".repeat(300) + "\0p\0\0P\0\0\0", CommandStatus.ESME_RINVSYSID),
                arguments("s".repeat(16) + "\0p\0\0P\0\0\0", CommandStatus.ESME_RINVSYSID),
                arguments("s\0" + "p".repeat(300) + "\0\0P\0\0\0", CommandStatus.ESME_RINVPASWD),
                arguments("s\0p\0" + "t".repeat(300) + "\0P\0\0\0", CommandStatus.ESME_RINVSYSTYP),
                arguments("s\0p\0\0P\0\0" + "r".repeat(300) + "\0", CommandStatus.ESME_RBINDFAIL),
                arguments("s\0p\0\0P", CommandStatus.ESME_RINVCMDLEN),
                arguments("", CommandStatus.ESME_RINVCMDLEN));
    }

    @ParameterizedTest
    @MethodSource("binds")
    void aBindWithAFieldTooLongIsAnsweredInItsOwnResponse(String body, int status) {
        Malformed.Answerable fault = fault(PduOctets.frame(CommandId.BIND_TRANSCEIVER.wireId(), 0, 3, text(body)));
        assertThat(fault.answer()).isEqualTo(new BindResp(CommandId.BIND_TRANSCEIVER_RESP, status, 3, "", Tlvs.EMPTY));
    }

    @Test
    void theLongestBindIsTaken() {
        BindRequest bind = new BindRequest(
                BindKind.RECEIVER,
                1,
                "s".repeat(15),
                "p".repeat(8),
                "t".repeat(12),
                0x34,
                new SmppAddress(0, 0, "r".repeat(40)));
        assertThat(PduOctets.decode(PduOctets.of(bind))).isEqualTo(bind);
    }

    @Test
    void dataSmWithoutPayloadMissesATlvUnlessItIsAReceipt() {
        SmppAddress address = SmppAddress.international("31612345678");
        DataSm empty = new DataSm(4, "", address, address, 0, 0, 0, Tlvs.EMPTY);
        assertThat(fault(PduOctets.of(empty)).answer())
                .isEqualTo(new DataSmResp(CommandStatus.ESME_RMISSINGTLV, 4, "", Tlvs.EMPTY));
        SmppAddress odd = new SmppAddress(9, 99, "");
        DataSm receipt = new DataSm(4, "", odd, odd, EsmClass.TYPE_RECEIPT, 0, 0, Tlvs.EMPTY);
        assertThat(PduOctets.decode(PduOctets.of(receipt))).isEqualTo(receipt);
    }

    @Test
    void dataSmThatIsNoReceiptKeepsTheRulesOfASubmission() {
        SmppAddress good = SmppAddress.international("31612345678");
        Tlvs payload = Tlvs.builder().octets(Tag.MESSAGE_PAYLOAD, new byte[3]).build();
        DataSm data = new DataSm(4, "", good, good, 0, 0, 0, payload);
        assertThat(PduOctets.decode(PduOctets.of(data))).isEqualTo(data);
        assertThat(fault(PduOctets.of(new DataSm(4, "", new SmppAddress(9, 1, "1"), good, 0, 0, 0, payload)))
                        .status())
                .isEqualTo(CommandStatus.ESME_RINVSRCTON);
        assertThat(fault(PduOctets.of(new DataSm(4, "", good, SmppAddress.EMPTY, 0, 0, 0, payload)))
                        .status())
                .isEqualTo(CommandStatus.ESME_RINVDSTADR);
        assertThat(fault(PduOctets.of(new DataSm(4, "", good, good, 0, 0x80, 0, payload)))
                        .status())
                .isEqualTo(CommandStatus.ESME_RINVREGDLVFLG);
    }

    static Stream<Arguments> multis() {
        return Stream.of(
                arguments("\0\0\0\0\0", CommandStatus.ESME_RINVNUMDESTS),
                arguments("\0\0\0\0\1\3", CommandStatus.ESME_RINVDESTFLAG),
                arguments("\0\0\0\0\1\0", CommandStatus.ESME_RINVDESTFLAG),
                arguments("\0\0\0\0\1\2" + "l".repeat(21) + "\0", CommandStatus.ESME_RINVDLNAME),
                arguments("\0\0\0\0\2\1\1\0011\0", CommandStatus.ESME_RINVCMDLEN));
    }

    @ParameterizedTest
    @MethodSource("multis")
    void submitMultiHasStatusesOfItsOwn(String body, int status) {
        assertThat(fault(PduOctets.frame(CommandId.SUBMIT_MULTI.wireId(), 0, 3, text(body)))
                        .status())
                .isEqualTo(status);
    }

    @Test
    void submitMultiTakes255DestinationsIn50Only() {
        SubmitMulti.Destination[] many = new SubmitMulti.Destination[255];
        Arrays.fill(many, new SubmitMulti.Sme(SmppAddress.international("1")));
        SubmitMulti multi = new SubmitMulti(
                1, "", SmppAddress.EMPTY, List.of(many), 0, 0, 0, "", "", 0, 0, 0, 0, text("x"), Tlvs.EMPTY);
        byte[] octets = PduOctets.of(multi);
        assertThat(PduOctets.decode(octets, InterfaceVersion.V5_0)).isInstanceOf(SubmitMulti.class);
        assertThat(((Malformed.Answerable) PduOctets.decode(octets, InterfaceVersion.V3_4)).status())
                .isEqualTo(CommandStatus.ESME_RINVNUMDESTS);
        assertThat(multi.to(SmppAddress.international("2")).destination().address())
                .isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0x80000001, 0x80000002, 0x80000004, 0x80000005, 0x80000009, 0x80000021, 0x80000103, 0x80000003})
    void responsesWithoutABodyAreRead(int commandId) {
        for (int status : new int[] {CommandStatus.ESME_ROK, CommandStatus.ESME_RTHROTTLED}) {
            Decoded decoded = PduOctets.decode(PduOctets.frame(commandId, status, 12, new byte[0]));
            assertThat(((Pdu.Response) decoded).commandStatus()).isEqualTo(status);
            assertThat(((Pdu.Response) decoded).sequenceNumber()).isEqualTo(12);
        }
    }

    @Test
    void errorResponsesLeaveTheirBodyOutWherePeersCanReadThatOnly() {
        for (CommandId id : CommandId.values()) {
            if (id.expectsResponse()) {
                int body = switch (id) {
                    case QUERY_SM -> 4;
                    case DELIVER_SM, DATA_SM -> 1;
                    default -> 0;
                };
                assertThat(PduOctets.of(Responses.failed(id, 1, CommandStatus.ESME_RSYSERR)))
                        .as("%s", id)
                        .hasSize(PduDecoder.HEADER_OCTETS + body);
            }
        }
    }

    @Test
    void deliverSmOfASloppyMessageCentreIsTaken() {
        byte[] body =
                text("LONGTYPE\0\u0099\u0099" + "1".repeat(40) + "\0\7\7dest\0\4\0\0short\0time\0\u00FF\7\0\0\1x");
        Decoded decoded = PduOctets.decode(PduOctets.frame(CommandId.DELIVER_SM.wireId(), 0, 3, body));
        assertThat(decoded).isInstanceOf(DeliverSm.class);
        assertThat(((DeliverSm) decoded).source().address()).hasSize(40);
    }
}

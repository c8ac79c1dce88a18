package dev.heliograph.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heliograph.sms.UserDataHeader.Fault;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserDataHeaderTest {

    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest
    @CsvSource({
        "0500037f0302 6869,           UDH_8BIT,  127,   3, 2",
        "060804abcd0501 6869,         UDH_16BIT, 43981, 5, 1",
        "0b05040b8423f000037f0302 68, UDH_8BIT,  127,   3, 2",
        "0b00037f030205040b8423f0 68, UDH_8BIT,  127,   3, 2",
        "0a000301020100030503 03 68,  UDH_8BIT,  5,     3, 3",
        "0b000301020108040102 0303 ,  UDH_16BIT, 258,   3, 3",
    })
    void readsWhichPartThisIs(String hex, ConcatenationCarrier carrier, int reference, int total, int number) {
        UserDataHeader header = parse(hex);
        assertThat(header.fault()).isEqualTo(Fault.NONE);
        assertThat(header.segmentInfo()).isEqualTo(new SegmentInfo(carrier, reference, total, number));
    }

    /** 9.2.3.24.1 and .8: the element is ignored, the rest of the header stands. */
    @ParameterizedTest
    @CsvSource({
        "0500037f0300",
        "0500037f0001",
        "0500037f0304",
        "0400027f03",
        "060804abcd0500",
        "050803abcd05",
        "03240106"
    })
    void numbersThatCannotBeAreNoConcatenation(String hex) {
        UserDataHeader header = parse(hex);
        assertThat(header.fault()).isEqualTo(Fault.NONE);
        assertThat(header.segmentInfo()).isNull();
    }

    @Test
    void readsPortsAndNationalLanguages() {
        UserDataHeader header = parse("0c05040b8423f0240106250107 68");
        assertThat(header.ports()).isEqualTo(new UserDataHeader.Ports(2948, 9200));
        assertThat(header.singleShift()).isEqualTo(NationalLanguage.HINDI);
        assertThat(header.lockingShift()).isEqualTo(NationalLanguage.KANNADA);
        assertThat(parse("040402e2e1").ports()).isEqualTo(new UserDataHeader.Ports(0xE2, 0xE1));
        assertThat(parse("0324010e").singleShift()).as("reserved").isNull();
        assertThat(parse("0425020101").lockingShift()).as("wrong length").isNull();
    }

    @Test
    void knowsWhereTheUserDataBegins() {
        byte[] message = octets("0500037f0302 6869");
        UserDataHeader header = UserDataHeader.parse(message);
        assertThat(header.octets()).isEqualTo(6);
        assertThat(header.userData(message)).isEqualTo(octets("6869"));
        assertThat(parse("00 68").octets()).as("an empty header").isOne();
    }

    @ParameterizedTest
    @CsvSource({"''", "05", "0500037f03", "ff000101"})
    void aLengthPastTheMessageIsAFault(String hex) {
        UserDataHeader header = parse(hex);
        assertThat(header.fault()).isEqualTo(Fault.PAST_MESSAGE);
        assertThat(header.userData(octets(hex))).isNull();
        assertThat(header.segmentInfo()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"0500047f0302", "0600037f030200", "0100 68"})
    void anElementThatDoesNotEndWithTheHeaderVoidsTheElements(String hex) {
        UserDataHeader header = parse(hex);
        assertThat(header.fault()).isEqualTo(Fault.BAD_ELEMENT);
        assertThat(header.elements()).isEmpty();
        assertThat(header.octets()).isEqualTo(1 + octets(hex)[0]);
    }

    @Test
    void changesOnlyTheConcatenation() {
        UserDataHeader header = parse("0b05040b8423f000037f0302 68");
        assertThat(hex(header.withoutConcatenation())).isEqualTo("0605040b8423f0");
        SegmentInfo info = header.segmentInfo();
        assertThat(hex(header.withConcatenation(info.by(ConcatenationCarrier.UDH_16BIT))))
                .isEqualTo("0c0804007f030205040b8423f0");
        assertThat(info.by(ConcatenationCarrier.SAR_TLV).reference()).isEqualTo(127);
        assertThat(parse("060804abcd0501")
                        .segmentInfo()
                        .by(ConcatenationCarrier.UDH_8BIT)
                        .reference())
                .isEqualTo(0xCD);
    }

    @Test
    void noElementsIsNoHeader() {
        assertThat(UserDataHeader.of(List.of())).isSameAs(UserDataHeader.NONE);
        assertThat(UserDataHeader.NONE.toOctets()).isEmpty();
        assertThat(parse("0500037f0302").withoutConcatenation().toOctets()).isEmpty();
    }

    @Test
    void aHeaderPastTheAirIsRefused() {
        assertThatThrownBy(() -> UserDataHeader.of(List.of(new InformationElement(0x70, new byte[138]))))
                .isInstanceOf(IllegalArgumentException.class);
        byte[] message = new byte[200];
        message[0] = (byte) 150;
        message[1] = 0x70;
        message[2] = (byte) 148;
        assertThat(UserDataHeader.parse(message).fault()).isEqualTo(Fault.BAD_ELEMENT);
    }

    @Test
    void randomOctetsNeverThrowAndWhatIsReadIsWrittenTheSame() {
        Random random = new Random(42);
        int whole = 0;
        for (int round = 0; round < 200_000; round++) {
            byte[] message = new byte[random.nextInt(30)];
            random.nextBytes(message);
            if (message.length > 2 && random.nextBoolean()) {
                message[0] = (byte) random.nextInt(message.length + 1);
                message[1] = (byte) new int[] {0x00, 0x08, 0x04, 0x05, 0x24, 0x25}[random.nextInt(6)];
                message[2] = (byte) random.nextInt(6);
            }
            UserDataHeader header = UserDataHeader.parse(message);
            header.segmentInfo();
            header.ports();
            header.lockingShift();
            header.singleShift();
            header.withoutConcatenation();
            assertThat(header.octets()).isBetween(0, message.length);
            if (header.fault() == Fault.NONE && !header.elements().isEmpty()) {
                whole++;
                assertThat(header.toOctets()).isEqualTo(Arrays.copyOf(message, header.octets()));
            }
        }
        assertThat(whole).as("headers without a fault").isGreaterThan(5_000);
    }

    @Test
    void elementsCompareByContent() {
        InformationElement element = new InformationElement(0x24, (byte) 6);
        assertThat(element).isEqualTo(new InformationElement(0x24, (byte) 6)).hasToString("24:06");
        assertThat(element).isNotEqualTo(new InformationElement(0x25, (byte) 6));
        assertThat(element.octets()).containsExactly(6);
        assertThatThrownBy(() -> new InformationElement(256)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void impossiblePartsAreBugs() {
        for (int[] bad : new int[][] {{256, 2, 1}, {1, 2, 3}, {1, 0, 0}, {-1, 2, 1}, {1, 256, 1}}) {
            assertThatThrownBy(() -> new SegmentInfo(ConcatenationCarrier.UDH_8BIT, bad[0], bad[1], bad[2]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static UserDataHeader parse(String hex) {
        return UserDataHeader.parse(octets(hex));
    }

    private static byte[] octets(String hex) {
        return HEX.parseHex(hex.replace(" ", ""));
    }

    private static String hex(UserDataHeader header) {
        return HEX.formatHex(header.toOctets());
    }
}

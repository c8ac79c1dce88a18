package dev.heliograph.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heliograph.sms.DataCoding.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataCodingTest {

    @ParameterizedTest
    @CsvSource({
        "00, GSM, -1",
        "01, IA5, -1",
        "02, octets, -1",
        "03, LATIN1, -1",
        "04, octets, -1",
        "05, unsupported, -1",
        "06, unsupported, -1",
        "07, unsupported, -1",
        "08, UCS2, -1",
        "09, unsupported, -1",
        "0E, unsupported, -1",
        "10, GSM, 0",
        "13, GSM, 3",
        "14, octets, 0",
        "17, octets, 3",
        "18, UCS2, 0",
        "1B, UCS2, 3",
        "1C, unsupported, 0",
        "20, unsupported, -1",
        "BF, unsupported, -1",
        "C0, GSM, -1",
        "DF, GSM, -1",
        "E0, UCS2, -1",
        "F0, GSM, 0",
        "F3, GSM, 3",
        "F4, octets, 0",
        "F7, octets, 3"
    })
    void saysHowUserDataIsRead(String hex, String reading, int messageClass) {
        DataCoding coding = new DataCoding(Integer.parseInt(hex, 16));
        Alphabet alphabet = coding.alphabet();
        String name = alphabet == GsmAlphabet.DEFAULT ? "GSM" : String.valueOf(alphabet);
        switch (reading) {
            case "octets" -> assertThat(coding.kind()).isEqualTo(Kind.OCTETS);
            case "unsupported" -> assertThat(coding.kind()).isEqualTo(Kind.UNSUPPORTED);
            default -> {
                assertThat(coding.kind()).isEqualTo(Kind.TEXT);
                assertThat(name).isEqualTo(reading);
            }
        }
        assertThat(coding.messageClass()).isEqualTo(messageClass);
    }

    @Test
    void everyValueHasOneReading() {
        for (int value = 0; value < 256; value++) {
            DataCoding coding = new DataCoding(value);
            assertThat(coding.alphabet() != null).isEqualTo(coding.kind() == Kind.TEXT);
        }
        assertThatThrownBy(() -> new DataCoding(256)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DataCoding(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"00, F1", "08, 19", "04, F5", "02, F5", "03, 03", "01, 01"})
    void takesAMessageClass(String hex, String withClassOne) {
        assertThat(new DataCoding(Integer.parseInt(hex, 16)).withMessageClass(1))
                .isEqualTo(new DataCoding(Integer.parseInt(withClassOne, 16)));
    }

    @Test
    void theHeaderNamesNationalTablesForTheDefaultAlphabetOnly() {
        UserDataHeader header = UserDataHeader.parse(new byte[] {6, 0x24, 1, 6, 0x25, 1, 6});
        assertThat(new DataCoding(0).alphabet(header))
                .isSameAs(GsmAlphabet.of(NationalLanguage.HINDI, NationalLanguage.HINDI));
        assertThat(new DataCoding(8).alphabet(header)).isSameAs(Ucs2.UCS2);
        assertThat(new DataCoding(4).alphabet(header)).isNull();
    }

    @Test
    void plainAlphabetsReadAllTheirOctets() {
        byte[] all = new byte[256];
        for (int i = 0; i < 256; i++) {
            all[i] = (byte) i;
        }
        String latin = OctetAlphabet.LATIN1.decode(all);
        assertThat(latin).hasSize(256);
        assertThat(OctetAlphabet.LATIN1.encode(latin)).isEqualTo(all);
        assertThat(OctetAlphabet.IA5.decode(all))
                .startsWith(latin.substring(0, 128))
                .endsWith("\uFFFD".repeat(128));
        assertThat(OctetAlphabet.IA5.units("é")).isEqualTo(-1);
        assertThatThrownBy(() -> OctetAlphabet.IA5.encode("é", 0, 1, new byte[1], 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ucs2KeepsEveryUnitEvenUnpaired() {
        String text = "a\uD83D\uDE00\uD83Dz\uDE00";
        assertThat(Ucs2.UCS2.decode(Ucs2.UCS2.encode(text))).isEqualTo(text);
        assertThat(Ucs2.UCS2.encode("aё")).containsExactly(0, 0x61, 4, 0x51);
        assertThat(Ucs2.UCS2.decode(new byte[] {0, 0x61, 0})).isEqualTo("a\uFFFD");
    }
}

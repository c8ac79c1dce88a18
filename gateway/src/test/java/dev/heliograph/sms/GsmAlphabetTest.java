package dev.heliograph.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudhopper.commons.charset.CharsetUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GsmAlphabetTest {

    private static final String EXTENSION = "\f^{}\\[~]|€";

    private final GsmAlphabet gsm = GsmAlphabet.DEFAULT;

    @Test
    void everySeptetIsTheCharacterThatCloudhopperReads() {
        for (int code = 0; code < 128; code++) {
            if (code != GsmAlphabet.ESCAPE) {
                byte[] septet = {(byte) code};
                String character = CharsetUtil.decode(septet, CharsetUtil.CHARSET_GSM);
                assertThat(gsm.decode(septet)).as("0x%02X", code).isEqualTo(character);
                assertThat(gsm.encode(character)).as("0x%02X", code).isEqualTo(septet);
            }
        }
    }

    @Test
    void everyExtensionCharacterTakesTwoSeptetsAndIsWhatCloudhopperWrites() {
        for (char c : EXTENSION.toCharArray()) {
            String character = String.valueOf(c);
            assertThat(gsm.units(character)).isEqualTo(2);
            assertThat(gsm.unitsOf(c)).isEqualTo(2);
            byte[] octets = gsm.encode(character);
            assertThat(octets).startsWith(GsmAlphabet.ESCAPE).hasSize(2);
            assertThat(gsm.decode(octets)).isEqualTo(character);
            if (c != '\f') { // which Cloudhopper lacks
                assertThat(octets).isEqualTo(CharsetUtil.encode(character, CharsetUtil.CHARSET_GSM));
            }
        }
    }

    @Test
    void aTextOfAllCharactersComesBack() {
        StringBuilder all = new StringBuilder(EXTENSION);
        for (int code = 0; code < 128; code++) {
            if (code != GsmAlphabet.ESCAPE) {
                all.append(gsm.decode(new byte[] {(byte) code}));
            }
        }
        String text = all.toString();
        assertThat(gsm.units(text)).isEqualTo(127 + 2 * EXTENSION.length());
        assertThat(gsm.decode(gsm.encode(text))).isEqualTo(text);
    }

    @Test
    void knowsExactlyTheCharactersOfItsTables() {
        int known = 0;
        for (int c = 0; c <= 0xFFFF; c++) {
            known += gsm.unitsOf((char) c) > 0 ? 1 : 0;
        }
        assertThat(known).isEqualTo(127 + EXTENSION.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ç", "α", "\u001B", "\uFFFF", "😀", "Straße und ё"})
    void whatTheAlphabetLacksIsNotEncodable(String text) {
        assertThat(gsm.units(text)).isEqualTo(-1);
        assertThatThrownBy(() -> gsm.encode(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> gsm.encode(text, 0, text.length(), new byte[20], 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEscapeBeforeAnUnknownCodeIsPassedOver() {
        assertThat(gsm.decode(new byte[] {0x1B, 0x41, 0x1B, 0x65})).isEqualTo("A€");
    }

    @Test
    void anEscapeBeforeAnEscapeOrTheEndIsASpace() {
        assertThat(gsm.decode(new byte[] {0x41, 0x1B, 0x1B, 0x42})).isEqualTo("A B");
        assertThat(gsm.decode(new byte[] {0x41, 0x1B})).isEqualTo("A ");
    }

    @Test
    void anOctetThatIsNoSeptetIsReplaced() {
        assertThat(gsm.decode(new byte[] {0x41, (byte) 0xE9, 0x1B, (byte) 0xFF, 0x42}))
                .isEqualTo("A\uFFFD\uFFFDB");
    }

    @Test
    void aCutNeverSeparatesAnEscapeFromItsCode() {
        assertThat(gsm.cut("aaa€b", 0, 4)).isEqualTo(3);
        assertThat(gsm.cut("aaa€b", 0, 5)).isEqualTo(4);
        assertThat(gsm.cut("aaa€b", 3, 5)).isEqualTo(5);
        assertThat(gsm.cut("€", 0, 2)).isEqualTo(1);
    }

    @Test
    void theUsualAlphabetIsOneObject() {
        assertThat(GsmAlphabet.of(null, null)).isSameAs(gsm);
        assertThat(GsmAlphabet.of(NationalLanguage.SPANISH, null))
                .as("no locking shift")
                .isSameAs(gsm);
        assertThat(gsm.nationalElements()).isEmpty();
        assertThat(gsm.dataCoding()).isZero();
    }

    @Test
    void theEmptyTextIsNoSeptets() {
        assertThat(gsm.units("")).isZero();
        assertThat(gsm.encode("")).isEmpty();
        assertThat(gsm.decode(new byte[0])).isEmpty();
    }
}

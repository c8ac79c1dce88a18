package dev.heliograph.ingress.http.dialect.jasmin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLVs as Jasmin's clients write them. */
class JasminTlvsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "[[12288,null,\"COctetString\",\"ab\"]] | 30000003616200",
                "[[\"0x1401\",null,\"Int2\",258],[5120,\"Int1\",\"7\"]] | 14010002010214000001" + "07",
                "[[5120,\"12\"]] | 140000023132",
                "{\"0x1400\":\"12\",\"0x1401:Int8\":18446744073709551615} | 14000002313214010008ffffffffffffffff",
                "[{\"tag\":\"0x1400\",\"value\":5}] | 1400000135",
                "[[]] | ''",
                "[] | ''",
                "{} | ''",
                "' ' | ''"
            })
    void eachForm(String text, String wire) {
        JasminTlvs tlvs = JasminTlvs.read(text);
        assertThat(tlvs.fault()).isEmpty();
        assertThat(HexFormat.of().formatHex(tlvs.wire())).isEqualTo(wire);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "x | is no JSON",
                "5 | neither a list nor an object",
                "[5] | [tag, length, type, value]",
                "[[1,2]] | a tag is 0x1400 to 0x3FFF",
                "{\"0x4000\":1} | a tag is 0x1400 to 0x3FFF",
                "{\"0x1400:Int1\":256} | does not fit",
                "{\"0x1400:Int3\":1} | a type is",
                "{\"0x1400\":null} | a text or a number"
            })
    void whatIsWrongIsSaid(String text, String fault) {
        assertThat(JasminTlvs.read(text).fault())
                .startsWith("Argument [custom_tlvs] has an invalid value: ")
                .contains(fault);
    }
}

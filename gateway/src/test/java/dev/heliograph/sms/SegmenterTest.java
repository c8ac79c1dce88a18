package dev.heliograph.sms;

import static dev.heliograph.sms.ConcatenationCarrier.MESSAGE_PAYLOAD;
import static dev.heliograph.sms.ConcatenationCarrier.SAR_TLV;
import static dev.heliograph.sms.ConcatenationCarrier.UDH_16BIT;
import static dev.heliograph.sms.ConcatenationCarrier.UDH_8BIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SegmenterTest {

    private static final EncodingPolicy POLICY = EncodingPolicy.DEFAULT;

    @ParameterizedTest
    @CsvSource({
        "7, 0, 160, 153, 152",
        "7, 3, 155, 149, 148",
        "7, 6, 152, 146, 145",
        "8, 0, 140, 134, 133",
        "16, 0, 70, 67, 66"
    })
    void capacitiesAreThoseOfTheStandard(int bits, int elements, int single, int concat8, int concat16) {
        assertThat(Segmenter.unitsInSingle(bits, elements)).isEqualTo(single);
        assertThat(Segmenter.unitsPerPart(bits, elements, UDH_8BIT)).isEqualTo(concat8);
        assertThat(Segmenter.unitsPerPart(bits, elements, UDH_16BIT)).isEqualTo(concat16);
        assertThat(Segmenter.unitsPerPart(bits, elements, SAR_TLV)).isEqualTo(concat8);
        assertThat(Segmenter.unitsPerPart(bits, elements, MESSAGE_PAYLOAD)).isEqualTo(concat8);
    }

    @ParameterizedTest
    @CsvSource({
        "a, 160, 1",
        "a, 161, 2",
        "a, 306, 2",
        "a, 307, 3",
        "€, 80, 1",
        "€, 81, 2",
        "ё, 70, 1",
        "ё, 71, 2",
        "ё, 134, 2",
        "ё, 135, 3"
    })
    void partsAtTheEdges(String character, int length, int parts) {
        String text = character.repeat(length);
        assertThat(Segmenter.segmentCount(text, POLICY)).isEqualTo(parts);
        assertThat(cut(text, POLICY).parts()).hasSize(parts);
    }

    @Test
    void theEmptyTextIsOneEmptyPart() {
        Segments segments = cut("", POLICY);
        assertThat(segments.segmentCount()).isOne();
        assertThat(segments.parts().get(0).octets()).isEmpty();
        assertThat(segments.parts().get(0).hasHeader()).isFalse();
    }

    @Test
    void aSinglePartHasNoHeaderAndNoReference() {
        Segments segments = cut("hello", POLICY);
        assertThat(segments.isConcatenated()).isFalse();
        assertThat(segments.reference()).isZero();
        assertThat(segments.dataCoding()).isZero();
        assertThat(segments.parts().get(0).octets()).isEqualTo(HexFormat.of().parseHex("68656c6c6f"));
    }

    @Test
    void headersOnTheWire() {
        String text = "a".repeat(200);
        assertThat(headers(cut(text, POLICY))).containsExactly("050003cd0201", "050003cd0202");
        assertThat(headers(cut(text, POLICY.with(UDH_16BIT)))).containsExactly("060804abcd0201", "060804abcd0202");
        assertThat(headers(cut(text, POLICY.with(SAR_TLV)))).containsExactly("", "");
        assertThat(headers(cut("ı".repeat(200), languages(NationalLanguage.TURKISH))))
                .containsExactly("080003cd0201250101", "080003cd0202250101");
        assertThat(headers(cut("ı".repeat(100), languages(NationalLanguage.TURKISH))))
                .containsExactly("03250101");
    }

    @Test
    void theCarrierTakesTheLowBitsOfTheReference() {
        String text = "a".repeat(200);
        assertThat(cut(text, POLICY).reference()).isEqualTo(0xCD);
        assertThat(cut(text, POLICY.with(UDH_16BIT)).reference()).isEqualTo(0xABCD);
        assertThat(cut(text, POLICY.with(SAR_TLV)).reference()).isEqualTo(0xABCD);
    }

    /** 1,000 characters with a two-septet character at each place around each boundary. */
    @ParameterizedTest
    @EnumSource
    void aEuroSignAtEveryPlaceStaysWhole(ConcatenationCarrier carrier) {
        for (int at = 0; at < 1000; at++) {
            String text = "a".repeat(at) + "€" + "b".repeat(999 - at);
            Segments segments = cut(text, POLICY.with(carrier));
            for (Segment part : segments.parts()) {
                byte[] octets = part.octets();
                assertThat(octets[octets.length - 1]).as("euro at %d", at).isNotEqualTo((byte) GsmAlphabet.ESCAPE);
            }
            assertThat(SmsTexts.shown(segments)).isEqualTo(text);
            assertThat(segments.segmentCount())
                    .isEqualTo(7)
                    .isEqualTo(Segmenter.segmentCount(text, POLICY.with(carrier)));
        }
    }

    @Test
    void aTextOfEuroSignsWastesTheOddSeptet() {
        // 153 septets hold 76 pairs: 1,000 euro signs need 14 parts, not ceil(2000 / 153).
        Segments segments = cut("€".repeat(1000), POLICY);
        assertThat(segments.segmentCount()).isEqualTo(14);
        assertThat(segments.parts().get(0).userData()).hasSize(152);
    }

    @Test
    void anEmojiAtEveryPlaceStaysWhole() {
        for (int at = 0; at < 998; at++) {
            String text = "ж".repeat(at) + "😀" + "ж".repeat(998 - at);
            Segments segments = cut(text, POLICY);
            assertThat(segments.dataCoding()).isEqualTo(8);
            for (Segment part : segments.parts()) {
                String own = Ucs2.UCS2.decode(part.userData());
                assertThat(Character.isHighSurrogate(own.charAt(own.length() - 1)))
                        .as("emoji at %d", at)
                        .isFalse();
            }
            assertThat(SmsTexts.shown(segments)).isEqualTo(text);
            assertThat(segments.segmentCount()).isEqualTo(Segmenter.segmentCount(text, POLICY));
        }
    }

    @Test
    void onlyEmojiTakeEvenUnits() {
        // 67 UTF-16 units hold 33 pairs.
        assertThat(cut("😀".repeat(500), POLICY).segmentCount()).isEqualTo(16);
    }

    @Test
    void messagePayloadIsOnePduThatCountsAsOnTheAir() {
        Segments segments = cut("a".repeat(1000), POLICY.with(MESSAGE_PAYLOAD));
        assertThat(segments.parts()).hasSize(1);
        assertThat(segments.parts().get(0).octets()).hasSize(1000);
        assertThat(segments.segmentCount()).isEqualTo(7);
        assertThat(segments.isConcatenated()).isFalse();
    }

    @Test
    void moreThan255PartsIsAValue() {
        assertThat(cut("a".repeat(255 * 153), POLICY).parts()).hasSize(255);
        assertThat(Segmenter.segment("a".repeat(255 * 153 + 1), POLICY, 1))
                .isEqualTo(new Segmentation.TooManyParts(256, 255));
        EncodingPolicy eight = new EncodingPolicy(Set.of(), false, false, UDH_8BIT, 8);
        assertThat(Segmenter.segment("a".repeat(8 * 153 + 1), eight, 1)).isEqualTo(new Segmentation.TooManyParts(9, 8));
        assertThat(Segmenter.segment("a".repeat(255 * 153 + 1), POLICY.with(MESSAGE_PAYLOAD), 1))
                .isInstanceOf(Segmentation.TooManyParts.class);
    }

    @ParameterizedTest
    @EnumSource
    void octetsComeBackWhole(ConcatenationCarrier carrier) {
        InformationElement ports = new InformationElement(
                InformationElement.PORTS_16BIT, (byte) 0x0B, (byte) 0x84, (byte) 0x23, (byte) 0xF0);
        Random random = new Random(7);
        for (int length : new int[] {0, 1, 127, 128, 133, 134, 140, 141, 500, 1500}) {
            byte[] octets = new byte[length];
            random.nextBytes(octets);
            for (List<InformationElement> elements : List.of(List.<InformationElement>of(), List.of(ports))) {
                Segments segments = (Segments) Segmenter.segmentBinary(octets, elements, carrier, 5, 255);
                byte[] joined = new Reassembled(
                                "", "", 0, Reassembled.Ending.COMPLETE, List.copyOf(SmsTexts.received(segments)))
                        .octets();
                assertThat(joined).isEqualTo(octets);
                for (Segment part : segments.parts()) {
                    assertThat(carrier == MESSAGE_PAYLOAD || SmsTexts.airOctets(segments, part) <= 140)
                            .isTrue();
                    assertThat(UserDataHeader.parse(part.hasHeader() ? part.octets() : new byte[1])
                                            .ports()
                                    != null)
                            .isEqualTo(!elements.isEmpty());
                }
            }
        }
    }

    @Test
    void octetsBeyondTheBoundAreAValueToo() {
        assertThat(Segmenter.segmentBinary(new byte[3 * 134 + 1], List.of(), UDH_8BIT, 0, 3))
                .isEqualTo(new Segmentation.TooManyParts(4, 3));
        InformationElement long1 = new InformationElement(0x70, new byte[135]);
        assertThatThrownBy(() -> Segmenter.segmentBinary(new byte[1], List.of(long1), UDH_8BIT, 0, 3))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static EncodingPolicy languages(NationalLanguage... languages) {
        return new EncodingPolicy(Set.of(languages), false, false, UDH_8BIT, 255);
    }

    private static Segments cut(String text, EncodingPolicy policy) {
        return (Segments) Segmenter.segment(text, policy, 0xABCD);
    }

    private static List<String> headers(Segments segments) {
        return segments.parts().stream()
                .map(part -> HexFormat.of().formatHex(part.header()))
                .toList();
    }
}

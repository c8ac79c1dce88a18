package dev.heliograph.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingChoiceTest {

    private static final EncodingPolicy PLAIN = EncodingPolicy.DEFAULT;
    private static final EncodingPolicy ALL_LANGUAGES = policy(EnumSet.allOf(NationalLanguage.class), false, false);

    @Test
    void greekCapitalsThatLatinLacksAreInTheDefaultAlphabet() {
        String capitals = "ΔΦΓΛΩΠΨΣΘΞ".repeat(100);
        EncodingChoice choice = EncodingChoice.of(capitals, PLAIN);
        assertThat(choice.alphabet()).isSameAs(GsmAlphabet.DEFAULT);
        assertThat(choice.parts()).isEqualTo(7);
    }

    @Test
    void oneSmallGreekLetterForcesUcs2() {
        String text = "ΔΦΓΛΩΠΨΣΘΞ".repeat(100).substring(1) + "α";
        EncodingChoice choice = EncodingChoice.of(text, PLAIN);
        assertThat(choice.alphabet()).isSameAs(Ucs2.UCS2);
        assertThat(choice.parts()).isEqualTo(15);
        assertThat(EncodingChoice.of(text, ALL_LANGUAGES).parts())
                .as("no table has it")
                .isEqualTo(15);
    }

    @Test
    void hindiTakesHalfThePartsWithItsTables() {
        String sentence = "ऋषियों को सताने वाले दुष्ट राक्षसों के राजा रावण का सर्वनाश करने वाले, ";
        String text = sentence.repeat(20).substring(0, 1000);
        assertThat(EncodingChoice.of(text, PLAIN).parts()).isEqualTo(15);
        EncodingChoice hindi = EncodingChoice.of(text, policy(Set.of(NationalLanguage.HINDI), false, false));
        assertThat(hindi.alphabet()).isSameAs(GsmAlphabet.of(NationalLanguage.HINDI, null));
        assertThat(hindi.units()).isEqualTo(1000);
        assertThat(hindi.parts()).isEqualTo(7);
        assertThat(EncodingChoice.of(text, ALL_LANGUAGES))
                .extracting(EncodingChoice::parts)
                .isEqualTo(7);
    }

    @Test
    void aDandaNeedsTheSingleShiftTableToo() {
        String text = "नमस्ते दुनिया, ".repeat(10) + "।";
        EncodingChoice choice = EncodingChoice.of(text, policy(Set.of(NationalLanguage.HINDI), false, false));
        assertThat(choice.alphabet()).isSameAs(GsmAlphabet.of(NationalLanguage.HINDI, NationalLanguage.HINDI));
        assertThat(choice.parts()).isEqualTo(1);
    }

    @Test
    void aFewTurkishLettersTakeTheSingleShiftTable() {
        String text = "Merhaba ".repeat(12) + "ığş";
        EncodingChoice choice = EncodingChoice.of(text, policy(Set.of(NationalLanguage.TURKISH), false, false));
        assertThat(choice.alphabet()).isSameAs(GsmAlphabet.of(null, NationalLanguage.TURKISH));
        assertThat(choice.units()).isEqualTo(102);
    }

    @Test
    void tablesOfTwoLanguagesMayMeet() {
        // Portuguese locking has no Turkish letter, Turkish single shift no ã.
        String text = "ãõâêôúíó".repeat(16) + "ığş";
        EncodingChoice choice = EncodingChoice.of(
                text, policy(Set.of(NationalLanguage.TURKISH, NationalLanguage.PORTUGUESE), false, false));
        assertThat(choice.alphabet()).isSameAs(GsmAlphabet.of(NationalLanguage.PORTUGUESE, NationalLanguage.TURKISH));
        assertThat(choice.parts()).isOne();
    }

    @Test
    void aTableMayBeatTheExtension() {
        // The Turkish locking table has the euro sign as one septet.
        String text = "€".repeat(100);
        assertThat(EncodingChoice.of(text, PLAIN).parts()).isEqualTo(2);
        EncodingChoice turkish = EncodingChoice.of(text, policy(Set.of(NationalLanguage.TURKISH), false, false));
        assertThat(turkish.alphabet()).isSameAs(GsmAlphabet.of(NationalLanguage.TURKISH, null));
        assertThat(turkish.parts()).isOne();
    }

    @Test
    void withEqualPartsTheMoreCommonEncodingWins() {
        assertThat(EncodingChoice.of("ığş", ALL_LANGUAGES).alphabet()).isSameAs(Ucs2.UCS2);
        assertThat(EncodingChoice.of("çã", policy(Set.of(), true, false)).alphabet())
                .isSameAs(Ucs2.UCS2);
        assertThat(EncodingChoice.of("a€", ALL_LANGUAGES).alphabet()).isSameAs(GsmAlphabet.DEFAULT);
    }

    @Test
    void latin1WhereTheChannelTakesIt() {
        String text = "ç".repeat(140);
        EncodingChoice choice = EncodingChoice.of(text, policy(Set.of(), true, false));
        assertThat(choice.alphabet()).isSameAs(OctetAlphabet.LATIN1);
        assertThat(choice.parts()).isOne();
        assertThat(EncodingChoice.of(text, PLAIN).parts()).isEqualTo(3);
        assertThat(EncodingChoice.of(text + "ё", policy(Set.of(), true, false)).alphabet())
                .isSameAs(Ucs2.UCS2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "“It’s ‘here’”;\"It's 'here'\"",
                "a – b — c;a - b - c",
                "wait…;wait...",
                "a\u00A0b\u202Fc;a b c",
                "x\u200By\u00ADz;xyz",
                "cafe\u0301;café",
            })
    void typographyBecomesPlainWhenThatSavesParts(String typographic, String plain) {
        String filler = "x".repeat(100);
        EncodingPolicy policy = policy(Set.of(), false, true);
        EncodingChoice choice = EncodingChoice.of(typographic + filler, policy);
        assertThat(choice.text()).isEqualTo(plain + filler);
        assertThat(choice.alphabet()).isSameAs(GsmAlphabet.DEFAULT);
        assertThat(choice.parts()).isOne();
        assertThat(EncodingChoice.of(typographic + filler, PLAIN).text()).isEqualTo(typographic + filler);
    }

    @ParameterizedTest
    @ValueSource(strings = {"“short”", "“with emoji 😀”"})
    void typographyStaysWhenNothingIsSaved(String text) {
        assertThat(EncodingChoice.of(text, policy(Set.of(), false, true)).text())
                .isEqualTo(text);
    }

    @Test
    void noLetterIsEverReplaced() {
        String text = "ışık ŁódŻ ёлка Ç ă ñ ő ".repeat(10).trim();
        assertThat(Transliteration.apply(text)).isEqualTo(text);
    }

    @Test
    void aPolicyKnowsItsBounds() {
        for (int partsMax : new int[] {0, 256}) {
            assertThatThrownBy(
                            () -> new EncodingPolicy(Set.of(), false, false, ConcatenationCarrier.UDH_8BIT, partsMax))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static EncodingPolicy policy(Set<NationalLanguage> languages, boolean latin1, boolean transliterate) {
        return new EncodingPolicy(languages, latin1, transliterate, ConcatenationCarrier.UDH_8BIT, 255);
    }
}

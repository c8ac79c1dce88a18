package dev.heliograph.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.Character.UnicodeBlock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The annex A tables against themselves, the scripts' order and sentences that people write. */
class NationalTablesTest {

    /** Scripts whose tables list letters in the order of Unicode. */
    private static final Map<NationalLanguage, UnicodeBlock> ORDERED = Map.of(
            NationalLanguage.BENGALI, UnicodeBlock.BENGALI,
            NationalLanguage.GUJARATI, UnicodeBlock.GUJARATI,
            NationalLanguage.HINDI, UnicodeBlock.DEVANAGARI,
            NationalLanguage.KANNADA, UnicodeBlock.KANNADA,
            NationalLanguage.MALAYALAM, UnicodeBlock.MALAYALAM,
            NationalLanguage.ORIYA, UnicodeBlock.ORIYA,
            NationalLanguage.PUNJABI, UnicodeBlock.GURMUKHI,
            NationalLanguage.TAMIL, UnicodeBlock.TAMIL,
            NationalLanguage.TELUGU, UnicodeBlock.TELUGU);

    @ParameterizedTest
    @EnumSource
    void noCharacterStandsTwiceButWhatAnnexAPrintsTwice(NationalLanguage language) {
        assertThat(repeated(AlphabetTables.locking(language.hasLockingShift() ? language : null)))
                .isEmpty();
        Set<Character> printedTwice = language.id() >= NationalLanguage.BENGALI.id() ? Set.of('¡', '*') : Set.of();
        assertThat(repeated(AlphabetTables.single(language))).isEqualTo(printedTwice);
    }

    @ParameterizedTest
    @EnumSource
    void everyCharacterIsAssignedInUnicode(NationalLanguage language) {
        for (char c : (new String(AlphabetTables.single(language))
                        + new String(AlphabetTables.locking(language.hasLockingShift() ? language : null)))
                .toCharArray()) {
            assertThat(c == AlphabetTables.UNASSIGNED || Character.isDefined(c))
                    .as("U+%04X", (int) c)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TURKISH", "SPANISH", "PORTUGUESE", "URDU"})
    void lockingTablesListTheLettersOfTheirScriptInUnicodeOrder(NationalLanguage language) {
        UnicodeBlock block = ORDERED.get(language);
        int last = 0;
        for (char c : AlphabetTables.locking(language)) {
            if (UnicodeBlock.of(c) == block) {
                assertThat((int) c).as("U+%04X after U+%04X", (int) c, last).isGreaterThan(last);
                last = c;
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TURKISH", "SPANISH", "PORTUGUESE"})
    void singleShiftTablesListTheDigitsOfTheirScriptInOrder(NationalLanguage language) {
        StringBuilder digits = new StringBuilder();
        for (char c : AlphabetTables.single(language)) {
            if (Character.isDigit(c)) {
                digits.append(Character.getNumericValue(c));
            }
        }
        assertThat(digits).hasToString("0123456789");
    }

    @ParameterizedTest
    @EnumSource
    void everyLockingTableKeepsLettersDigitsAndControls(NationalLanguage language) {
        char[] table = AlphabetTables.locking(language.hasLockingShift() ? language : null);
        for (char c = 'a'; c <= 'z'; c++) {
            assertThat(table[c]).isEqualTo(c);
        }
        for (char c = '0'; c <= '9'; c++) {
            assertThat(table[c]).isEqualTo(c);
        }
        assertThat(table['\n']).isEqualTo('\n');
        assertThat(table['\r']).isEqualTo('\r');
        assertThat(table[' ']).isEqualTo(' ');
        assertThat(table[',']).isEqualTo(',');
        assertThat(table['.']).isEqualTo('.');
        assertThat(table[GsmAlphabet.ESCAPE]).isEqualTo((char) GsmAlphabet.ESCAPE);
    }

    @ParameterizedTest
    @EnumSource
    void everySingleShiftTableHasWhatTheDefaultExtensionHas(NationalLanguage language) {
        char[] table = AlphabetTables.single(language);
        char[] extension = AlphabetTables.single(null);
        for (int code = 0; code < AlphabetTables.CODES; code++) {
            if (extension[code] != AlphabetTables.UNASSIGNED) {
                assertThat(table[code]).as("0x%02X", code).isEqualTo(extension[code]);
            }
        }
    }

    /** Rows of annex A that other copies have had wrong, and a few anchors for each script. */
    @ParameterizedTest
    @CsvSource({
        "TURKISH,    locking, 04, €", "TURKISH,    locking, 07, ı", "TURKISH,    locking, 40, İ",
        "TURKISH,    single,  53, Ş", "TURKISH,    single,  67, ğ", "SPANISH,    single,  09, ç",
        "SPANISH,    single,  4F, Ó", "PORTUGUESE, locking, 15, ∞", "PORTUGUESE, locking, 1A, |",
        "PORTUGUESE, locking, 60, ~", "PORTUGUESE, single,  61, Â", "PORTUGUESE, single,  7F, â",
        "BENGALI,    locking, 2C, ','", "BENGALI,   single,  13, ¡", "BENGALI,    single,  15, ¡",
        "BENGALI,    single,  19, ০", "GUJARATI,   locking, 7F, \u0AF1", "HINDI,      locking, 00, \u0901",
        "HINDI,      single,  1C, ०", "KANNADA,    locking, 24, \u0CA1", "KANNADA,    locking, 3D, \u0CAA",
        "MALAYALAM,  locking, 7F, \u0D79", "ORIYA,      single,  20, \u0B6A", "PUNJABI,    locking, 60, \u0A51",
        "TAMIL,      single,  24, \u0BEE", "TELUGU,     single,  1C, \u0C66", "TELUGU,     single,  22, \u0C6C",
        "TELUGU,     single,  65, €", "URDU,       locking, 4E, \u0645", "URDU,       single,  3F, ۔"
    })
    void hasTheCharacter(NationalLanguage language, String kind, String code, char character) {
        char[] table = kind.equals("locking") ? AlphabetTables.locking(language) : AlphabetTables.single(language);
        assertThat(table[HexFormat.fromHexDigits(code)]).isEqualTo(character);
    }

    @ParameterizedTest
    @CsvSource({
        "TURKISH,    'Pijamalı hasta yağız şoföre çabucak güvendi. İĞÇŞ'",
        "SPANISH,    'El pingüino Wenceslao hizo kilómetros bajo exhaustiva lluvia y frío, ¿añoraba a su CACHORRO Ó?'",
        "PORTUGUESE, 'À noite, vovô Kowalsky vê o ímã cair no pé do pinguim queixoso e vovó põe açúcar no chá de tâmaras'",
        "BENGALI,    'আপনার অ্যাকাউন্টে ৫০০ টাকা জমা হয়েছে, ধন্যবাদ'",
        "GUJARATI,   'તમારા ખાતામાં નહીં, ૫૦૦ રૂપિયા જમા થયા છે।'",
        "HINDI,      'ऋषियों को सताने वाले दुष्ट राक्षसों के राजा रावण का सर्वनाश करने वाले विष्णुवतार भगवान श्रीराम, अयोध्या के महाराज दशरथ के बड़े सपुत्र थे।'",
        "KANNADA,    'ನಿಮ್ಮ ಖಾತೆಗೆ ಐನೂರು ರೂಪಾಯಿ ಜಮಾ ಆಗಿದೆ, ಅಡಿಗೆ ಪಾತ್ರೆ.'",
        "MALAYALAM,  'നിങ്ങളുടെ അക്കൗണ്ടിൽ പണം വന്നു, നന്ദി.'",
        "ORIYA,      'ଆପଣଙ୍କ ଖାତାରେ ଟଙ୍କା ଜମା ହୋଇଛି, ଧନ୍ୟବାଦ।'",
        "PUNJABI,    'ਤੁਹਾਡੇ ਖਾਤੇ ਵਿੱਚ ਪੈਸੇ ਜਮ੍ਹਾਂ ਹੋ ਗਏ ਹਨ, ਧੰਨਵਾਦ।'",
        "TAMIL,      'உங்கள் கணக்கில் ஐநூறு ரூபாய் வரவு வைக்கப்பட்டது, நன்றி.'",
        "TELUGU,     'మీ ఖాతాలో ఐదు వందల రూపాయలు జమ అయ్యాయి, ధన్యవాదాలు.'",
        "URDU,       'آپ کے اکاونٹ میں پانچ سو روپے جمع ہو چکے ہیں، شکریہ۔'",
    })
    void aSentenceOfTheLanguageComesBack(NationalLanguage language, String sentence) {
        GsmAlphabet alphabet = GsmAlphabet.of(language, language);
        assertThat(alphabet.units(sentence)).isBetween(sentence.length(), 2 * sentence.length());
        assertThat(alphabet.decode(alphabet.encode(sentence))).isEqualTo(sentence);
    }

    @Test
    void everyPairOfTablesReadsBackWhatItWrites() {
        for (NationalLanguage locking : NationalLanguage.values()) {
            for (NationalLanguage single : NationalLanguage.values()) {
                GsmAlphabet alphabet = GsmAlphabet.of(locking, single);
                StringBuilder all = new StringBuilder();
                for (int c = 0; c < 0xFFFF; c++) {
                    if (alphabet.unitsOf((char) c) > 0) {
                        all.append((char) c);
                    }
                }
                assertThat(alphabet.decode(alphabet.encode(all)))
                        .as("%s", alphabet)
                        .isEqualTo(all.toString());
            }
        }
    }

    @Test
    void anEscapeBeforeACodeThatTheSingleShiftLacksReadsTheLockingTable() {
        GsmAlphabet hindi = GsmAlphabet.of(NationalLanguage.HINDI, NationalLanguage.HINDI);
        assertThat(hindi.decode(new byte[] {0x1B, 0x61})).isEqualTo("a");
        GsmAlphabet single = GsmAlphabet.of(null, NationalLanguage.TURKISH);
        assertThat(single.decode(new byte[] {0x1B, 0x41, 0x1B, 0x53})).isEqualTo("AŞ");
        assertThat(single.lockingShift()).isNull();
        assertThat(single.singleShift()).isEqualTo(NationalLanguage.TURKISH);
    }

    @Test
    void identifiersAreThoseOfTheWire() {
        for (NationalLanguage language : NationalLanguage.values()) {
            assertThat(NationalLanguage.ofId(language.id())).isEqualTo(language);
        }
        assertThat(NationalLanguage.ofId(0)).isNull();
        assertThat(NationalLanguage.ofId(14)).isNull();
        assertThat(NationalLanguage.HINDI.id()).isEqualTo(6);
    }

    private static Set<Character> repeated(char[] table) {
        Map<Character, Integer> seen = new HashMap<>();
        Set<Character> repeated = new HashSet<>();
        for (char c : table) {
            if (c != AlphabetTables.UNASSIGNED && seen.merge(c, 1, Integer::sum) > 1) {
                repeated.add(c);
            }
        }
        return repeated;
    }
}

package dev.heliograph.sms;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The encoding that says a text in the fewest parts.
 *
 * <p>Among encodings with the same number of parts the one that more handsets show wins: the default alphabet, UCS-2, Latin-1, then the national
 * tables (single shift, locking shift, both). A transliterated text wins only when it saves parts.
 *
 * @param alphabet how the text is encoded
 * @param text the text as it will be sent, maybe transliterated
 * @param units septets, octets or UTF-16 units of the whole text
 * @param parts parts on the air
 * @param policy what the choice was made under
 */
public record EncodingChoice(Alphabet alphabet, String text, int units, int parts, EncodingPolicy policy) {

    /** Chooses for a text. The empty text takes one part. Allocates only the result when the default alphabet holds the text in one part. */
    public static EncodingChoice of(String text, EncodingPolicy policy) {
        EncodingChoice best = asWritten(text, policy);
        if (best.parts == 1 || best.alphabet == GsmAlphabet.DEFAULT || !policy.transliterate()) {
            return best;
        }
        return fewer(best, asWritten(Transliteration.apply(text), policy));
    }

    /** Cuts the text as chosen; see {@link Segmenter#segment(EncodingChoice, int)}. */
    public Segmentation segment(int reference) {
        return Segmenter.segment(this, reference);
    }

    private static EncodingChoice asWritten(String text, EncodingPolicy policy) {
        int septets = GsmAlphabet.DEFAULT.units(text);
        EncodingChoice best = septets >= 0
                ? choice(GsmAlphabet.DEFAULT, text, septets, policy)
                : choice(Ucs2.UCS2, text, text.length(), policy);
        if (best.parts == 1) {
            return best;
        }
        if (septets < 0 && policy.latin1()) {
            int octets = OctetAlphabet.LATIN1.units(text);
            best = octets < 0 ? best : fewer(best, choice(OctetAlphabet.LATIN1, text, octets, policy));
        }
        return national(best, policy);
    }

    /** Tries every pair of the allowed tables, fewest header octets first. */
    private static EncodingChoice national(EncodingChoice otherwise, EncodingPolicy policy) {
        Set<NationalLanguage> languages = policy.nationalLanguages();
        if (languages.isEmpty() || otherwise.parts == 1 || !couldSave(otherwise)) {
            return otherwise;
        }
        char first = firstBeyondDefault(otherwise.text);
        EncodingChoice best = otherwise;
        for (NationalLanguage single : languages) {
            best = tryPair(best, null, single, first);
        }
        for (NationalLanguage locking : languages) {
            best = tryPair(best, locking, null, first);
        }
        for (NationalLanguage locking : languages) {
            for (NationalLanguage single : languages) {
                best = tryPair(best, locking, single, first);
            }
        }
        return best;
    }

    /** Whether the text could take fewer parts if each character were one septet under one national table. */
    private static boolean couldSave(EncodingChoice choice) {
        int perPart = Segmenter.unitsPerPart(7, 3, choice.policy.carrier());
        return (choice.text.length() + perPart - 1) / perPart < choice.parts
                || choice.text.length() <= Segmenter.unitsInSingle(7, 3);
    }

    private static EncodingChoice tryPair(
            EncodingChoice best, @Nullable NationalLanguage locking, @Nullable NationalLanguage single, char first) {
        if (best.parts == 1 || (locking != null && !locking.hasLockingShift())) {
            return best;
        }
        GsmAlphabet alphabet = GsmAlphabet.of(locking, single);
        if (alphabet.unitsOf(first) == 0) {
            return best;
        }
        int septets = alphabet.units(best.text);
        return septets < 0 ? best : fewer(best, choice(alphabet, best.text, septets, best.policy));
    }

    /** A character that any better alphabet must have: saves scanning whole texts for nothing. */
    private static char firstBeyondDefault(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (GsmAlphabet.DEFAULT.unitsOf(text.charAt(i)) == 0) {
                return text.charAt(i);
            }
        }
        return text.charAt(0);
    }

    private static EncodingChoice fewer(EncodingChoice first, EncodingChoice second) {
        return second.parts < first.parts ? second : first;
    }

    private static EncodingChoice choice(Alphabet alphabet, String text, int units, EncodingPolicy policy) {
        return new EncodingChoice(
                alphabet, text, units, Segmenter.countParts(text, alphabet, units, policy.carrier()), policy);
    }
}

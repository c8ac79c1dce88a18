package dev.heliograph.channel.page;

import java.lang.Character.UnicodeScript;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How what a message says is written, as far as a browser must know it: Han characters have other shapes in Japan than in China, lines break by other rules, and some
 * scripts run from right to left.
 *
 * @param tag of its language (BCP 47), as the message names it or its letters tell; null when nothing tells
 * @param seen the language that its letters tell, null for those that many languages share
 */
public record Writing(@Nullable String tag, @Nullable String seen, boolean rightToLeft) {
    /** Characters that are looked at. */
    private static final int LOOKED_AT_MAX = 4_000;

    /** A text in Arabic may well name more brands and numbers than it has words of its own. */
    private static final double RIGHT_TO_LEFT_SHARE = 0.4;

    private static final String TAG = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}";
    private static final Set<String> RIGHT_TO_LEFT =
            Set.of("ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi");

    /** Where Han characters are written as they always were. */
    private static final Set<String> TRADITIONAL = Set.of("TW", "HK", "MO");

    /**
     * Looks at a text.
     *
     * @param named the language that the message names, such as {@code pt_BR}, or null
     * @param country of the recipient, ISO 3166 in upper case; any other text for none
     */
    public static Writing of(String text, @Nullable String named, String country) {
        Letters letters = new Letters(text);
        String seen = letters.language(country);
        String own = named == null ? "" : named.strip().replace('_', '-');
        String tag = own.matches(TAG) ? own : seen;
        boolean saysSo = own.equals(tag)
                && RIGHT_TO_LEFT.contains(Locale.forLanguageTag(own).getLanguage());
        double all = Math.max(1, letters.rightToLeft + letters.leftToRight);
        boolean runs = saysSo ? letters.rightToLeft > 0 : letters.rightToLeft / all > RIGHT_TO_LEFT_SHARE;
        return new Writing(tag, seen, runs);
    }

    /** @return whether a text has a letter that runs from right to left */
    static boolean hasRightToLeft(String text) {
        return text.codePoints().anyMatch(Writing::isRightToLeft);
    }

    private static boolean isRightToLeft(int codePoint) {
        byte direction = Character.getDirectionality(codePoint);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }

    /** The letters of a text, counted. */
    private static final class Letters {
        private int rightToLeft;
        private int leftToRight;
        private int kana;
        private int han;
        private int hangul;
        private int arabic;
        private int hebrew;
        private int devanagari;
        private int thai;

        Letters(String text) {
            text.codePoints().limit(LOOKED_AT_MAX).filter(Character::isLetter).forEach(this::count);
        }

        private void count(int letter) {
            if (isRightToLeft(letter)) {
                rightToLeft++;
            } else {
                leftToRight++;
            }
            UnicodeScript script = UnicodeScript.of(letter);
            switch (script) {
                case HIRAGANA, KATAKANA -> kana++;
                case HAN -> han++;
                case HANGUL -> hangul++;
                case ARABIC -> arabic++;
                case HEBREW -> hebrew++;
                case DEVANAGARI -> devanagari++;
                case THAI -> thai++;
                default -> {}
            }
        }

        /** Names and brands may be in other letters. */
        private boolean isMostly(int count) {
            return count > 0 && 5 * count >= rightToLeft + leftToRight;
        }

        @Nullable
        String language(String country) {
            if (isMostly(kana + han) && kana > 0) {
                return "ja";
            }
            if (isMostly(hangul)) {
                return "ko";
            }
            if (isMostly(han)) {
                return country.equals("JP") ? "ja" : TRADITIONAL.contains(country) ? "zh-Hant" : "zh";
            }
            if (isMostly(arabic)) {
                return country.equals("IR") || country.equals("AF") ? "fa" : country.equals("PK") ? "ur" : "ar";
            }
            if (isMostly(hebrew)) {
                return "he";
            }
            if (isMostly(devanagari)) {
                return country.equals("NP") ? "ne" : "hi";
            }
            return isMostly(thai) ? "th" : null;
        }
    }
}

package dev.heliograph.sms;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * Typographic characters and their plain forms: quotes, dashes, spaces, the ellipsis and the like, which word processors write and the default
 * alphabet lacks. Letters with separate accents are composed first. No letter is changed, so no word is misspelt.
 */
final class Transliteration {

    private static final Map<Character, String> FORMS = new HashMap<>();

    static {
        become("'", "\u2018\u2019\u201A\u201B\u2032\u2039\u203A\u02BC\u00B4`");
        become("\"", "\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB");
        become("-", "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043");
        become(" ", "\t\u00A0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u202F\u205F\u3000");
        become("\n", "\u0085\u2028\u2029");
        become("", "\u00AD\u200B\u2060\uFEFF");
        become("...", "\u2026");
        become("*", "\u2022");
        become(".", "\u00B7\u2027");
        become("/", "\u2044\u2215");
        become("(C)", "\u00A9");
        become("(R)", "\u00AE");
        become("(TM)", "\u2122");
    }

    private Transliteration() {}

    /** The text with its accents composed and every character that has a plain form replaced. */
    static String apply(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        StringBuilder plain = new StringBuilder(composed.length() + 16);
        for (int i = 0; i < composed.length(); i++) {
            String form = FORMS.get(composed.charAt(i));
            if (form == null) {
                plain.append(composed.charAt(i));
            } else {
                plain.append(form);
            }
        }
        return plain.toString();
    }

    private static void become(String form, String characters) {
        for (int i = 0; i < characters.length(); i++) {
            FORMS.put(characters.charAt(i), form);
        }
    }
}

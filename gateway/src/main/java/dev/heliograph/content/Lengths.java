package dev.heliograph.content;

import dev.heliograph.content.ContentProfile.Unit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long texts are, and where they are cut: between words when there is a place near the end, never inside a character. */
final class Lengths {
    /** A cut is put between words if one ends in the last half of the piece. */
    private static final int NEAR = 2;

    private Lengths() {}

    static int of(String text, Unit unit) {
        if (unit == Unit.CHARACTERS) {
            return text.length();
        }
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Each half of a pair counts two of its four octets.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }

    static boolean fits(@Nullable String text, int max) {
        return text == null || text.length() <= max;
    }

    /** @return the text in pieces of at most {@code max}, in order; joined they are the text, but for blanks at the cuts */
    static List<String> split(String text, int max, Unit unit) {
        List<String> pieces = new ArrayList<>();
        String rest = text;
        while (of(rest, unit) > max) {
            int cut = cut(rest, max, unit);
            pieces.add(rest.substring(0, cut).stripTrailing());
            rest = rest.substring(cut).stripLeading();
        }
        pieces.add(rest);
        pieces.removeIf(piece -> piece.isEmpty() && pieces.size() > 1);
        return pieces;
    }

    private static int cut(String text, int max, Unit unit) {
        int end = 0;
        int length = 0;
        while (end < text.length()) {
            int next = end + Character.charCount(text.codePointAt(end));
            length += of(text.substring(end, next), unit);
            if (length > max) {
                break;
            }
            end = next;
        }
        end = Math.max(end, Character.charCount(text.codePointAt(0)));
        for (int i = end; i > end - end / NEAR; i--) {
            if (Character.isWhitespace(text.charAt(i - 1))) {
                return i;
            }
        }
        return end;
    }
}

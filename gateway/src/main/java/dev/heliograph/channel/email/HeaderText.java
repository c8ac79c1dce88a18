package dev.heliograph.channel.email;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.StringJoiner;

/** Words in the header of a mail: one line, whatever was in them, and in ASCII (RFC 2047). */
final class HeaderText {
    /** Octets of one encoded word: 45 become 60 in Base64, and with what stands around them less than 75. */
    private static final int WORD_OCTETS_MAX = 45;

    private static final int PLAIN_CHARS_MAX = 60;

    private HeaderText() {}

    /** @return {@code text} for an unstructured header such as Subject */
    static String of(String text) {
        String line = line(text);
        return line.length() <= PLAIN_CHARS_MAX && line.matches("[ -~]*") && !line.contains("=?")
                ? line
                : encoded(line);
    }

    /** @return {@code name} as it may stand before an address */
    static String phrase(String name) {
        String line = line(name);
        boolean plain = line.length() <= PLAIN_CHARS_MAX && line.matches("[ -~]*");
        return plain ? '"' + line.replace("\\", "\\\\").replace("\"", "\\\"") + '"' : encoded(line);
    }

    /** Line ends would begin another header. */
    private static String line(String text) {
        return text.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ").strip();
    }

    private static String encoded(String line) {
        StringJoiner words = new StringJoiner("\r\n ");
        StringBuilder word = new StringBuilder();
        int octets = 0;
        for (int at = 0; at < line.length(); at = line.offsetByCodePoints(at, 1)) {
            String character = Character.toString(line.codePointAt(at));
            int length = character.getBytes(StandardCharsets.UTF_8).length;
            if (octets + length > WORD_OCTETS_MAX) {
                words.add(word(word));
                word.setLength(0);
                octets = 0;
            }
            word.append(character);
            octets += length;
        }
        return words.add(word(word)).toString();
    }

    private static String word(StringBuilder text) {
        byte[] octets = text.toString().getBytes(StandardCharsets.UTF_8);
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(octets) + "?=";
    }
}

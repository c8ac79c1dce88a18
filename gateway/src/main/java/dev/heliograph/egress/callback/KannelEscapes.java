package dev.heliograph.egress.callback;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/**
 * Kannel's escape codes: {@code %} and a letter in a URL, each replaced by what it stands for, percent-encoded. A code that means nothing here becomes nothing if Kannel
 * has it, and stays if Kannel would leave it.
 */
final class KannelEscapes {
    /** Known to Kannel and without a value here, or mostly: meta data, the number of a modem's message centre, DCS and the like. */
    private static final String EMPTY = "BcCdDfFiImMnoOpPqQRuvV";

    /** A URL does not grow beyond this, whatever the codes in it. */
    private static final int URL_CHARS_MAX = 16_384;

    private final String text;
    private final String[] words;
    private final long atMillis;
    private final Map<Character, String> values = new HashMap<>();
    private int nextWord = 1;

    /** @param text of the message, or what the message centre said */
    KannelEscapes(String text, long atMillis) {
        this.text = text;
        this.atMillis = atMillis;
        String stripped = text.strip();
        this.words = stripped.isEmpty() ? new String[0] : stripped.split("\\s+");
    }

    void put(char code, String value) {
        values.put(code, encoded(value));
    }

    void putOctets(char code, byte[] octets) {
        StringBuilder out = new StringBuilder(octets.length * 3);
        for (byte octet : octets) {
            out.append('%').append(String.format("%02X", octet & 0xFF));
        }
        values.put(code, out.toString());
    }

    String fill(String pattern) {
        nextWord = 1;
        StringBuilder out = new StringBuilder(pattern.length() + 128);
        for (int i = 0; i < pattern.length() && out.length() <= URL_CHARS_MAX; i++) {
            char c = pattern.charAt(i);
            if (c != '%' || i + 1 == pattern.length()) {
                out.append(c);
            } else if (isEncoded(pattern, i)) {
                // %41 is no code of Kannel's: no code is a digit.
                out.append(c);
            } else {
                i = code(pattern, i + 1, out);
            }
        }
        return out.toString();
    }

    private static boolean isEncoded(String pattern, int at) {
        char next = pattern.charAt(at + 1);
        return next >= '0' && next <= '9';
    }

    /** @return index of the code's last character */
    private int code(String pattern, int at, StringBuilder out) {
        char code = pattern.charAt(at);
        switch (code) {
            case '%' -> out.append('%');
            case 'a' -> out.append(joined(0));
            case 'A' -> out.append(encoded(text));
            case 'b' -> {
                String octets = values.get('b');
                out.append(octets == null ? encoded(text) : octets);
            }
            case 'k' -> out.append(words.length == 0 ? "" : encoded(words[0]));
            case 's' -> out.append(nextWord < words.length ? encoded(words[nextWord++]) : "");
            case 'S' -> out.append(nextWord < words.length ? encoded(words[nextWord++].replace('*', '~')) : "");
            case 'r' -> out.append(joined(nextWord));
            case 't' -> out.append(time());
            case 'T' -> out.append(Math.floorDiv(atMillis, 1_000L));
            case 'q' -> out.append(withPlus('p'));
            case 'Q' -> out.append(withPlus('P'));
            case '#' -> {
                return afterMetaData(pattern, at);
            }
            default -> {
                String value = values.get(code);
                if (value != null) {
                    out.append(value);
                } else if (EMPTY.indexOf(code) < 0) {
                    out.append('%').append(code);
                }
            }
        }
        return at;
    }

    /** {@code %#group#parameter#}: there is no meta data here. */
    private static int afterMetaData(String pattern, int at) {
        int middle = pattern.indexOf('#', at + 1);
        int end = middle < 0 ? -1 : pattern.indexOf('#', middle + 1);
        return end < 0 ? at : end;
    }

    private String joined(int from) {
        StringBuilder out = new StringBuilder();
        for (int i = from; i < words.length; i++) {
            out.append(i == from ? "" : "+").append(encoded(words[i]));
        }
        return out.toString();
    }

    private String withPlus(char code) {
        String value = values.getOrDefault(code, "");
        return value.startsWith("00") ? "%2B" + value.substring(2) : value;
    }

    /** {@code YYYY-MM-DD+HH:MM:SS} in UTC. */
    private String time() {
        LocalDateTime at = LocalDateTime.ofEpochSecond(Math.floorDiv(atMillis, 1_000L), 0, ZoneOffset.UTC);
        return String.format(
                "%04d-%02d-%02d+%02d:%02d:%02d",
                at.getYear(), at.getMonthValue(), at.getDayOfMonth(), at.getHour(), at.getMinute(), at.getSecond());
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}

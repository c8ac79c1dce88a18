package dev.heliograph.egress.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A JSON text under construction: UTF-8 in one array that grows and is used again, so that writing an event allocates nothing.
 *
 * <p>Commas write themselves: a value or a field that follows another one is set apart from it. Names and {@link #raw} text are ASCII constants of the program
 * and are not escaped; everything else goes through {@link #string}. Not safe for threads.
 */
public final class JsonBytes {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    /** Longest form of one UTF-16 unit: a {@code \}{@code u00XX} escape. */
    private static final int UNIT_BYTES_MAX = 6;

    private static final int LONG_DIGITS_MAX = 20;

    private byte[] bytes;
    private int length;

    /** @param initialBytes what it holds before it grows, at least 1 */
    public JsonBytes(int initialBytes) {
        bytes = new byte[initialBytes];
    }

    /** Begins again with nothing. */
    public JsonBytes clear() {
        length = 0;
        return this;
    }

    /** Takes back what was written after the text was {@code newLength} bytes long. */
    public JsonBytes truncate(int newLength) {
        length = Math.min(length, newLength);
        return this;
    }

    public int length() {
        return length;
    }

    /** @return the array that holds the text, valid up to {@link #length} and until the next write */
    public byte[] array() {
        return bytes;
    }

    /** @return the text in an array of its own */
    public byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    public JsonBytes beginObject() {
        return open('{');
    }

    public JsonBytes endObject() {
        return raw('}');
    }

    public JsonBytes beginArray() {
        return open('[');
    }

    public JsonBytes endArray() {
        return raw(']');
    }

    /** @param name ASCII that needs no escape */
    public JsonBytes field(String name) {
        separate();
        return raw('"').raw(name).raw('"').raw(':');
    }

    public JsonBytes number(long value) {
        separate();
        digits(value);
        return this;
    }

    public JsonBytes bool(boolean value) {
        separate();
        return raw(value ? "true" : "false");
    }

    public JsonBytes nil() {
        separate();
        return raw("null");
    }

    /** Writes a string, or null. A lone half of a surrogate pair, which UTF-8 cannot say, becomes U+FFFD. */
    public JsonBytes string(@Nullable String value) {
        if (value == null) {
            return nil();
        }
        separate();
        raw('"');
        text(value);
        return raw('"');
    }

    /**
     * Writes an instant as {@code "2026-11-22T10:00:00.123Z"}.
     *
     * @param millis since 1970
     */
    public JsonBytes time(long millis) {
        separate();
        room(UtcTime.LENGTH + 2);
        bytes[length++] = '"';
        length = UtcTime.write(millis, bytes, length);
        bytes[length++] = '"';
        return this;
    }

    /** Writes one ASCII character as it is. */
    public JsonBytes raw(char c) {
        room(1);
        bytes[length++] = (byte) c;
        return this;
    }

    /** Writes ASCII as it is. */
    public JsonBytes raw(String ascii) {
        int count = ascii.length();
        room(count);
        byte[] out = bytes;
        int at = length;
        for (int i = 0; i < count; i++) {
            out[at + i] = (byte) ascii.charAt(i);
        }
        length = at + count;
        return this;
    }

    /** Writes a whole value that is JSON already. */
    public JsonBytes utf8(byte[] json) {
        separate();
        room(json.length);
        System.arraycopy(json, 0, bytes, length, json.length);
        length += json.length;
        return this;
    }

    /** Writes characters inside a string that {@link #raw} has opened, with the escapes that JSON wants. */
    public JsonBytes text(String value) {
        int count = value.length();
        room(count * UNIT_BYTES_MAX);
        byte[] out = bytes;
        int at = length;
        for (int i = 0; i < count; i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                if (c >= ' ' && c != '"' && c != '\\') {
                    out[at++] = (byte) c;
                } else {
                    at = escape(c, out, at);
                }
            } else if (c < 0x800) {
                out[at++] = (byte) (0xc0 | (c >>> 6));
                out[at++] = continuation(c);
            } else if (Character.isHighSurrogate(c) && i + 1 < count && Character.isLowSurrogate(value.charAt(i + 1))) {
                int point = Character.toCodePoint(c, value.charAt(++i));
                out[at++] = (byte) (0xf0 | (point >>> 18));
                out[at++] = continuation(point >>> 12);
                out[at++] = continuation(point >>> 6);
                out[at++] = continuation(point);
            } else {
                int point = Character.isSurrogate(c) ? 0xfffd : c;
                out[at++] = (byte) (0xe0 | (point >>> 12));
                out[at++] = continuation(point >>> 6);
                out[at++] = continuation(point);
            }
        }
        length = at;
        return this;
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | (bits & 0x3f));
    }

    private static int escape(char c, byte[] out, int at) {
        int next = at;
        out[next++] = '\\';
        switch (c) {
            case '"', '\\' -> out[next++] = (byte) c;
            case '\n' -> out[next++] = 'n';
            case '\r' -> out[next++] = 'r';
            case '\t' -> out[next++] = 't';
            default -> {
                out[next++] = 'u';
                out[next++] = '0';
                out[next++] = '0';
                out[next++] = HEX[c >>> 4];
                out[next++] = HEX[c & 15];
            }
        }
        return next;
    }

    private void digits(long value) {
        room(LONG_DIGITS_MAX);
        if (value == Long.MIN_VALUE) {
            raw("-9223372036854775808");
            return;
        }
        long rest = Math.abs(value);
        int size = value < 0 ? 2 : 1;
        for (long left = rest / 10; left > 0; left /= 10) {
            size++;
        }
        int at = length + size;
        do {
            bytes[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        if (value < 0) {
            bytes[--at] = '-';
        }
        length += size;
    }

    private JsonBytes open(char bracket) {
        separate();
        return raw(bracket);
    }

    /** A string's last byte is its quote, so the last byte alone tells whether something stands before. */
    private void separate() {
        if (length == 0) {
            return;
        }
        byte last = bytes[length - 1];
        if (last != '{' && last != '[' && last != ':' && last != ',' && last != '\n') {
            raw(',');
        }
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}

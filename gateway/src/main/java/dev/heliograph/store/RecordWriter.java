package dev.heliograph.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Builds keys and records. Numbers are unsigned LEB128 varints (1 to 10 octets), except in keys, where they are big-endian so that keys sort as they do.
 *
 * <p>Text is its length in octets and then each {@code char} in 1 to 3 octets as UTF-8 has it, a surrogate pair as its two halves: whatever a client sent comes
 * back as it was, lone surrogates too, which UTF-8 proper would replace.
 */
final class RecordWriter {
    private byte[] octets;
    private int length;

    RecordWriter(int capacity) {
        octets = new byte[capacity];
    }

    int length() {
        return length;
    }

    byte[] array() {
        return octets;
    }

    RecordWriter reset() {
        length = 0;
        return this;
    }

    void truncate(int newLength) {
        length = newLength;
    }

    byte[] toOctets() {
        return Arrays.copyOf(octets, length);
    }

    /** As {@link #toOctets}, but the writer's own array when that is full; the writer is not to be used any more. */
    byte[] intoOctets() {
        return octets.length == length ? octets : toOctets();
    }

    RecordWriter octet(int value) {
        reserve(1);
        octets[length++] = (byte) value;
        return this;
    }

    /** An octet that stands for one of an enum's values; such enums say that they never change their order. */
    @SuppressWarnings("EnumOrdinal")
    RecordWriter ordinal(Enum<?> value) {
        return octet(value.ordinal());
    }

    RecordWriter varint(long value) {
        if ((value & ~0x7FL) == 0) {
            return octet((int) value);
        }
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            octets[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        octets[length++] = (byte) rest;
        return this;
    }

    /** Eight octets, big-endian. */
    RecordWriter fixed64(long value) {
        reserve(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            octets[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** Four octets, big-endian. */
    RecordWriter fixed32(int value) {
        reserve(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            octets[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    RecordWriter raw(byte[] bytes) {
        return raw(bytes, 0, bytes.length);
    }

    RecordWriter raw(byte[] bytes, int offset, int count) {
        reserve(count);
        System.arraycopy(bytes, offset, octets, length, count);
        length += count;
        return this;
    }

    RecordWriter bytes(byte[] bytes) {
        varint(bytes.length);
        return raw(bytes);
    }

    RecordWriter text(String text) {
        int encoded = encodedLength(text);
        varint(encoded);
        return chars(text, encoded);
    }

    /** Null as 0, otherwise the length plus one and the text. */
    RecordWriter nullableText(@Nullable String text) {
        if (text == null) {
            return octet(0);
        }
        int encoded = encodedLength(text);
        varint(encoded + 1L);
        return chars(text, encoded);
    }

    private RecordWriter chars(String text, int encoded) {
        reserve(encoded);
        byte[] to = octets;
        int at = length;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                to[at++] = (byte) c;
            } else if (c < 0x800) {
                to[at++] = (byte) (0xC0 | (c >> 6));
                to[at++] = (byte) (0x80 | (c & 0x3F));
            } else {
                to[at++] = (byte) (0xE0 | (c >> 12));
                to[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                to[at++] = (byte) (0x80 | (c & 0x3F));
            }
        }
        length = at;
        return this;
    }

    private static int encodedLength(String text) {
        int count = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                count += c < 0x800 ? 1 : 2;
            }
        }
        return count;
    }

    private void reserve(int more) {
        if (octets.length - length < more) {
            octets = Arrays.copyOf(octets, Math.max(octets.length * 2, length + more));
        }
    }
}

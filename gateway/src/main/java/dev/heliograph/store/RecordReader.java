package dev.heliograph.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads what {@link RecordWriter} wrote and trusts nothing: whatever does not fit is a {@link DamagedRecordException}. */
final class RecordReader {
    private final byte[] octets;
    private final int end;
    private int at;

    RecordReader(byte[] octets) {
        this(octets, 0);
    }

    RecordReader(byte[] octets, int from) {
        this(octets, from, octets.length);
    }

    RecordReader(byte[] octets, int from, int end) {
        this.octets = octets;
        this.at = from;
        this.end = end;
    }

    boolean isAtEnd() {
        return at == end;
    }

    int octet() {
        need(1);
        return octets[at++] & 0xFF;
    }

    /** Reads the octet that begins every record. */
    void version(int known) {
        version(known, known);
    }

    /** @return the version, where older ones can be read too */
    int version(int oldest, int newest) {
        int version = octet();
        if (version < oldest || version > newest) {
            throw new DamagedRecordException("version " + version + " where " + newest + " is known");
        }
        return version;
    }

    /** @return an octet that stands for one of {@code count} values */
    int ordinal(int count, String what) {
        int value = octet();
        if (value >= count) {
            throw new DamagedRecordException("no such " + what + ": " + value);
        }
        return value;
    }

    boolean flag() {
        return ordinal(2, "flag") == 1;
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int octet = octet();
            value |= (long) (octet & 0x7F) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
        throw new DamagedRecordException("a number of more than 10 octets");
    }

    int varint32() {
        long value = varint();
        if (value != (int) value) {
            throw new DamagedRecordException("a number beyond 32 bits");
        }
        return (int) value;
    }

    /** @return how many elements follow, each of at least one octet */
    int count() {
        int count = varint32();
        if (count < 0 || count > end - at) {
            throw new DamagedRecordException(count + " elements in " + (end - at) + " octets");
        }
        return count;
    }

    long fixed64() {
        need(8);
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = (value << 8) | (octets[at++] & 0xFF);
        }
        return value;
    }

    byte[] bytes() {
        int count = count();
        at += count;
        return Arrays.copyOfRange(octets, at - count, at);
    }

    String text() {
        return chars(count());
    }

    @Nullable
    String nullableText() {
        long lengthPlusOne = varint();
        if (lengthPlusOne == 0) {
            return null;
        }
        if (lengthPlusOne < 0 || lengthPlusOne - 1 > end - at) {
            throw new DamagedRecordException("text of " + (lengthPlusOne - 1) + " octets in " + (end - at));
        }
        return chars((int) (lengthPlusOne - 1));
    }

    /** What follows belongs to nothing: the record is not one of ours. */
    void end() {
        if (at != end) {
            throw new DamagedRecordException((end - at) + " octets too many");
        }
    }

    private String chars(int count) {
        int from = at;
        at += count;
        for (int i = from; i < at; i++) {
            if (octets[i] < 0) {
                return wideChars(from, count);
            }
        }
        return new String(octets, from, count, StandardCharsets.ISO_8859_1);
    }

    private String wideChars(int from, int count) {
        char[] chars = new char[count];
        int length = 0;
        int i = from;
        while (i < from + count) {
            int lead = octets[i] & 0xFF;
            int size = sizeOf(lead);
            if (size == 0 || i + size > from + count) {
                throw new DamagedRecordException("text is broken at its octet " + (i - from));
            }
            int c = size == 1 ? lead : size == 2 ? lead & 0x1F : lead & 0x0F;
            for (int k = 1; k < size; k++) {
                c = (c << 6) | (octets[i + k] & 0x3F);
            }
            chars[length++] = (char) c;
            i += size;
        }
        return new String(chars, 0, length);
    }

    /** @return octets of the character that {@code lead} begins, 0 when it begins none */
    private static int sizeOf(int lead) {
        if (lead < 0x80) {
            return 1;
        }
        if (lead < 0xC0 || lead >= 0xF0) {
            return 0;
        }
        return lead < 0xE0 ? 2 : 3;
    }

    private void need(int count) {
        if (end - at < count) {
            throw new DamagedRecordException("it ends after " + end + " octets");
        }
    }
}

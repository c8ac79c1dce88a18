package dev.heliograph.smpp.pdu;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The optional parameters of a PDU: tag(2) length(2) value(length), in their order on the wire, unknown and vendor tags
 * included (3.4 section 5.3). It is the octets themselves, searched on demand: most messages carry none to three, and most
 * that are carried are only passed on.
 */
public final class Tlvs {
    public static final Tlvs EMPTY = new Tlvs(new byte[0]);

    private static final int HEADER_OCTETS = 4;
    private static final int ABSENT = -1;

    private final byte[] raw;

    /** Takes octets known to be a sequence of complete TLVs. */
    Tlvs(byte[] raw) {
        this.raw = raw;
    }

    /** Sees every TLV in order. */
    @FunctionalInterface
    public interface Visitor {
        void tlv(int tag, byte[] value);
    }

    public boolean isEmpty() {
        return raw.length == 0;
    }

    /** Octets on the wire. */
    public int octets() {
        return raw.length;
    }

    public boolean has(Tag tag) {
        return find(tag.id()) != ABSENT;
    }

    public boolean has(int tag) {
        return find(tag) != ABSENT;
    }

    /** The first value of this tag, copied, or null. */
    public byte @Nullable [] value(int tag) {
        int at = find(tag);
        return at == ABSENT ? null : Arrays.copyOfRange(raw, at, at + lengthBefore(at));
    }

    public byte @Nullable [] value(Tag tag) {
        return value(tag.id());
    }

    /** The first value of this tag as an unsigned big-endian integer of 1 to 4 octets; absent or of another length: the default. */
    public int integer(int tag, int absent) {
        int at = find(tag);
        if (at == ABSENT) {
            return absent;
        }
        int length = lengthBefore(at);
        if (length < 1 || length > Integer.BYTES) {
            return absent;
        }
        int value = 0;
        for (int i = at; i < at + length; i++) {
            value = value << 8 | (raw[i] & 0xFF);
        }
        return value;
    }

    public int integer(Tag tag, int absent) {
        return integer(tag.id(), absent);
    }

    /** The first value of this tag as Latin-1 text up to its NUL, if it has one, or null. */
    public @Nullable String string(int tag) {
        int at = find(tag);
        if (at == ABSENT) {
            return null;
        }
        int end = at;
        int limit = at + lengthBefore(at);
        while (end < limit && raw[end] != 0) {
            end++;
        }
        return new String(raw, at, end - at, StandardCharsets.ISO_8859_1);
    }

    public @Nullable String string(Tag tag) {
        return string(tag.id());
    }

    /** Shows every TLV to the visitor, values copied. */
    public void forEach(Visitor visitor) {
        for (int at = 0; at < raw.length; ) {
            int value = at + HEADER_OCTETS;
            int end = value + lengthBefore(value);
            visitor.tlv(int16(raw, at), Arrays.copyOfRange(raw, value, end));
            at = end;
        }
    }

    /** TLVs from octets that hold them as on the wire, copied; what follows the last complete one is left out. */
    public static Tlvs ofWire(byte[] octets) {
        int end = wellFormedEnd(octets, 0, octets.length);
        return end == 0 ? EMPTY : new Tlvs(Arrays.copyOf(octets, end));
    }

    /** The octets on the wire, copied. */
    public byte[] toWire() {
        return raw.clone();
    }

    /** A builder that begins with these. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.append(raw, 0, raw.length);
        return builder;
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Tlvs tlvs && Arrays.equals(raw, tlvs.raw);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(raw);
    }

    /** Tags and lengths only: values may be message text. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        forEach((tag, value) ->
                text.append(text.length() == 1 ? "" : " ").append(String.format("0x%04X(%d)", tag, value.length)));
        return text.append(']').toString();
    }

    byte[] raw() {
        return raw;
    }

    /** Index of the first value of this tag, or {@link #ABSENT}. */
    private int find(int tag) {
        byte[] in = raw;
        for (int at = 0; at < in.length; ) {
            int value = at + HEADER_OCTETS;
            if (int16(in, at) == tag) {
                return value;
            }
            at = value + int16(in, at + 2);
        }
        return ABSENT;
    }

    private int lengthBefore(int value) {
        return int16(raw, value - 2);
    }

    /** The status a TLV area deserves: its shape, then the length and value of every known tag of this use. */
    static int check(byte[] in, int from, int limit, Tag.Use use) {
        if (wellFormedEnd(in, from, limit) != limit) {
            return CommandStatus.ESME_RINVTLVSTREAM;
        }
        for (int at = from; at < limit; ) {
            int value = at + HEADER_OCTETS;
            int end = value + int16(in, at + 2);
            Tag tag = Tag.of(int16(in, at));
            if (tag != null && tag.serves(use)) {
                int status = tag.check(in, value, end);
                if (status != CommandStatus.ESME_ROK) {
                    return status;
                }
            }
            at = end;
        }
        return CommandStatus.ESME_ROK;
    }

    /** Where the run of complete TLVs ends. */
    static int wellFormedEnd(byte[] in, int from, int limit) {
        int at = from;
        while (limit - at >= HEADER_OCTETS) {
            int end = at + HEADER_OCTETS + int16(in, at + 2);
            if (end > limit) {
                return at;
            }
            at = end;
        }
        return at;
    }

    private static int int16(byte[] in, int at) {
        return (in[at] & 0xFF) << 8 | (in[at + 1] & 0xFF);
    }

    /** Collects TLVs in order; one tag may be added more than once. */
    public static final class Builder {
        private static final int VALUE_OCTETS_MAX = 0xFFFF;

        private byte[] octets = new byte[32];
        private int length;

        private Builder() {}

        public Builder octets(int tag, byte[] value) {
            if (value.length > VALUE_OCTETS_MAX) {
                throw new IllegalArgumentException("a TLV holds at most 65535 octets, not " + value.length);
            }
            header(tag, value.length);
            append(value, 0, value.length);
            return this;
        }

        public Builder octets(Tag tag, byte[] value) {
            return octets(tag.id(), value);
        }

        /** A one-octet integer. */
        public Builder octet(int tag, int value) {
            header(tag, 1);
            return put(value);
        }

        public Builder octet(Tag tag, int value) {
            return octet(tag.id(), value);
        }

        /** A two-octet integer. */
        public Builder int16(int tag, int value) {
            header(tag, 2);
            return put(value >>> 8).put(value);
        }

        public Builder int16(Tag tag, int value) {
            return int16(tag.id(), value);
        }

        /** A C-octet string: Latin-1 with a NUL. */
        public Builder cString(int tag, String value) {
            byte[] latin1 = value.getBytes(StandardCharsets.ISO_8859_1);
            header(tag, latin1.length + 1);
            append(latin1, 0, latin1.length);
            return put(0);
        }

        public Builder cString(Tag tag, String value) {
            return cString(tag.id(), value);
        }

        public Tlvs build() {
            return length == 0 ? EMPTY : new Tlvs(Arrays.copyOf(octets, length));
        }

        private void header(int tag, int valueLength) {
            put(tag >>> 8).put(tag).put(valueLength >>> 8).put(valueLength);
        }

        private Builder put(int octet) {
            if (length == octets.length) {
                octets = Arrays.copyOf(octets, length * 2);
            }
            octets[length++] = (byte) octet;
            return this;
        }

        private void append(byte[] from, int offset, int count) {
            if (octets.length - length < count) {
                octets = Arrays.copyOf(octets, Math.max(octets.length * 2, length + count));
            }
            System.arraycopy(from, offset, octets, length, count);
            length += count;
        }
    }
}

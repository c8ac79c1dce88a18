package dev.heliograph.store.files;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Unpacks an LZ4 block: sequences of a token, literals, and a copy of what was unpacked before. */
final class Lz4 {
    private static final int MATCH_MIN = 4;
    private static final int LENGTH_MORE = 15;

    private final byte[] in;
    private final int end;
    private final byte[] out;
    private int at;
    private int length;

    private Lz4(byte[] in, int from, int end, int size) {
        this.in = in;
        this.at = from;
        this.end = end;
        this.out = new byte[size];
    }

    /** @return what was packed, null when it is not {@code size} octets in this form */
    static byte @Nullable [] unpack(byte[] in, int from, int end, int size) {
        Lz4 block = new Lz4(in, from, end, size);
        return block.unpack() ? block.out : null;
    }

    private boolean unpack() {
        while (at < end) {
            int token = in[at++] & 0xFF;
            int literals = length(token >>> 4);
            if (literals < 0 || literals > end - at || literals > out.length - length) {
                return false;
            }
            System.arraycopy(in, at, out, length, literals);
            at += literals;
            length += literals;
            if (at == end) {
                return length == out.length; // the last one has literals only
            }
            if (end - at < 2) {
                return false;
            }
            int distance = (in[at] & 0xFF) | (in[at + 1] & 0xFF) << 8;
            at += 2;
            int match = length(token & 0xF);
            if (match < 0 || !copy(distance, match + MATCH_MIN)) {
                return false;
            }
        }
        return false;
    }

    private int length(int nibble) {
        int total = nibble;
        if (nibble == LENGTH_MORE) {
            int more;
            do {
                if (at == end || total > out.length) {
                    return -1;
                }
                more = in[at++] & 0xFF;
                total += more;
            } while (more == 0xFF);
        }
        return total;
    }

    private boolean copy(int distance, int count) {
        if (distance == 0 || distance > length || count > out.length - length) {
            return false;
        }
        if (distance == 1) {
            Arrays.fill(out, length, length + count, out[length - 1]);
        } else {
            for (int i = 0; i < count; i++) {
                out[length + i] = out[length + i - distance];
            }
        }
        length += count;
        return true;
    }
}

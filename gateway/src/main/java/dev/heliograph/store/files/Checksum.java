package dev.heliograph.store.files;

import java.util.zip.CRC32C;

/**
 * RocksDB's checksum of log records and of table blocks: CRC-32C, rotated by 15 bits and shifted by a constant, so that a checksum of data that holds checksums stays a good one.
 *
 * <p>A CRC tells more than that something is wrong: one flipped bit changes it by an amount that depends on the place of the bit alone, and over the lengths that are asked here no two
 * places share one. So one flipped bit is not lost, it is found. Two never look like one, because the code's distance is four.
 */
final class Checksum {
    private static final int MASK_DELTA = 0xa282ead8;
    /** The polynomial of CRC-32C, its bits reversed as the algorithm takes them. */
    private static final int POLYNOMIAL = 0x82F63B78;

    private static final int[] EFFECTS = new int[256];

    static {
        for (int octet = 0; octet < EFFECTS.length; octet++) {
            int effect = octet;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                effect = (effect & 1) != 0 ? (effect >>> 1) ^ POLYNOMIAL : effect >>> 1;
            }
            EFFECTS[octet] = effect;
        }
    }

    private Checksum() {}

    /** @return a running CRC with one octet more, where {@link java.util.zip.CRC32C} would have to be asked anew after each; it begins with -1 and is inverted at the end */
    static int next(int crc, byte octet) {
        return (crc >>> Byte.SIZE) ^ EFFECTS[(crc ^ octet) & 0xFF];
    }

    static int of(byte[] octets, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(octets, from, length);
        return masked((int) crc.getValue());
    }

    static int masked(int crc) {
        return ((crc >>> 15) | (crc << 17)) + MASK_DELTA;
    }

    private static int unmasked(int masked) {
        int rotated = masked - MASK_DELTA;
        return (rotated >>> 17) | (rotated << 15);
    }

    /**
     * Looks for the one flipped bit that explains a wrong checksum, and flips it back.
     *
     * @param stored the checksum that was read, in which the bit may be too
     * @return whether there is one; the octets are right now
     */
    static boolean mend(byte[] octets, int from, int length, int stored) {
        int computed = of(octets, from, length);
        if (Integer.bitCount(computed ^ stored) <= 1) {
            return true;
        }
        int difference = unmasked(computed) ^ unmasked(stored);
        int effect = 1;
        for (long bit = 1; bit <= 8L * length; bit++) {
            effect = (effect & 1) != 0 ? (effect >>> 1) ^ POLYNOMIAL : effect >>> 1;
            if (effect == difference) {
                int fromEnd = (int) ((bit + 7) / 8);
                octets[from + length - fromEnd] ^= (byte) (1 << (8L * fromEnd - bit));
                return true;
            }
        }
        return false;
    }

    /**
     * Looks for the length over which the octets have a checksum.
     *
     * @return at most {@code lengthMax}, or -1
     */
    static int lengthOf(byte[] octets, int from, int lengthMax, int stored) {
        int crc = unmasked(stored);
        int running = -1;
        for (int length = 1; length <= lengthMax; length++) {
            running = next(running, octets[from + length - 1]);
            if (~running == crc) {
                return length;
            }
        }
        return -1;
    }
}

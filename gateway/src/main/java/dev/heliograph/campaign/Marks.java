package dev.heliograph.campaign;

import java.util.Arrays;

/**
 * Two octets of the digest as it was with each item that was added, in their order: enough to tell at which item a list is another one, although of 65,536 others one is
 * only told at the next. It grows at its end and changes nowhere else, so whoever got a view of it may read that on another thread.
 */
final class Marks {
    static final int OCTETS = 2;

    /** Items whose marks stand together in one row. Those behind the last whole block go with the row of the list, which is written with every item. */
    static final int BLOCK = 64;

    static final int BLOCK_OCTETS = BLOCK * OCTETS;

    private byte[] octets;
    private int items;

    Marks() {
        this(new byte[BLOCK_OCTETS], 0);
    }

    private Marks(byte[] octets, int items) {
        this.octets = octets;
        this.items = items;
    }

    /** @return how many there are */
    int items() {
        return items;
    }

    /** @param digest behind one more item */
    void add(byte[] digest) {
        append(digest, OCTETS);
    }

    /** @param read of several items */
    void addAll(byte[] read) {
        append(read, read.length);
    }

    private void append(byte[] from, int length) {
        int used = items * OCTETS;
        if (used + length > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(used + length, 2 * octets.length));
        }
        System.arraycopy(from, 0, octets, used, length);
        items += length / OCTETS;
    }

    /** @return whether the {@code place}-th item that was added may have been the one behind which the digest is {@code digest}; true of those that are not known */
    boolean fits(long place, byte[] digest) {
        if (place >= items) {
            return true;
        }
        int at = (int) place * OCTETS;
        return Arrays.equals(octets, at, at + OCTETS, digest, 0, OCTETS);
    }

    /** @return those behind the last whole block */
    byte[] open() {
        return Arrays.copyOfRange(octets, items / BLOCK * BLOCK_OCTETS, items * OCTETS);
    }

    /** @return those of a whole block */
    byte[] block(int number) {
        return Arrays.copyOfRange(octets, number * BLOCK_OCTETS, (number + 1) * BLOCK_OCTETS);
    }

    /** @return as it is now, whatever is added later */
    Marks view() {
        return new Marks(octets, items);
    }
}

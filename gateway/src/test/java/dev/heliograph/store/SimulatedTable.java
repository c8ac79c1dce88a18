package dev.heliograph.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * One table of a {@link SimulatedDisk}. Its records are found by a hash of their keys. Their order costs more than everything else and most tables are asked for
 * single keys, so it is brought up to date only when somebody walks over them, and forgotten when nobody has for long.
 */
final class SimulatedTable {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();
    private static final TreeMap<byte[], byte[]> EMPTY = new TreeMap<>(SimulatedTable::compare);
    private static final int CAPACITY_MIN = 1 << 6;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    /** So many changes since the last walk, beside the number of its records, make a table forget its order. */
    private static final int CHANGES_MIN = 64;

    private byte[][] keys = new byte[CAPACITY_MIN][];
    private byte[][] values = new byte[CAPACITY_MIN][];
    private int[] hashes = new int[CAPACITY_MIN];
    private int size;
    /** No key was ever below it. */
    private byte[] lowest;
    /** In order, but for what has changed since; null when the order is not known. */
    private TreeMap<byte[], byte[]> sorted;

    private final List<byte[]> changed = new ArrayList<>();

    int size() {
        return size;
    }

    byte[] get(byte[] key) {
        return values[find(key, hash(key))];
    }

    /** @return what was there before, or null */
    byte[] put(byte[] key, byte[] value) {
        int hash = hash(key);
        int at = find(key, hash);
        byte[] before = values[at];
        values[at] = value;
        change(key);
        if (before == null) {
            keys[at] = key;
            hashes[at] = hash;
            size++;
            if (lowest == null || compare(key, lowest) < 0) {
                lowest = key;
            }
            if (2 * size > keys.length) {
                grow();
            }
        }
        return before;
    }

    /** @return what was there, or null */
    byte[] remove(byte[] key) {
        int at = find(key, hash(key));
        byte[] before = values[at];
        if (before != null) {
            size--;
            close(at);
            change(key);
        }
        return before;
    }

    void forEach(BiConsumer<byte[], byte[]> visitor) {
        sorted().forEach(visitor);
    }

    /** @return the records from one key until before another, in order; a view until the next change, not to be changed itself */
    NavigableMap<byte[], byte[]> range(byte[] from, byte[] to) {
        boolean none = lowest == null || compare(lowest, to) >= 0;
        return (none ? EMPTY : sorted()).subMap(from, true, to, false);
    }

    private TreeMap<byte[], byte[]> sorted() {
        if (sorted == null) {
            sorted = new TreeMap<>(SimulatedTable::compare);
            for (int i = 0; i < keys.length; i++) {
                if (keys[i] != null) {
                    sorted.put(keys[i], values[i]);
                }
            }
        }
        for (byte[] key : changed) {
            byte[] value = get(key);
            if (value == null) {
                sorted.remove(key);
            } else {
                sorted.put(key, value);
            }
        }
        changed.clear();
        return sorted;
    }

    private void change(byte[] key) {
        if (sorted == null) {
            return;
        }
        changed.add(key);
        if (changed.size() > CHANGES_MIN + size) {
            changed.clear();
            sorted = null;
        }
    }

    /** Octet by octet, unsigned. */
    static int compare(byte[] one, byte[] other) {
        int common = Math.min(one.length, other.length);
        int at = 0;
        for (; at + Long.BYTES <= common; at += Long.BYTES) {
            long left = (long) LONG.get(one, at);
            long right = (long) LONG.get(other, at);
            if (left != right) {
                return Long.compareUnsigned(left, right);
            }
        }
        for (; at < common; at++) {
            if (one[at] != other[at]) {
                return Byte.compareUnsigned(one[at], other[at]);
            }
        }
        return one.length - other.length;
    }

    // ---- the hash: open, each key at the first free place from the one its hash names

    private static int hash(byte[] key) {
        long hash = key.length;
        int at = 0;
        for (; at + Long.BYTES <= key.length; at += Long.BYTES) {
            hash = (hash ^ (long) LONG.get(key, at)) * MIX;
            hash ^= hash >>> 32;
        }
        for (; at < key.length; at++) {
            hash = (hash ^ key[at]) * MIX;
            hash ^= hash >>> 32;
        }
        return (int) (hash * MIX >>> 32);
    }

    /** @return where the key is, or the free place where it belongs */
    private int find(byte[] key, int hash) {
        int mask = keys.length - 1;
        int at = hash & mask;
        while (keys[at] != null && (hashes[at] != hash || !Arrays.equals(keys[at], key))) {
            at = (at + 1) & mask;
        }
        return at;
    }

    /** Takes a record away and moves those behind it up that could no longer be found. */
    private void close(int gap) {
        int mask = keys.length - 1;
        int free = gap;
        for (int at = (gap + 1) & mask; keys[at] != null; at = (at + 1) & mask) {
            if (((at - hashes[at]) & mask) >= ((at - free) & mask)) {
                put(free, keys[at], values[at], hashes[at]);
                free = at;
            }
        }
        keys[free] = null;
        values[free] = null;
    }

    private void put(int at, byte[] key, byte[] value, int hash) {
        keys[at] = key;
        values[at] = value;
        hashes[at] = hash;
    }

    private void grow() {
        byte[][] oldKeys = keys;
        byte[][] oldValues = values;
        int[] oldHashes = hashes;
        int capacity = 2 * oldKeys.length;
        keys = new byte[capacity][];
        values = new byte[capacity][];
        hashes = new int[capacity];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != null) {
                int at = oldHashes[i] & (capacity - 1);
                while (keys[at] != null) {
                    at = (at + 1) & (capacity - 1);
                }
                put(at, oldKeys[i], oldValues[i], oldHashes[i]);
            }
        }
    }
}

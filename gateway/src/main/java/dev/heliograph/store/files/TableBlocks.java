package dev.heliograph.store.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table file whose index is lost. Its blocks lie one behind the other, each with its checksum, so that where one ends is found by trying; what is no data block shows by its form and by the
 * order of its keys. What is found becomes batches of a log, in which every record keeps its sequence number: RocksDB then puts it where it belongs among the others.
 *
 * <pre>
 * block   entries, their restart points   octet compression (0 none, 4 LZ4 behind a varint of the size)   fixed32 checksum
 * entry   varint shared  varint own  varint value   the key's octets that it does not share with the one before   value
 * key     the record's own   fixed64 of sequence and type (0 deleted, 1 value, 7 deleted once), little-endian
 * </pre>
 */
public final class TableBlocks {
    private static final int TRAILER = 5;
    private static final int PLAIN = 0;
    private static final int LZ4 = 4;
    private static final int BLOCK_MAX = 16 << 20;
    /** Where the one before is damaged only blocks up to this are looked for; most have 8 KiB and less. */
    private static final int RESUMED_MAX = 16 << 10;
    /** Octets that are looked through for where the next block begins, in one file. */
    private static final int LOST_MAX = 1 << 20;

    private static final int KEY_TRAILER = 8;
    private static final int TYPE_DELETED = 0;
    private static final int TYPE_VALUE = 1;
    private static final int TYPE_DELETED_ONCE = 7;
    /** Tags of the same in a batch, for column families. */
    private static final int TAG_DELETED = 0x4;

    private static final int TAG_VALUE = 0x5;
    private static final int TAG_DELETED_ONCE = 0x8;

    private final byte[] file;
    private final int family;
    private byte[] lastKey = {};
    private final List<Entry> found = new ArrayList<>();
    /** Whether the octets before are a good block's, so that another begins here. */
    private boolean isBehindGood = true;

    private TableBlocks(byte[] file, int family) {
        this.file = file;
        this.family = family;
    }

    /** A record with the sequence number that it was written under. */
    public record Entry(long sequence, byte[] batch) {}

    /**
     * @param family number of the column family that the file belongs to
     * @return what was found, each as a batch for a log
     */
    public static List<Entry> read(Path table, int family) throws IOException {
        if (Files.size(table) > Integer.MAX_VALUE / 2) {
            return List.of();
        }
        TableBlocks blocks = new TableBlocks(Files.readAllBytes(table), family);
        blocks.read();
        return blocks.found;
    }

    private void read() {
        int at = 0;
        int lost = 0;
        while (at + TRAILER < file.length && lost < LOST_MAX) {
            int length = lengthAt(at, isBehindGood ? BLOCK_MAX : RESUMED_MAX);
            List<Row> rows = length < 0 ? null : rows(at, length);
            if (length < 0 || (rows == null && !isBehindGood)) {
                isBehindGood = false;
                lost++;
                at++; // a checksum may also fit by chance
                continue;
            }
            isBehindGood = true;
            if (rows != null) {
                rows.forEach(row -> found.add(new Entry(row.sequence(), batch(row))));
                lastKey = rows.get(rows.size() - 1).key;
            }
            at += length + TRAILER;
        }
    }

    /** @return octets of the block that begins here, -1 when none does */
    private int lengthAt(int from, int lengthMax) {
        int last = Math.min(file.length - TRAILER, from + lengthMax);
        int crc = -1;
        for (int at = from; at <= last; at++) {
            crc = Checksum.next(crc, file[at]);
            // The octet just taken would be the compression.
            if ((file[at] == PLAIN || file[at] == LZ4) && at > from && Checksum.masked(~crc) == fixed32(at + 1)) {
                return at - from;
            }
        }
        return -1;
    }

    private int fixed32(int at) {
        return (file[at] & 0xFF)
                | (file[at + 1] & 0xFF) << 8
                | (file[at + 2] & 0xFF) << 16
                | (file[at + 3] & 0xFF) << 24;
    }

    // ---- a block

    private record Row(byte[] key, byte[] value) {
        int type() {
            return key[key.length - KEY_TRAILER];
        }

        long sequence() {
            long sequence = 0;
            for (int i = 1; i < KEY_TRAILER; i++) {
                sequence |= (key[key.length - KEY_TRAILER + i] & 0xFFL) << (8 * (i - 1));
            }
            return sequence;
        }
    }

    /** @return null when it is no data block */
    private @Nullable List<Row> rows(int from, int length) {
        Cursor packed = new Cursor(file, from, from + length);
        byte[] plain;
        if (file[from + length] == PLAIN) {
            plain = Arrays.copyOfRange(file, from, from + length);
        } else {
            int size = packed.varint();
            plain = size < 0 || size > BLOCK_MAX ? null : Lz4.unpack(file, packed.at, from + length, size);
        }
        return plain == null || plain.length < 8 ? null : rows(plain);
    }

    private @Nullable List<Row> rows(byte[] block) {
        int end = block.length - 4;
        int restarts = (block[end] & 0xFF)
                | (block[end + 1] & 0xFF) << 8
                | (block[end + 2] & 0xFF) << 16
                | (block[end + 3] & 0xFF) << 24;
        if (restarts <= 0 || restarts > end / 4) {
            return null;
        }
        Cursor in = new Cursor(block, 0, end - 4 * restarts);
        List<Row> rows = new ArrayList<>();
        byte[] before = lastKey;
        byte[] shared = {};
        while (in.at < in.end) {
            byte[] key = in.key(shared);
            byte[] value = key == null ? null : in.value;
            if (key == null || value == null || !isKey(key) || isBefore(key, before)) {
                return null;
            }
            rows.add(new Row(key, value));
            before = key;
            shared = key;
        }
        return rows.isEmpty() ? null : rows;
    }

    private static boolean isKey(byte[] key) {
        if (key.length < KEY_TRAILER) {
            return false;
        }
        int type = key[key.length - KEY_TRAILER];
        return type == TYPE_VALUE || type == TYPE_DELETED || type == TYPE_DELETED_ONCE;
    }

    private static boolean isBefore(byte[] key, byte[] other) {
        return other.length > 0
                && Arrays.compareUnsigned(key, 0, key.length - KEY_TRAILER, other, 0, other.length - KEY_TRAILER) < 0;
    }

    /** A place in octets; everything that it cannot read is -1 or null. */
    private static final class Cursor {
        private final byte[] octets;
        private final int end;
        private int at;
        private byte @Nullable [] value;

        Cursor(byte[] octets, int at, int end) {
            this.octets = octets;
            this.at = at;
            this.end = end;
        }

        byte @Nullable [] key(byte[] before) {
            int shared = varint();
            int own = varint();
            int valueLength = varint();
            if (shared < 0
                    || shared > before.length
                    || own < 0
                    || valueLength < 0
                    || (long) own + valueLength > end - at) {
                return null;
            }
            byte[] key = Arrays.copyOf(before, shared + own);
            System.arraycopy(octets, at, key, shared, own);
            at += own;
            value = Arrays.copyOfRange(octets, at, at + valueLength);
            at += valueLength;
            return key;
        }

        int varint() {
            long number = 0;
            for (int shift = 0; shift < 35 && at < end; shift += 7) {
                int octet = octets[at++];
                number |= (octet & 0x7FL) << shift;
                if (octet >= 0) {
                    return number > Integer.MAX_VALUE ? -1 : (int) number;
                }
            }
            return -1;
        }
    }

    // ---- a log

    private byte[] batch(Row row) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        fixed64(out, row.sequence());
        out.writeBytes(new byte[] {1, 0, 0, 0});
        out.write(row.type() == TYPE_VALUE ? TAG_VALUE : row.type() == TYPE_DELETED ? TAG_DELETED : TAG_DELETED_ONCE);
        varint(out, family);
        octets(out, Arrays.copyOf(row.key, row.key.length - KEY_TRAILER));
        if (row.type() == TYPE_VALUE) {
            octets(out, row.value);
        }
        return out.toByteArray();
    }

    private static void fixed64(ByteArrayOutputStream out, long number) {
        for (int i = 0; i < 8; i++) {
            out.write((int) (number >>> (8 * i)));
        }
    }

    private static void octets(ByteArrayOutputStream out, byte[] octets) {
        varint(out, octets.length);
        out.writeBytes(octets);
    }

    private static void varint(ByteArrayOutputStream out, int number) {
        int rest = number;
        while (rest >= 0x80) {
            out.write((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}

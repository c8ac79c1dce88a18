package dev.heliograph.store.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a manifest that names table files and nothing else that RocksDB has to know of them: for reading what a lost manifest named, never for writing on.
 *
 * <p>Every file lies in level 0 and is said to hold every key, so that all are asked. Which of two records of one key is the newer is decided by the sequence numbers within the files; those
 * that the manifest gives for a whole file only have to rise, or RocksDB refuses it. Format: RocksDB's {@code version_edit}.
 */
public final class Manifest {
    private static final int COMPARATOR = 1;
    private static final int LOG_NUMBER = 2;
    private static final int NEXT_FILE_NUMBER = 3;
    private static final int LAST_SEQUENCE = 4;
    private static final int PREVIOUS_LOG_NUMBER = 9;
    private static final int NEW_FILE = 100;
    private static final int FAMILY = 200;
    private static final int FAMILY_ADD = 201;
    private static final int FAMILY_MAX = 203;
    /** Behind everything that was ever written, so that nothing is taken for the future. */
    private static final long SEQUENCE_ALL = 1L << 55;

    private static final long SEQUENCE_MAX = (1L << 56) - 1;
    private static final int VALUE = 1;
    /** Longer than the longest run of 0xFF that a key begins with. */
    private static final int LAST_KEY_OCTETS = 64;

    private Manifest() {}

    /** A column family. */
    public record Family(int id, String name) {}

    /** A table file of a family. */
    public record TableFile(int family, long number, long octets) {}

    /** @param families all of them, the default one with id 0 too */
    public static void write(Path file, List<Family> families, List<TableFile> tables, long nextFile)
            throws IOException {
        int familyMax = families.stream().mapToInt(Family::id).max().orElse(0);
        try (LogWriter log = new LogWriter(file)) {
            log.write(new Edit()
                    .text(COMPARATOR, "leveldb.BytewiseComparator")
                    .number(LOG_NUMBER, 0)
                    .number(PREVIOUS_LOG_NUMBER, 0)
                    .number(NEXT_FILE_NUMBER, nextFile)
                    .number(FAMILY_MAX, familyMax)
                    .number(LAST_SEQUENCE, SEQUENCE_ALL)
                    .toOctets());
            for (Family family : families) {
                if (family.id != 0) {
                    log.write(new Edit()
                            .text(COMPARATOR, "leveldb.BytewiseComparator")
                            .number(LOG_NUMBER, 0)
                            .number(FAMILY, family.id)
                            .text(FAMILY_ADD, family.name)
                            .toOctets());
                }
            }
            long order = 1;
            for (TableFile table : tables) {
                log.write(edit(table, order++));
            }
        }
    }

    private static byte[] edit(TableFile table, long order) {
        byte[] last = new byte[LAST_KEY_OCTETS];
        Arrays.fill(last, (byte) 0xFF);
        Edit edit = new Edit();
        if (table.family != 0) {
            edit.number(FAMILY, table.family);
        }
        return edit.number(NEW_FILE, 0)
                .varint(table.number)
                .varint(table.octets)
                .internalKey(new byte[0], SEQUENCE_MAX)
                .internalKey(last, 0)
                .varint(order)
                .varint(order)
                .toOctets();
    }

    private static final class Edit {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Edit number(int tag, long value) {
            return varint(tag).varint(value);
        }

        Edit text(int tag, String text) {
            return varint(tag).octets(text.getBytes(StandardCharsets.US_ASCII));
        }

        Edit internalKey(byte[] key, long sequence) {
            byte[] internal = Arrays.copyOf(key, key.length + 8);
            long trailer = sequence << 8 | VALUE;
            for (int i = 0; i < 8; i++) {
                internal[key.length + i] = (byte) (trailer >>> (8 * i));
            }
            return octets(internal);
        }

        Edit octets(byte[] octets) {
            varint(octets.length);
            out.writeBytes(octets);
            return this;
        }

        Edit varint(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                out.write((int) (rest & 0x7F) | 0x80);
                rest >>>= 7;
            }
            out.write((int) rest);
            return this;
        }

        byte[] toOctets() {
            return out.toByteArray();
        }
    }
}

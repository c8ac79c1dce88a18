package dev.heliograph.store.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.TableProperties;

/** Reads table files one by one, without a database around them, and mends a flipped bit in a copy. */
public final class TableFiles {
    /** So many blocks of one file may have a flipped bit each. */
    private static final int MENDED_MAX = 16;
    /** Where RocksDB says which block is damaged. */
    private static final Pattern DAMAGED_BLOCK = Pattern.compile("checksum mismatch.* offset (\\d+) size (\\d+)");
    /** Octet of the compression, fixed32 checksum. */
    private static final int BLOCK_TRAILER = 5;

    private static final int BLOCK_OCTETS_MAX = 64 << 20;
    /** More than the footer and what RocksDB reads without asking for its checksum: the properties and where they are. */
    private static final int TAIL = 4 << 10;

    private TableFiles() {}

    /** How a table file is. */
    public enum Condition {
        WHOLE,
        /** It was damaged, and a copy of it is whole. */
        MENDED,
        /** Some of its blocks cannot be read. */
        DAMAGED,
        UNREADABLE
    }

    /**
     * A table file.
     *
     * @param file to be read: the copy when it was mended
     * @param family number of its column family; -1 when it cannot be told
     * @param familyName empty when it cannot be told
     * @param entries records, with those that only say that something was deleted; -1 when it cannot be told
     * @param fault what RocksDB says, empty when it is whole
     */
    public record TableFile(Path file, Condition condition, int family, String familyName, long entries, String fault) {
        public boolean isReadable() {
            return condition != Condition.UNREADABLE;
        }
    }

    /**
     * Reads all of a file, and tries to mend it when it is damaged.
     *
     * @param copies where the mended copy goes
     */
    public static TableFile check(Path file, Path copies) throws IOException {
        String fault = fault(file);
        if (fault == null) {
            return described(file, Condition.WHOLE, "");
        }
        Path copy = copies.resolve(StoreFiles.name(file));
        Files.copy(file, copy);
        if (mend(copy, fault)) {
            return described(copy, Condition.MENDED, fault);
        }
        Files.delete(copy);
        return described(file, Condition.DAMAGED, fault);
    }

    private static TableFile described(Path file, Condition condition, String fault) {
        try (Options options = new Options();
                SstFileReader reader = new SstFileReader(options)) {
            reader.open(file.toString());
            TableProperties properties = reader.getTableProperties();
            String family = new String(properties.getColumnFamilyName(), StandardCharsets.US_ASCII);
            return new TableFile(
                    file, condition, (int) properties.getColumnFamilyId(), family, properties.getNumEntries(), fault);
        } catch (RocksDBException e) {
            return new TableFile(file, Condition.UNREADABLE, -1, "", -1, fault);
        }
    }

    /** @return what RocksDB says of a file whose blocks are not all good, null when they are */
    private static @Nullable String fault(Path file) {
        try (Options options = new Options();
                SstFileReader reader = new SstFileReader(options)) {
            reader.open(file.toString());
            reader.verifyChecksum();
            return null;
        } catch (RocksDBException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static boolean mend(Path copy, String first) throws IOException {
        String fault = first;
        for (int i = 0; i < MENDED_MAX && mendBlock(copy, fault); i++) {
            String next = fault(copy);
            if (next == null) {
                return true;
            }
            fault = next;
        }
        return !opens(copy) && mendTail(copy);
    }

    private static boolean opens(Path file) {
        return described(file, Condition.WHOLE, "").isReadable();
    }

    private static boolean mendBlock(Path copy, String fault) throws IOException {
        Matcher block = DAMAGED_BLOCK.matcher(fault);
        if (!block.find()) {
            return false;
        }
        long at = Long.parseLong(block.group(1));
        long length = Long.parseLong(block.group(2)) + BLOCK_TRAILER;
        try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (length > BLOCK_OCTETS_MAX || at < 0 || at + length > channel.size()) {
                return false;
            }
            byte[] octets = new byte[(int) length];
            read(channel, octets, at);
            int checksumAt = octets.length - 4;
            int stored = ByteBuffer.wrap(octets)
                    .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                    .getInt(checksumAt);
            if (!Checksum.mend(octets, 0, checksumAt, stored)) {
                return false;
            }
            int right = Checksum.of(octets, 0, checksumAt);
            ByteBuffer.wrap(octets).order(java.nio.ByteOrder.LITTLE_ENDIAN).putInt(checksumAt, right);
            write(channel, octets, at);
            return true;
        }
    }

    /** The footer has no checksum of its own, and RocksDB takes properties apart before it looks at theirs: each bit of the tail is tried until the file reads well. */
    private static boolean mendTail(Path copy) throws IOException {
        try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long from = Math.max(0, channel.size() - TAIL);
            byte[] octet = new byte[1];
            for (long at = channel.size() - 1; at >= from; at--) {
                read(channel, octet, at);
                byte was = octet[0];
                for (int bit = 0; bit < Byte.SIZE; bit++) {
                    octet[0] = (byte) (was ^ 1 << bit);
                    write(channel, octet, at);
                    if (fault(copy) == null) {
                        return true;
                    }
                }
                octet[0] = was;
                write(channel, octet, at);
            }
            return false;
        }
    }

    private static void read(FileChannel channel, byte[] octets, long at) throws IOException {
        ByteBuffer into = ByteBuffer.wrap(octets);
        while (into.hasRemaining()) {
            if (channel.read(into, at + into.position()) < 0) {
                throw new IOException("the file has become shorter");
            }
        }
    }

    private static void write(FileChannel channel, byte[] octets, long at) throws IOException {
        ByteBuffer from = ByteBuffer.wrap(octets);
        while (from.hasRemaining()) {
            channel.write(from, at + from.position());
        }
    }
}

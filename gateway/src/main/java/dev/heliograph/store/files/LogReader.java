package dev.heliograph.store.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads a file in RocksDB's log format as far as it can be read, and says where it cannot. RocksDB's own reader stops at damage or skips it without counting; and a record whose length was
 * damaged, so that it seems to go beyond the end of the file, it takes for one that a crash has cut off.
 *
 * <pre>
 * file    blocks of 32 KiB; the last may be shorter
 * block   fragments; fewer than 7 octets that are left are zero
 * fragment  fixed32 checksum of type and payload   fixed16 length of the payload   octet type   payload    (little-endian)
 * type    1 a whole record; 2, 3, 4 the first, a middle, the last fragment of one
 * </pre>
 */
public final class LogReader {
    static final int BLOCK = 32 << 10;
    static final int HEADER = 7;
    static final int FULL = 1;
    static final int FIRST = 2;
    static final int MIDDLE = 3;
    static final int LAST = 4;
    private static final int LENGTH_AT = 4;
    private static final int TYPE_AT = 6;
    /** Types from here on may be passed over by who does not know them. */
    private static final int TYPE_IGNORABLE = 0x80;

    private final Visitor visitor;
    private final ByteArrayOutputStream record = new ByteArrayOutputStream();
    /** Where the record that is being put together began, -1 for none. */
    private long begun = -1;
    /** Whether the fragments that come now may belong to a record whose beginning was lost. */
    private boolean afterLoss;
    /** Where zeros began that only make sense at the end of the file, -1 for nowhere. */
    private long zerosFrom = -1;

    private LogReader(Visitor visitor) {
        this.visitor = visitor;
    }

    /** What is wrong at one place of a file. */
    public enum Fault {
        /** One bit was flipped and is right again: nothing is lost. */
        MENDED,
        /** Octets that are not what was written. */
        LOST,
        /** The file ends within a record, as a crash leaves it. */
        TORN
    }

    /** Sees what a file holds, in its order. */
    public interface Visitor {
        void record(byte[] payload) throws IOException;

        /**
         * @param at octets from the begin of the file
         * @param octets how far it goes
         */
        void fault(Fault fault, long at, long octets);
    }

    /** @throws IOException when the file cannot be opened; what cannot be read within it is a fault */
    public static void read(Path file, Visitor visitor) throws IOException {
        LogReader reader = new LogReader(visitor);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            for (long at = 0; at < size; at += BLOCK) {
                int length = (int) Math.min(BLOCK, size - at);
                byte[] block = new byte[length];
                if (reader.fill(channel, at, block)) {
                    reader.block(block, at, at + length == size);
                } else {
                    reader.lost(at, length);
                }
            }
            reader.end(size);
        }
    }

    private boolean fill(FileChannel channel, long at, byte[] block) {
        ByteBuffer into = ByteBuffer.wrap(block);
        try {
            while (into.hasRemaining()) {
                if (channel.read(into, at + into.position()) < 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false; // a sector that the disk cannot read any more
        }
    }

    private void block(byte[] block, long blockAt, boolean isLast) throws IOException {
        int at = 0;
        while (block.length - at >= HEADER) {
            if (isZero(block, at)) {
                zerosFrom = zerosFrom < 0 ? blockAt + at : zerosFrom;
                return;
            }
            endZeros(blockAt + at);
            int next = fragment(block, at, blockAt);
            if (next < 0) {
                next = resume(block, at);
                if (next < 0 && isLast && at + HEADER + length(block, at) > block.length) {
                    torn(blockAt + at, block.length - at);
                    return;
                }
                int end = next < 0 ? block.length : next;
                lost(blockAt + at, end - at);
                at = end;
            } else {
                at = next;
            }
        }
        if (isLast && at < block.length && !isZero(block, at)) {
            torn(blockAt + at, block.length - at);
        }
    }

    /** @return where the next one begins, -1 when there is none here that can be read */
    private int fragment(byte[] block, int at, long blockAt) throws IOException {
        int room = block.length - at - HEADER;
        int length = length(block, at);
        int stored = checksum(block, at);
        if (isIntact(block, at)) {
            take(block, at, length, blockAt);
            return at + HEADER + length;
        }
        if (length <= room && Checksum.mend(block, at + TYPE_AT, 1 + length, stored) && isType(block, at)) {
            visitor.fault(Fault.MENDED, blockAt + at, HEADER + (long) length);
            take(block, at, length, blockAt);
            return at + HEADER + length;
        }
        int real = isType(block, at) ? Checksum.lengthOf(block, at + TYPE_AT, 1 + room, stored) - 1 : -1;
        if (real >= 0 && Integer.bitCount(real ^ length) == 1) {
            visitor.fault(Fault.MENDED, blockAt + at, HEADER + (long) real);
            take(block, at, real, blockAt);
            return at + HEADER + real;
        }
        return -1;
    }

    /** @return where the first fragment behind a damaged one begins, -1 when there is none in this block */
    private static int resume(byte[] block, int damagedAt) {
        int expected = damagedAt + HEADER + length(block, damagedAt);
        if (expected + HEADER <= block.length && isIntact(block, expected)) {
            return expected;
        }
        for (int at = damagedAt + 1; at + HEADER <= block.length; at++) {
            if (isIntact(block, at)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isIntact(byte[] block, int at) {
        int length = length(block, at);
        return at + HEADER + length <= block.length
                && (isType(block, at) || (block[at + TYPE_AT] & TYPE_IGNORABLE) != 0)
                && Checksum.of(block, at + TYPE_AT, 1 + length) == checksum(block, at);
    }

    private static boolean isType(byte[] block, int at) {
        int type = block[at + TYPE_AT];
        return type >= FULL && type <= LAST;
    }

    private void take(byte[] block, int at, int length, long blockAt) throws IOException {
        int type = block[at + TYPE_AT];
        if (!isType(block, at)) {
            return;
        }
        boolean begins = type == FULL || type == FIRST;
        if (begins && begun >= 0) {
            lost(begun, blockAt + at - begun);
        } else if (!begins && begun < 0) {
            if (!afterLoss) {
                lost(blockAt + at, HEADER + (long) length);
            }
            return;
        }
        if (begins) {
            afterLoss = false;
            begun = blockAt + at;
            record.reset();
        }
        record.write(block, at + HEADER, length);
        if (type == FULL || type == LAST) {
            begun = -1;
            visitor.record(record.toByteArray());
        }
    }

    private void lost(long at, long octets) {
        begun = -1;
        afterLoss = true;
        visitor.fault(Fault.LOST, at, octets);
    }

    private void torn(long at, long octets) {
        long from = begun < 0 ? at : begun;
        begun = -1;
        visitor.fault(Fault.TORN, from, at + octets - from);
    }

    private void endZeros(long at) {
        if (zerosFrom >= 0) {
            lost(zerosFrom, at - zerosFrom);
            zerosFrom = -1;
        }
    }

    private void end(long size) {
        if (begun >= 0) {
            torn(size, 0);
        } else if (zerosFrom >= 0) {
            torn(zerosFrom, size - zerosFrom);
        }
    }

    private static boolean isZero(byte[] block, int from) {
        for (int i = from; i < block.length; i++) {
            if (block[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static int checksum(byte[] block, int at) {
        return (block[at] & 0xFF)
                | (block[at + 1] & 0xFF) << 8
                | (block[at + 2] & 0xFF) << 16
                | (block[at + 3] & 0xFF) << 24;
    }

    private static int length(byte[] block, int at) {
        return (block[at + LENGTH_AT] & 0xFF) | (block[at + LENGTH_AT + 1] & 0xFF) << 8;
    }
}

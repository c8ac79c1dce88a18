package dev.heliograph.store.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a file in RocksDB's log format, see {@link LogReader}. Not synced: what it writes is copies. */
public final class LogWriter implements AutoCloseable {
    private final OutputStream out;
    private int at;

    public LogWriter(Path file) throws IOException {
        out = new BufferedOutputStream(Files.newOutputStream(file), LogReader.BLOCK);
    }

    public void write(byte[] record) throws IOException {
        int from = 0;
        boolean isFirst = true;
        while (true) {
            int room = LogReader.BLOCK - at - LogReader.HEADER;
            if (room < 0) {
                out.write(new byte[LogReader.BLOCK - at]);
                at = 0;
                continue;
            }
            int length = Math.min(room, record.length - from);
            fragment(type(isFirst, from + length == record.length), record, from, length);
            isFirst = false; // one without an octet of it counts, at the end of a block
            from += length;
            if (from == record.length) {
                return;
            }
        }
    }

    private static int type(boolean isFirst, boolean isLast) {
        if (isFirst) {
            return isLast ? LogReader.FULL : LogReader.FIRST;
        }
        return isLast ? LogReader.LAST : LogReader.MIDDLE;
    }

    private void fragment(int type, byte[] record, int from, int length) throws IOException {
        byte[] fragment = new byte[LogReader.HEADER + length];
        fragment[6] = (byte) type;
        System.arraycopy(record, from, fragment, LogReader.HEADER, length);
        int checksum = Checksum.of(fragment, 6, 1 + length);
        for (int i = 0; i < 4; i++) {
            fragment[i] = (byte) (checksum >>> (8 * i));
        }
        fragment[4] = (byte) length;
        fragment[5] = (byte) (length >>> 8);
        out.write(fragment);
        at += fragment.length;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}

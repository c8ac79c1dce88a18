package dev.heliograph.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Keeps a data directory for one process, and tells the next one which. The system lets go of it when the process ends, however it ends. */
final class DirectoryLock implements AutoCloseable {
    private static final String NAME = "heliograph.lock";

    private final RandomAccessFile file;

    private DirectoryLock(RandomAccessFile file) {
        this.file = file;
    }

    /** @throws StoreException when the directory cannot be made or written, or another process has it */
    static DirectoryLock take(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new StoreException("cannot make the data directory " + directory + ": " + e, e);
        }
        Path path = directory.resolve(NAME);
        RandomAccessFile file;
        try {
            file = new RandomAccessFile(path.toFile(), "rw");
        } catch (IOException e) {
            throw new StoreException("cannot write in the data directory " + directory + ": " + e.getMessage(), e);
        }
        try {
            if (tryLock(file) == null) {
                throw new StoreException("the data directory " + directory + " is in use by process " + ownerOf(file));
            }
            file.setLength(0);
            file.write(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII));
            return new DirectoryLock(file);
        } catch (IOException e) {
            closeQuietly(file);
            throw new StoreException("cannot lock the data directory " + directory + ": " + e.getMessage(), e);
        } catch (StoreException e) {
            closeQuietly(file);
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(RandomAccessFile file) throws IOException {
        try {
            return file.getChannel().tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // by another store of this very process
        }
    }

    private static String ownerOf(RandomAccessFile file) throws IOException {
        byte[] pid = new byte[20];
        file.seek(0);
        int length = file.read(pid);
        return length > 0 ? new String(pid, 0, length, StandardCharsets.US_ASCII) : "unknown";
    }

    private static void closeQuietly(RandomAccessFile file) {
        try {
            file.close();
        } catch (IOException e) {
            // Nothing was written through it.
        }
    }

    @Override
    public void close() {
        closeQuietly(file);
    }
}

package dev.heliograph.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** What the machine does wrong to one process; see {@code faulty_machine.c}, which this compiles with the machine's C compiler. */
final class FaultyMachine {
    private static final Path SOURCE = Path.of("src/test/native/faulty_machine.c");
    private static final int NUMBERS = 5;
    private static final int CLOCK_MILLIS = 0;
    private static final int SYNC_MILLIS = 8;
    private static final int SYNC_FAILS = 16;
    private static final int NO_ROOM = 24;
    private static final int SYNC_LIES = 32;

    private final Path library;
    private final Path control;
    private final Path data;
    private final MappedByteBuffer wrong;

    private FaultyMachine(Path library, Path control, Path data, MappedByteBuffer wrong) {
        this.library = library;
        this.control = control;
        this.data = data;
        this.wrong = wrong;
    }

    /** @param data the directory whose files it concerns */
    static FaultyMachine in(Path directory, Path data) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path library = directory.resolve("faulty_machine.so");
        List<String> compile =
                List.of("cc", "-shared", "-fPIC", "-O2", "-o", library.toString(), SOURCE.toString(), "-ldl");
        if (new ProcessBuilder(compile).inheritIO().start().waitFor() != 0) {
            throw new AssertionError("the C compiler refused " + SOURCE);
        }
        Path control = directory.resolve("faults");
        Files.write(control, new byte[NUMBERS * Long.BYTES]);
        try (FileChannel channel = FileChannel.open(control, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, NUMBERS * Long.BYTES);
            mapped.order(ByteOrder.nativeOrder());
            return new FaultyMachine(library, control, data, mapped);
        }
    }

    /** What a process has to be started with. */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                library.toAbsolutePath().toString(),
                "HELIOGRAPH_FAULTS",
                control.toAbsolutePath().toString(),
                "HELIOGRAPH_FAULTS_BELOW",
                data.toAbsolutePath().toString());
    }

    void wallClockMillis(long ahead) {
        wrong.putLong(CLOCK_MILLIS, ahead);
    }

    void syncTakesMillis(long longer) {
        wrong.putLong(SYNC_MILLIS, longer);
    }

    void syncFails(boolean on) {
        wrong.putLong(SYNC_FAILS, on ? 1 : 0);
    }

    void noRoom(boolean on) {
        wrong.putLong(NO_ROOM, on ? 1 : 0);
    }

    /** A sync succeeds and has done nothing, as with a disk whose cache is not what it says. */
    void syncLies(boolean on) {
        wrong.putLong(SYNC_LIES, on ? 1 : 0);
    }

    /**
     * What a power loss leaves of the data, once the process is dead: every file is cut back to a random length between what was synced and what was written.
     *
     * @return octets that were lost
     */
    long loseUnsynced(SplittableRandom random) throws IOException {
        Map<Long, Long> synced = synced();
        long lost = 0;
        List<Path> files;
        try (Stream<Path> walk = Files.walk(data)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            long inode = (Long) Files.getAttribute(file, "unix:ino");
            long length = Files.size(file);
            long safe = Math.min(length, synced.getOrDefault(inode, 0L));
            long left = safe == length || random.nextInt(3) == 0 ? safe : random.nextLong(safe, length + 1);
            if (left < length) {
                lost += length - left;
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(left);
                }
            }
        }
        // What is left is on the disk now.
        for (Path file : files) {
            remember((Long) Files.getAttribute(file, "unix:ino"), Files.size(file));
        }
        return lost;
    }

    private Path log() {
        return control.resolveSibling(control.getFileName() + ".synced");
    }

    private void remember(long inode, long length) throws IOException {
        ByteBuffer row = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.nativeOrder());
        row.putLong(inode).putLong(length);
        Files.write(log(), row.array(), StandardOpenOption.APPEND, StandardOpenOption.CREATE);
    }

    /** @return the length that is safe, by inode; the last word counts, as a file may have been cut */
    private Map<Long, Long> synced() throws IOException {
        Map<Long, Long> lengths = new HashMap<>();
        ByteBuffer rows = ByteBuffer.wrap(Files.readAllBytes(log())).order(ByteOrder.nativeOrder());
        while (rows.remaining() >= 2 * Long.BYTES) {
            lengths.put(rows.getLong(), rows.getLong());
        }
        return lengths;
    }
}

package dev.heliograph.store;

import java.io.IOException;
import java.nio.file.Path;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RocksDB's native part, unpacked into the data directory under one name. Left to itself RocksDB makes a new file of 17 MB among the temporary ones at each start, and a process that is
 * killed leaves it there: a gateway in a loop of crashes would fill the disk with them.
 */
final class NativeLibrary {
    private static final Logger log = LoggerFactory.getLogger(NativeLibrary.class);

    private NativeLibrary() {}

    /**
     * Loads it, once a process.
     *
     * @param directory of this process alone
     */
    static void load(Path directory) {
        try {
            NativeLibraryLoader.getInstance()
                    .loadLibrary(directory.toAbsolutePath().toString());
        } catch (IOException | RuntimeException | UnsatisfiedLinkError e) {
            // For example a data directory from which nothing may be executed.
            log.debug("{}: RocksDB is unpacked among the temporary files: {}", directory, e.toString());
        }
        RocksDB.loadLibrary();
    }
}

package dev.heliograph.store;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RocksDB's native part. The distribution has it in a folder beside RocksDB's jar, from where it is loaded as it is. Where it only lies within the jar it is unpacked into the data
 * directory under one name. Left to itself RocksDB makes a new file of 17 MB among the temporary ones at each start, and a process that is killed leaves it there: a gateway in a loop
 * of crashes would fill the disk with them.
 */
final class NativeLibrary {
    private static final Logger log = LoggerFactory.getLogger(NativeLibrary.class);

    /** Beside the jar. */
    private static final String FOLDER = "native";

    private NativeLibrary() {}

    /**
     * Loads it, once a process.
     *
     * @param directory of this process alone
     */
    static void load(Path directory) {
        if (loadBeside(jar())) {
            return;
        }
        try {
            NativeLibraryLoader.getInstance()
                    .loadLibrary(directory.toAbsolutePath().toString());
        } catch (IOException | RuntimeException | UnsatisfiedLinkError e) {
            // For example a data directory from which nothing may be executed.
            log.debug("{}: RocksDB is unpacked among the temporary files: {}", directory, e.toString());
        }
        RocksDB.loadLibrary();
    }

    /** @return false when there is nothing for this platform, or what there is cannot be loaded */
    private static boolean loadBeside(@Nullable Path jar) {
        if (jar == null) {
            return false;
        }
        Path folder = jar.resolveSibling(FOLDER);
        if (!Files.exists(folder.resolve(Environment.getJniLibraryFileName("rocksdbjni")))) {
            return false;
        }
        try {
            RocksDB.loadLibrary(List.of(folder.toString()));
            return true;
        } catch (UnsatisfiedLinkError e) {
            log.debug("{}: RocksDB's library cannot be loaded: {}", folder, e.toString());
            return false;
        }
    }

    /** @return where RocksDB's classes come from, null when that is no file */
    private static @Nullable Path jar() {
        CodeSource source = RocksDB.class.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        try {
            return location == null ? null : Path.of(location.toURI());
        } catch (URISyntaxException | RuntimeException e) {
            return null;
        }
    }
}

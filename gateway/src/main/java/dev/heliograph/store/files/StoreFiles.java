package dev.heliograph.store.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a RocksDB directory, by kind.
 *
 * @param tables table files, oldest first
 * @param logs write-ahead logs, oldest first
 * @param manifests newest first
 * @param current the manifest that CURRENT names; null when it is missing, damaged, or names none that is there
 */
public record StoreFiles(
        List<Path> tables,
        List<Path> logs,
        List<Path> manifests,
        @Nullable Path current) {
    private static final Pattern TABLE = Pattern.compile("(\\d+)\\.sst");
    private static final Pattern LOG = Pattern.compile("(\\d+)\\.log");
    private static final Pattern MANIFEST = Pattern.compile("MANIFEST-(\\d+)");
    private static final String CURRENT = "CURRENT";
    private static final int CURRENT_OCTETS_MAX = 64;

    /** @throws IOException when the directory cannot be read */
    public static StoreFiles of(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return new StoreFiles(List.of(), List.of(), List.of(), null);
        }
        List<Path> manifests = list(directory, MANIFEST, Comparator.reverseOrder());
        return new StoreFiles(
                list(directory, TABLE, Comparator.naturalOrder()),
                list(directory, LOG, Comparator.naturalOrder()),
                manifests,
                named(directory, manifests));
    }

    private static List<Path> list(Path directory, Pattern form, Comparator<Long> order) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> form.matcher(name(file)).matches())
                    .sorted(Comparator.comparing(StoreFiles::number, order))
                    .toList();
        }
    }

    private static @Nullable Path named(Path directory, List<Path> manifests) throws IOException {
        Path current = directory.resolve(CURRENT);
        if (!Files.isRegularFile(current) || Files.size(current) > CURRENT_OCTETS_MAX) {
            return null;
        }
        String named = new String(Files.readAllBytes(current), StandardCharsets.ISO_8859_1);
        return manifests.stream()
                .filter(manifest -> named.equals(name(manifest) + "\n"))
                .findFirst()
                .orElse(null);
    }

    /** Makes CURRENT name a manifest. */
    public static void writeCurrent(Path directory, Path manifest) throws IOException {
        Files.writeString(directory.resolve(CURRENT), name(manifest) + "\n");
    }

    /** @return whether there is nothing of a store */
    public boolean isEmpty() {
        return tables.isEmpty() && logs.isEmpty() && manifests.isEmpty();
    }

    /** @return the number in a file's name */
    public static long number(Path file) {
        Matcher digits = Pattern.compile("\\d+").matcher(name(file));
        return digits.find() ? Long.parseLong(digits.group()) : 0;
    }

    /** @return a file's name without its directory */
    public static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /**
     * Looks for damage that RocksDB would pass over in silence: it makes a new store where CURRENT is missing, takes a record with a damaged length for one that was cut off, and does not
     * miss what a log lacks at its end while there is a later one. Reads the manifest and the logs once.
     *
     * @return what is wrong, null when nothing is
     * @throws IOException when the files cannot be read
     */
    public @Nullable String damage() throws IOException {
        if (isEmpty()) {
            return null;
        }
        if (current == null) {
            return "CURRENT is missing or damaged";
        }
        List<Place> places = new java.util.ArrayList<>();
        LogReader.read(current, new LogReader.Visitor() {
            @Override
            public void record(byte[] payload) {}

            @Override
            public void fault(LogReader.Fault fault, long at, long octets) {
                if (fault != LogReader.Fault.TORN) {
                    places.add(new Place(at));
                }
            }
        });
        if (!places.isEmpty()) {
            return name(current) + " is damaged at octet " + places.get(0).at;
        }
        WriteAheadLogs.Survey survey = WriteAheadLogs.read(logs);
        WriteAheadLogs.Place place = survey.damage();
        if (place != null) {
            return name(place.file()) + " is damaged at octet " + place.at();
        }
        return survey.missing() == 0 ? null : survey.missing() + " records are missing from the write-ahead log";
    }

    private record Place(long at) {}
}

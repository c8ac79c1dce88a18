package dev.heliograph.store;

import dev.heliograph.store.RepairReport.Finding;
import dev.heliograph.store.RepairReport.Grade;
import dev.heliograph.store.files.LogReader;
import dev.heliograph.store.files.LogWriter;
import dev.heliograph.store.files.Manifest;
import dev.heliograph.store.files.StoreFiles;
import dev.heliograph.store.files.TableBlocks;
import dev.heliograph.store.files.TableFiles;
import dev.heliograph.store.files.TableFiles.TableFile;
import dev.heliograph.store.files.WriteAheadLogs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rocksdb.LiveFileMetaData;

/**
 * Makes of the files of a damaged store what RocksDB can read, without touching one of them. In a directory of its own it lays links to the table files, copies of the logs without what cannot be
 * read, and the manifest; where that one is lost, or names files that are, it writes one that names every table file that can be read by itself.
 *
 * <p>A single flipped bit is mended wherever it is, in a copy. Where more of a table file is damaged it is read up to there and from behind it, and {@link #rest} fills in what the other files hold
 * of that range.
 */
final class Salvage implements AutoCloseable {
    private static final int LOG_FAULTS_NAMED = 10;
    /** Logs that are made of table files: one before and one behind all that there are. */
    private static final String LOG_BEFORE = "000001.log";

    private static final String LOG_BEHIND = "1000000000000.log";

    private final StoreOptions options;
    private final Path work;
    private final StoreFiles files;
    private final Map<Long, TableFile> tables = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    /** What was found in table files that RocksDB cannot open. */
    private final List<TableBlocks.Entry> loose = new ArrayList<>();

    private long logFirst;
    private long logEnd;
    private @Nullable DamagedStore whole;
    private @Nullable DamagedStore rest;

    private Salvage(StoreOptions options, StoreFiles files, Path work) {
        this.options = options;
        this.files = files;
        this.work = work;
    }

    /**
     * @param work an empty directory on the same disk
     * @throws StoreException when nothing can be read
     */
    static Salvage open(StoreOptions options, Path store, Path work) throws IOException {
        StoreFiles files = StoreFiles.of(store);
        if (files.isEmpty()) {
            throw StoreException.unreadable("there is no store in " + options.directory(), null);
        }
        Salvage salvage = new Salvage(options, files, work);
        try {
            salvage.open();
            return salvage;
        } catch (StoreException e) {
            salvage.close();
            throw StoreException.unreadable(
                    "the store in " + options.directory() + " cannot be read at all: " + e.getMessage(), e);
        } catch (IOException e) {
            salvage.close();
            throw e;
        }
    }

    /** @return what was wrong so far */
    List<Finding> findings() {
        return findings;
    }

    /**
     * Shows every record of a table that can be read.
     *
     * @return in how many places records could not be read
     */
    long forEach(Table table, DamagedStore.RecordVisitor visitor) {
        return java.util.Objects.requireNonNull(whole).forEach(table, rest, visitor);
    }

    private void open() throws IOException {
        Files.createDirectories(logs());
        Files.createDirectories(mended());
        checkTables();
        checkLogs();
        DamagedStore named = asNamed();
        whole = named;
        Map<Integer, String> families = named == null ? guessedFamilies() : named.families();
        List<TableFile> readable = named == null
                ? tables.values().stream().filter(TableFile::isReadable).toList()
                : live(named);
        if (named == null) {
            found(
                    Grade.UNCOUNTED,
                    "no manifest can be read: every table file that is there was read; whether others are missing, and whether something that was deleted is back, cannot be told");
        } else if (readable.size() < named.tables().size()) {
            named.close();
            whole = null;
        }
        if (!loose.isEmpty()) {
            logLoose();
        }
        if (whole == null) {
            whole = view("tables", families, readable);
        }
        List<TableFile> undamaged = readable.stream()
                .filter(table -> table.condition() != TableFiles.Condition.DAMAGED)
                .toList();
        if (undamaged.size() < readable.size()) {
            rest = view("undamaged", families, undamaged);
        }
    }

    private static String damagedTable(TableFile table) {
        return "table file " + StoreFiles.name(table.file()) + " of " + table.familyName() + ", " + table.entries()
                + " entries: some are lost: " + table.fault();
    }

    private Path logs() {
        return work.resolve("logs");
    }

    private Path mended() {
        return work.resolve("mended");
    }

    private void checkTables() throws IOException {
        for (Path file : files.tables()) {
            TableFile table = TableFiles.check(file, mended());
            tables.put(StoreFiles.number(file), table);
            if (table.condition() == TableFiles.Condition.MENDED) {
                found(Grade.MENDED, "table file " + StoreFiles.name(file) + ": a flipped bit");
            }
        }
    }

    private void checkLogs() throws IOException {
        WriteAheadLogs.Survey survey = WriteAheadLogs.copy(files.logs(), logs());
        logFirst = survey.first();
        logEnd = survey.end();
        long mended = 0;
        int named = 0;
        for (WriteAheadLogs.Place place : survey.faults()) {
            String where = "log " + StoreFiles.name(place.file()) + ", " + place.octets() + " octets at " + place.at();
            if (place.fault() == LogReader.Fault.MENDED) {
                mended++;
            } else if (place.fault() == LogReader.Fault.TORN && survey.missing() == 0) {
                found(Grade.MENDED, where + ": its last write was cut off, as a crash does");
            } else if (named++ < LOG_FAULTS_NAMED) {
                found(survey.isEndUncertain() ? Grade.UNCOUNTED : Grade.LOST, where + ": cannot be read");
            }
        }
        if (mended > 0) {
            found(Grade.MENDED, "logs: a flipped bit in " + mended + " places");
        }
        if (survey.missing() > 0) {
            found(Grade.LOST, "logs: " + survey.missing() + " records are lost, of any kind");
        }
        if (survey.isEndUncertain()) {
            found(Grade.UNCOUNTED, "logs: the last write cannot be read; how many records it had cannot be counted");
        }
    }

    private void found(Grade grade, String what) {
        findings.add(new Finding(grade, what));
    }

    // ---- with the manifest that there is

    /** @return the store as its manifest has it, null when none can be read */
    private @Nullable DamagedStore asNamed() throws IOException {
        Path current = files.current();
        if (current == null) {
            boolean sure = files.manifests().size() == 1;
            found(
                    sure ? Grade.MENDED : Grade.UNCOUNTED,
                    "CURRENT is missing or damaged" + (sure ? "" : "; there are several manifests: the newest counts"));
        }
        for (Path manifest : current == null ? files.manifests() : List.of(current)) {
            Path view = linked("named-" + StoreFiles.number(manifest), tables.values());
            if (copyManifest(manifest, view)) {
                StoreFiles.writeCurrent(view, manifest);
                try {
                    return DamagedStore.open(view, options);
                } catch (StoreException e) {
                    found(Grade.UNCOUNTED, StoreFiles.name(manifest) + ": " + e.getMessage());
                }
            }
        }
        return null;
    }

    /** @return whether all of it can be read */
    private boolean copyManifest(Path manifest, Path view) throws IOException {
        boolean[] lost = {false};
        boolean[] mended = {false};
        try (LogWriter copy = new LogWriter(view.resolve(StoreFiles.name(manifest)))) {
            LogReader.read(manifest, new LogReader.Visitor() {
                @Override
                public void record(byte[] payload) throws IOException {
                    copy.write(payload);
                }

                @Override
                public void fault(LogReader.Fault fault, long at, long octets) {
                    lost[0] |= fault == LogReader.Fault.LOST;
                    mended[0] |= fault == LogReader.Fault.MENDED;
                }
            });
        }
        if (mended[0]) {
            found(Grade.MENDED, StoreFiles.name(manifest) + ": a flipped bit");
        }
        if (lost[0]) {
            found(Grade.UNCOUNTED, StoreFiles.name(manifest) + " cannot be read");
        }
        return !lost[0];
    }

    /** @return those that a manifest names and that can be read */
    private List<TableFile> live(DamagedStore named) throws IOException {
        List<TableFile> live = new ArrayList<>();
        for (LiveFileMetaData one : named.tables()) {
            String name = one.fileName().replace("/", "");
            TableFile table = tables.get(StoreFiles.number(Path.of(name)));
            String family = new String(one.columnFamilyName(), StandardCharsets.US_ASCII);
            String what = "table file " + name + " of " + family;
            if (table == null) {
                found(Grade.UNCOUNTED, what + " is missing");
            } else if (!table.isReadable()) {
                int entries = readBlocks(table, numberOf(family, named));
                found(
                        Grade.UNCOUNTED,
                        what + ": without its index " + entries + " entries were found in " + one.size() + " octets: "
                                + table.fault());
            } else {
                live.add(table);
                if (table.condition() == TableFiles.Condition.DAMAGED) {
                    found(Grade.UNCOUNTED, damagedTable(table));
                }
            }
        }
        return live;
    }

    // ---- without

    /** @return entries of a file that RocksDB cannot open */
    private int readBlocks(TableFile table, int family) throws IOException {
        List<TableBlocks.Entry> found = TableBlocks.read(table.file(), family);
        loose.addAll(found);
        return found.size();
    }

    /** RocksDB reads logs in the order of their sequence numbers only; what the logs of the store hold need not be there twice. */
    private void logLoose() throws IOException {
        loose.sort(Comparator.comparingLong(TableBlocks.Entry::sequence));
        try (LogWriter before = new LogWriter(logs().resolve(LOG_BEFORE));
                LogWriter behind = new LogWriter(logs().resolve(LOG_BEHIND))) {
            for (TableBlocks.Entry one : loose) {
                if (one.sequence() < logFirst || logEnd == 0) {
                    before.write(one.batch());
                } else if (one.sequence() >= logEnd) {
                    behind.write(one.batch());
                }
            }
        }
    }

    private static int numberOf(String family, DamagedStore named) {
        return named.families().entrySet().stream()
                .filter(entry -> entry.getValue().equals(family))
                .mapToInt(Map.Entry::getKey)
                .findFirst()
                .orElse(0);
    }

    /** Names that table files tell; the others have the numbers that a new store gives them. */
    private Map<Integer, String> guessedFamilies() {
        Map<Integer, String> families = new TreeMap<>();
        families.put(0, Table.META.label());
        for (TableFile table : tables.values()) {
            if (table.isReadable()) {
                families.put(table.family(), table.familyName());
                if (table.condition() == TableFiles.Condition.DAMAGED) {
                    found(Grade.UNCOUNTED, damagedTable(table));
                }
            } else {
                found(
                        Grade.UNCOUNTED,
                        "table file " + StoreFiles.name(table.file()) + " cannot be read: " + table.fault());
            }
        }
        for (Table table : Table.values()) {
            if (!families.containsValue(table.label())) {
                families.putIfAbsent(table.index(), table.label());
            }
        }
        return families;
    }

    private DamagedStore view(String name, Map<Integer, String> families, List<TableFile> readable) throws IOException {
        Path view = linked(name, readable);
        List<Manifest.Family> named = new ArrayList<>();
        families.forEach((id, family) -> named.add(new Manifest.Family(id, family)));
        List<Manifest.TableFile> listed = new ArrayList<>();
        long last = 1;
        for (Path file : StoreFiles.of(logs()).logs()) {
            last = Math.max(last, StoreFiles.number(file));
        }
        for (TableFile table : readable) {
            long number = StoreFiles.number(table.file());
            last = Math.max(last, number);
            listed.add(new Manifest.TableFile(table.family(), number, Files.size(table.file())));
        }
        Path manifest = view.resolve("MANIFEST-" + (last + 1));
        Manifest.write(manifest, named, listed, last + 2);
        StoreFiles.writeCurrent(view, manifest);
        return DamagedStore.open(view, options);
    }

    private Path linked(String name, Collection<TableFile> some) throws IOException {
        Path view = Files.createDirectories(work.resolve(name));
        for (TableFile table : some) {
            link(table.file(), view);
        }
        for (Path log : StoreFiles.of(logs()).logs()) {
            link(log, view);
        }
        return view;
    }

    private static void link(Path file, Path directory) throws IOException {
        Path link = directory.resolve(StoreFiles.name(file));
        try {
            Files.createLink(link, file);
        } catch (UnsupportedOperationException | java.nio.file.FileSystemException e) {
            Files.copy(file, link);
        }
    }

    @Override
    public void close() {
        if (rest != null) {
            rest.close();
        }
        if (whole != null) {
            whole.close();
        }
    }
}

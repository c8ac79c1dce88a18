package dev.heliograph.store;

import dev.heliograph.message.MessageId;
import dev.heliograph.store.RepairReport.Finding;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Copies what can be read of a damaged store into a fresh one, which takes its place; the damaged one is kept under another name and not changed. Nothing is guessed: a record that its
 * codec refuses is left out and counted. Only what follows from other records is made anew where it is missing, see {@link Reconciliation}.
 *
 * <p>The fresh store is made in {@value #WORK} and, once it is whole, called {@value #DONE}; then the two change places. A repair that was interrupted is begun again, or ended when only that was left.
 */
public final class StoreRepair {
    private static final long ID_BLOCK = 1 << 20;
    private static final String WORK = "repairing";
    /** While there is one and no store, a start must not make a new one. */
    static final String DONE = "repaired";

    private final StoreOptions options;
    private final @Nullable Integer node;
    private final LongSupplier clock;
    private final Path directory;

    private StoreRepair(StoreOptions options, @Nullable Integer node, LongSupplier clock) {
        this.options = options;
        this.node = node;
        this.clock = clock;
        this.directory = options.directory();
    }

    /**
     * Repairs the store of a directory; no process may have it open. Blocks for as long as copying takes, and needs room for the copy.
     *
     * @param options all but their node count
     * @param node number of the node that the store belongs to; null to take it from the store
     * @throws StoreException when the directory cannot be used, is in use, or holds nothing that can be read at all ({@link StoreException#isDamage}), or when nobody says which node it is
     */
    public static RepairReport run(StoreOptions options, @Nullable Integer node, LongSupplier clock) {
        try (DirectoryLock lock = DirectoryLock.take(options.directory())) {
            return new StoreRepair(options, node, clock).run();
        } catch (IOException e) {
            throw new StoreException("cannot repair the store in " + options.directory() + ": " + e, e);
        }
    }

    private RepairReport run() throws IOException {
        Path store = directory.resolve(Database.SUBDIRECTORY);
        Path done = directory.resolve(DONE);
        if (!Files.exists(store) && Files.exists(done)) {
            takePlace(done);
            Finding unsaid = new Finding(
                    RepairReport.Grade.UNCOUNTED,
                    "an earlier repair was interrupted before its last step, which is done now; what it had found it did not say");
            return new RepairReport(directory, 0, List.of(), List.of(unsaid), 0, 0);
        }
        Path work = directory.resolve(WORK);
        deleteTree(work);
        deleteTree(done);
        RepairReport report;
        try (Salvage damaged = Salvage.open(options, store, Files.createDirectories(work.resolve("damaged")))) {
            report = copy(damaged, work);
        }
        Files.move(work.resolve("fresh").resolve(Database.SUBDIRECTORY), done);
        sync(directory);
        Files.move(store, report.kept());
        takePlace(done);
        deleteTree(work);
        return report;
    }

    private void takePlace(Path done) throws IOException {
        Files.move(done, directory.resolve(Database.SUBDIRECTORY));
        sync(directory);
    }

    private RepairReport copy(Salvage damaged, Path work) {
        int owner = owner(damaged);
        long now = clock.getAsLong();
        long keptFrom = now - TimeUnit.HOURS.toMillis(options.retentionHours());
        StoreOptions own = options.in(work.resolve("fresh")).of(owner);
        try (Database fresh = Database.open(own)) {
            Identity.check(fresh, own);
            TableCopy copy = new TableCopy(damaged, fresh, keptFrom);
            copy.copy(Arrays.stream(Table.values())
                    .filter(table -> table != Table.META)
                    .toList());
            long[] numbered = {copy.newestCounter()};
            copyMeta(damaged, fresh, numbered);
            Reconciliation story = new Reconciliation(fresh, now, keptFrom);
            story.run();
            BatchBuffer last = new BatchBuffer(fresh.tableNumbers());
            last.put(
                    Table.META,
                    Keys.RESERVED,
                    new RecordWriter(10).varint(numbered[0] + ID_BLOCK).toOctets());
            fresh.commit(last);
            List<Finding> findings = damaged.findings().stream()
                    .sorted(Comparator.comparing(Finding::grade))
                    .toList();
            return new RepairReport(
                    directory.resolve("store.damaged-" + now),
                    owner,
                    copy.losses(),
                    findings,
                    story.waitingAgain(),
                    story.restored());
        }
    }

    /** What is known of ids and cursors that were given. Where deadlines are known only from memory is left out: then all are looked at. */
    private static void copyMeta(Salvage damaged, Database fresh, long[] numbered) {
        BatchBuffer batch = new BatchBuffer(fresh.tableNumbers());
        damaged.forEach(Table.META, (key, value) -> {
            try {
                if (Arrays.equals(key, Keys.RESERVED)) {
                    numbered[0] = Math.max(numbered[0], new RecordReader(value).varint());
                } else if (key.length > Keys.NUMBERED.length
                        && Arrays.equals(key, 0, Keys.NUMBERED.length, Keys.NUMBERED, 0, Keys.NUMBERED.length)) {
                    new RecordReader(value).varint();
                    batch.put(Table.META, key, value);
                }
            } catch (DamagedRecordException e) {
                // What was copied tells how far the numbers had come.
            }
        });
        if (batch.count() > 0) {
            fresh.commit(batch);
        }
    }

    /** The store says whose it is; where that is lost its ids do. */
    private int owner(Salvage damaged) {
        Set<Integer> nodes = new TreeSet<>();
        damaged.forEach(Table.META, (key, value) -> {
            if (Arrays.equals(key, Keys.NODE)) {
                try {
                    nodes.add((int) new RecordReader(value).varint());
                } catch (DamagedRecordException e) {
                    // The ids tell.
                }
            }
        });
        if (nodes.isEmpty()) {
            damaged.forEach(Table.MESSAGES, (key, value) -> nodes.add(MessageId.node(Keys.lastLong(key))));
        }
        if (node != null) {
            if (nodes.size() == 1 && !nodes.contains(node)) {
                throw new StoreException("the store in " + directory + " belongs to node "
                        + nodes.iterator().next() + ", not to node " + node);
            }
            return node;
        }
        if (nodes.size() != 1) {
            throw new StoreException("the store in " + directory
                    + (nodes.isEmpty() ? " does not tell" : " holds ids of the nodes " + nodes + ":")
                    + " which node it belongs to: say so with --node");
        }
        return nodes.iterator().next();
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

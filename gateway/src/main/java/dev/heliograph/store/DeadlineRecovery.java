package dev.heliograph.store;

import dev.heliograph.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives rows to the messages that had their deadlines only in memory when the store ended. It looks through the ids since the last known bound, at most an eighth more
 * than {@link StoreMemory#young}, page by page on a background thread, and has the writer add the rows; nobody waits for it. Ended early by a crash, it begins again.
 */
final class DeadlineRecovery {
    private static final Logger log = LoggerFactory.getLogger(DeadlineRecovery.class);
    private static final int PAGE = 512;

    private final Disk disk;
    private final Records records;
    private final Reader reader;
    private final Consumer<Command> writer;
    private final Deadlines deadlines;
    private final long end;

    /** @param end the first id that this life of the store may give */
    DeadlineRecovery(
            Disk disk, Records records, Reader reader, Consumer<Command> writer, Deadlines deadlines, long end) {
        this.disk = disk;
        this.records = records;
        this.reader = reader;
        this.writer = writer;
        this.deadlines = deadlines;
        this.end = end;
    }

    private record Row(long deadlineMillis, long id) {}

    private record Page(List<Row> rows, long next) {}

    void start() {
        byte[] from = disk.get(Table.META, Keys.YOUNG_FROM);
        long first = from == null ? 0 : Keys.lastLong(from);
        try (Scan scan = disk.scan(Table.MESSAGES, Keys.id(first), Keys.id(end))) {
            if (!scan.first().isValid()) {
                deadlines.recovered();
                return;
            }
        }
        read(first);
    }

    private void read(long from) {
        Page none = new Page(List.of(), end);
        reader.search(Runnable::run, () -> page(from), none, this::write, () -> {
            log.error("deadlines of unfinished messages cannot be read; trying again");
            read(from);
        });
    }

    private void write(Page page) {
        Runnable next = () -> {
            if (page.next < end) {
                read(page.next);
            }
        };
        writer.accept(new Note(Runnable::run, batch -> add(batch, page), next));
    }

    private void add(Batch batch, Page page) {
        page.rows.forEach(row -> deadlines.putRow(batch.records, row.deadlineMillis, row.id));
        if (page.next >= end) {
            batch.records.put(Table.META, Keys.YOUNG_FROM, Keys.id(end));
            deadlines.recovered();
        }
    }

    private Page page(long from) {
        List<Row> rows = new ArrayList<>();
        long next = end;
        int read = 0;
        try (Scan scan = disk.scan(Table.MESSAGES, Keys.id(from), Keys.id(end))) {
            for (scan.first(); scan.isValid(); scan.next()) {
                long id = Keys.lastLong(scan.key());
                if (read++ == PAGE) {
                    next = id;
                    break;
                }
                addOpen(id, scan.value(), rows);
            }
        }
        return new Page(rows, next);
    }

    private void addOpen(long id, byte[] octets, List<Row> rows) {
        byte[] key = Keys.id(id);
        byte[] status = disk.get(Table.STATUS, key);
        try {
            StatusCodec.Head head =
                    status == null ? null : Records.decode(Table.STATUS, key, status, StatusCodec::head);
            if (head != null && head.state().isFinal()) {
                return;
            }
            long deadline = head == null ? 0 : head.deadlineMillis();
            if (deadline == 0) {
                Message message = Records.decode(Table.MESSAGES, key, octets, found -> MessageCodec.read(id, found));
                deadline = message.firstDeadlineMillis();
            }
            rows.add(new Row(deadline, id));
        } catch (StoreException e) {
            records.unreadable(e);
        }
    }
}

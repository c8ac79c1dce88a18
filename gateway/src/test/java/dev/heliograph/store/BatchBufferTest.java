package dev.heliograph.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a batch says in RocksDB's own form is what RocksDB then holds, in whatever order its records came. */
class BatchBufferTest {
    @TempDir
    Path directory;

    @Test
    void theLastRecordOfAKeyWinsThoughRecordsAreDealtIntoRuns() {
        RandomValues random = new RandomValues(7);
        Map<Long, String> expected = new TreeMap<>();
        try (Database database = Database.open(StoreFixture.options(directory))) {
            BatchBuffer batch = new BatchBuffer(database.tableNumbers());
            SimulatedDisk simulated = new SimulatedDisk();
            for (int round = 0; round < 50; round++) {
                for (int i = 0; i < 200; i++) {
                    record(batch, random, expected, 1 + random.below(300));
                }
                assertThat(batch.toOctets()).hasSize(12 + batch.octets());
                database.commit(batch);
                simulated.commit(batch);
                batch.clear();
                assertThat(held(database)).isEqualTo(new ArrayList<>(expected.values()));
                assertThat(held(simulated)).isEqualTo(held(database));
            }
        }
    }

    private static void record(BatchBuffer batch, RandomValues random, Map<Long, String> expected, long id) {
        byte[] value = random.octets(300);
        switch (random.below(4)) {
            case 0 -> {
                batch.delete(Table.STATUS, Keys.id(id));
                expected.remove(id);
            }
            case 1 -> {
                batch.put(Table.STATUS, Keys.id(id), new RecordWriter(4).fixed32(4711), value);
                expected.put(
                        id,
                        Keys.hex(new RecordWriter(4).fixed32(4711).raw(value).toOctets()));
            }
            default -> {
                batch.put(Table.STATUS, Keys.id(id), value);
                expected.put(id, Keys.hex(value));
            }
        }
    }

    @Test
    void deletesOneKeyAndRanges() {
        try (Database database = Database.open(StoreFixture.options(directory))) {
            BatchBuffer batch = new BatchBuffer(database.tableNumbers());
            for (long id = 1; id <= 10; id++) {
                batch.put(Table.STATUS, Keys.id(id), Keys.id(id));
            }
            batch.singleDelete(Table.STATUS, Keys.id(9));
            database.commit(batch);
            batch.clear();
            batch.deleteRange(Table.STATUS, Keys.id(2), Keys.id(8));
            database.commit(batch);

            assertThat(held(database))
                    .containsExactly(Keys.hex(Keys.id(1)), Keys.hex(Keys.id(8)), Keys.hex(Keys.id(10)));
            assertThat(database.get(Table.MESSAGES, Keys.id(1))).isNull();
        }
    }

    private static List<String> held(Disk disk) {
        List<String> values = new ArrayList<>();
        try (Scan scan = disk.scan(Table.STATUS, Keys.id(0), Keys.id(-1))) {
            for (scan.first(); scan.isValid(); scan.next()) {
                values.add(Keys.hex(scan.value()));
            }
        }
        return values;
    }
}

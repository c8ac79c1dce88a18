package dev.heliograph.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.MessageState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bound on parked receipts: it holds, the oldest go first, and each that goes is counted. */
class ParkedTest {
    private static final int MAX = 100;
    private static final long NOW = Samples.NOW;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final StoreCounts counts = new StoreCounts();
    private final BatchBuffer batch = new BatchBuffer(disk.tableNumbers());
    private Parked parked;

    @BeforeEach
    void open() {
        parked = new Parked(disk, counts, MAX);
    }

    private void park(String id, long receivedAtMillis) {
        ParkedReceipt receipt =
                new ParkedReceipt("account", id, MessageState.DELIVERED, 0, receivedAtMillis, receivedAtMillis);
        parked.put(batch, key(id), Encoding.parked(receipt), receivedAtMillis);
    }

    private static byte[] key(String id) {
        return Keys.parked("account", id, true);
    }

    private void commit() {
        disk.commit(batch);
        batch.clear();
    }

    /** @return ids in the order of their keys */
    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        disk.table(Table.PARKED).forEach((key, value) -> {
            if (!Parked.isTime(key)) {
                ids.add(SmallCodecs.readParked(value).providerId());
            }
        });
        return ids;
    }

    private int rows() {
        return disk.table(Table.PARKED).size();
    }

    @Test
    void beyondTheBoundTheOldestGoWhateverTheirIdsAndAreCounted() {
        for (int i = 0; i < MAX; i++) {
            park("id-" + (999 - i), NOW + i); // the newest has the lowest id
            commit();
        }
        assertThat(ids()).hasSize(MAX);

        for (int i = 0; i < 25; i++) {
            park("new-" + i, NOW + 1_000 + i);
            commit();
            assertThat(ids()).hasSizeLessThanOrEqualTo(MAX).contains("new-" + i);
        }

        assertThat(counts.parkedEvicted().sum()).isEqualTo(MAX + 25 - ids().size());
        assertThat(parked.rows()).isEqualTo(ids().size());
        int gone = (int) counts.parkedEvicted().sum();
        assertThat(gone).isBetween(25, 25 + MAX / 10);
        assertThat(ids())
                .doesNotContainAnyElementsOf(IntStream.range(0, gone)
                        .mapToObj(i -> "id-" + (999 - i))
                        .toList())
                .containsAll(IntStream.range(gone, MAX)
                        .mapToObj(i -> "id-" + (999 - i))
                        .toList());
        assertThat(rows()).as("no row is left behind").isEqualTo(2 * ids().size());
    }

    @Test
    void withinOneBatchTheBoundHoldsToo() {
        for (int i = 0; i < MAX; i++) {
            park("old-" + i, NOW + i);
        }
        commit();
        for (int i = 0; i < MAX; i++) {
            park("new-" + i, NOW + 1_000 + i);
        }
        commit();

        assertThat(ids()).hasSize(MAX).allMatch(id -> id.startsWith("new-"));
        assertThat(counts.parkedEvicted().sum()).isEqualTo(MAX);
    }

    @Test
    void oneThatIsParkedAgainCountsOnceAndIsAsOldAsItsLastComing() {
        for (int i = 0; i < MAX; i++) {
            park("id-" + i, NOW + i);
            commit();
        }
        park("id-0", NOW + 500);
        commit();
        assertThat(parked.rows()).isEqualTo(MAX);
        assertThat(counts.parkedEvicted().sum()).isZero();

        park("new", NOW + 1_000);
        commit();

        assertThat(ids())
                .contains("id-0", "new")
                .doesNotContain("id-1", "id-10")
                .contains("id-11");
    }

    @Test
    void whatIsMatchedMakesRoom() {
        for (int i = 0; i < MAX; i++) {
            park("id-" + i, NOW + i);
        }
        commit();
        parked.remove(batch, key("id-5"));
        commit();
        park("new", NOW + 1_000);
        commit();

        assertThat(ids()).hasSize(MAX).contains("id-0");
        assertThat(rows()).isEqualTo(2 * MAX);
        assertThat(counts.parkedEvicted().sum()).isZero();
    }

    @Test
    void aClockThatWentBackDoesNotHideTheOldest() {
        for (int i = 0; i < MAX; i++) {
            park("id-" + i, NOW + i);
            commit();
        }
        park("first", NOW + 1_000);
        commit();
        park("older", NOW - 1_000);
        commit();
        for (int i = 0; i < 20; i++) {
            park("new-" + i, NOW + 2_000 + i);
            commit();
        }

        assertThat(ids()).doesNotContain("older").contains("first");
    }

    @Test
    void rowsOfAnEarlierVersionAreCountedAndGetTheirPlaceInTheOrder() {
        for (int i = 0; i < MAX; i++) {
            ParkedReceipt receipt = new ParkedReceipt("account", "id-" + i, MessageState.SENT, 0, NOW + i, NOW + i);
            batch.put(Table.PARKED, key("id-" + i), Encoding.parked(receipt));
        }
        commit();

        try (SteppedStore store = new SteppedStore(disk)) {
            store.run();
            assertThat(rows()).isEqualTo(2 * MAX);
        }
        parked.count(command -> {});
        park("new", NOW + 1_000);
        commit();
        assertThat(ids()).doesNotContain("id-0").contains("new");
    }

    @Test
    void whatIsTooOldIsDropped() {
        try (SteppedStore store = new SteppedStore(disk)) {
            long now = store.now.get();
            for (int i = 0; i < 10; i++) {
                store.store()
                        .park(
                                new ParkedReceipt("a", "id-" + i, MessageState.SENT, 0, now, now + i),
                                Runnable::run,
                                () -> {});
            }
            store.run();
            assertThat(rows()).isEqualTo(20);
            store.after(72L * 3_600_000 + 5);
            assertThat(ids()).hasSize(5).contains("id-5").doesNotContain("id-4");
            assertThat(rows()).isEqualTo(10);
        }
    }
}

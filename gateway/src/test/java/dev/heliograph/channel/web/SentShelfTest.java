package dev.heliograph.channel.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.simulation.Between;
import dev.heliograph.simulation.MemoryStore;
import dev.heliograph.simulation.World;
import dev.heliograph.store.QuietListener;
import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfKey;
import dev.heliograph.store.ShelfRow;
import dev.heliograph.store.Store;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Notes on what was sent, over restarts; time and disk are simulated. */
class SentShelfTest {
    private final World world = new World(1);
    private final MemoryStore store = new MemoryStore(world, 2, new QuietListener() {});
    private final SentShelf shelf = shelf("page");

    private SentShelf shelf(String channel) {
        return SentShelf.of(store, channel, world, world::wallMillis);
    }

    private static JsonObject note(String text) {
        return new JsonObject().put("text", text);
    }

    private List<String> read(SentShelf from) {
        List<String> texts = new ArrayList<>();
        List<String> done = new ArrayList<>();
        world.runMillis(10);
        from.read((note, number) -> texts.add(note.getString("text").trim()), () -> done.add("done"));
        world.runMillis(1_000);
        assertThat(done).containsExactly("done");
        return texts;
    }

    private int rows() {
        world.runMillis(10);
        return store.kept(Shelf.PROVIDER_SENT).size();
    }

    @Test
    void notesComeBackInOrderHoweverManyThereAre() {
        List<String> texts =
                IntStream.range(0, 2_500).mapToObj(Integer::toString).toList();
        texts.forEach(text -> shelf.keep(note(text)));
        shelf.write();
        assertThat(read(shelf("page"))).isEqualTo(texts);
        assertThat(read(shelf("other"))).isEmpty();
    }

    @Test
    void changesAndDropsAreOfTheNoteWhenItWasKept() {
        long first = shelf.keep(note("a"));
        shelf.keep(note("b"));
        SentShelf next = shelf("page");
        shelf.write();
        assertThat(read(next)).containsExactly("a", "b");
        long third = next.keep(note("c"));
        assertThat(third).isGreaterThan(first + 1);
        next.change(first, note("changed"));
        next.drop(third);
        next.write();
        assertThat(read(shelf("page"))).containsExactly("changed", "b");
    }

    @Test
    void aWeekLaterTheyAreGoneFromTheDiskToo() {
        long number = shelf.keep(note("a"));
        shelf.write();
        world.runMillis(SentShelf.LIFE.minusDays(1).toMillis());
        shelf.change(number, note("still"));
        shelf.write();
        assertThat(read(shelf("page"))).containsExactly("still");
        world.runMillis(Duration.ofDays(1).toMillis());
        assertThat(read(shelf("page"))).as("a change is no new life").isEmpty();
        assertThat(rows()).isZero();
    }

    @Test
    void damagedNotesAndThoseOfAClockThatWasSetBackAreNotThere() {
        shelf.keep(note("a"));
        shelf.write();
        for (String value : List.of("", "[]", "{}", "{\"text\":null}")) {
            byte[] key = ShelfKey.of("page")
                    .number(world.wallMillis() + value.length() + 1)
                    .octets();
            store.keep(List.of(new ShelfRow(Shelf.PROVIDER_SENT, key, value.getBytes(), 0)), world, () -> {});
        }
        assertThat(read(shelf("page"))).containsExactly("a");
        world.setWallOff(-Duration.ofDays(30).toMillis());
        assertThat(read(shelf("page"))).isEmpty();
        assertThat(rows()).isZero();
    }

    @Test
    void aDiskThatCannotBeReadKeepsNoChannelFromStarting() {
        shelf.keep(note("a"));
        shelf.write();
        Store broken = Between.of(Store.class, store, "shelf", (real, values) -> {
            ((Executor) values[4]).execute((Runnable) values[6]);
            return null;
        });
        assertThat(read(SentShelf.of(broken, "page", world, world::wallMillis))).isEmpty();
    }

    @Test
    void whereThereIsNoDiskNothingIsKept() {
        SentShelf nowhere = SentShelf.nowhere();
        assertThat(nowhere.keep(note("a"))).isLessThan(nowhere.keep(note("b")));
        nowhere.write();
        assertThat(read(nowhere)).isEmpty();
    }
}

package dev.heliograph.channel.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.Failure;
import dev.heliograph.content.ContentProfile;
import dev.heliograph.simulation.Between;
import dev.heliograph.simulation.MemoryStore;
import dev.heliograph.simulation.World;
import dev.heliograph.store.QuietListener;
import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfKey;
import dev.heliograph.store.ShelfRow;
import dev.heliograph.store.Store;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a provider has said of recipients, over restarts; time and disk are simulated, and nobody is asked. */
class ReachShelfTest {
    private static final String PERSON = "31612345678";

    private final World world = new World(1);
    private final MemoryStore store = new MemoryStore(world, 2, new QuietListener() {});
    private final Vertx vertx = Vertx.vertx();
    private final WebClient client = new WebClient(vertx, WebOptions.of("rcs", "http://127.0.0.1:1"));
    private final ReachLookup lookup = new ReachLookup(
            (address, token) -> WebRequest.get("/"),
            answer -> null,
            device -> device(device).content());
    private Reachability people = started("rcs", store);

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private Reachability started(String channel, Store from) {
        Reachability reachability = new Reachability(
                lookup,
                client,
                new TokenHolder(null, client, world::nanos, world::wallMillis),
                new WebChannelCounts(),
                world::nanos,
                world::wallMillis,
                new ReachShelf(from, channel));
        List<String> loaded = new ArrayList<>();
        reachability.load(world, () -> loaded.add("loaded"));
        world.runMillis(1_000);
        assertThat(loaded).containsExactly("loaded");
        return reachability;
    }

    /** A new process on the same disk. */
    private void restart() {
        world.runMillis(10);
        people = started("rcs", store);
    }

    private static Reach device(String textMax) {
        return Reach.of(ContentProfile.text(Integer.parseInt(textMax)), textMax);
    }

    private void pass(Duration time) {
        world.runMillis(time.toMillis());
    }

    private List<ShelfRow> rows() {
        world.runMillis(10);
        return store.kept(Shelf.PROVIDER_REACH);
    }

    @Test
    void isKnownAfterARestartForAsLongAsItIsBelieved() {
        people.learn("+" + PERSON, device("100"));
        people.learn("other", Reach.WHOLE);
        people.refused("nobody", Failure.NOT_REACHABLE);
        restart();
        assertThat(people.known(PERSON)).isEqualTo(device("100"));
        assertThat(people.known("other")).isEqualTo(Reach.WHOLE);
        assertThat(people.known("nobody")).isEqualTo(Reach.none(Failure.NOT_REACHABLE));
        assertThat(people.mustAsk("nobody")).isFalse();
        assertThat(people.said("+" + PERSON).atMillis()).isLessThan(world.wallMillis() - 500);
        assertThat(started("other-channel", store).known(PERSON)).isNull();
        pass(Duration.ofMinutes(61));
        assertThat(people.mustAsk("nobody")).isTrue();
        assertThat(people.mustAsk(PERSON)).isFalse();
        restart();
        assertThat(people.mustAsk("nobody")).isTrue();
        assertThat(people.mustAsk(PERSON)).isFalse();
        pass(Duration.ofHours(23));
        assertThat(people.mustAsk(PERSON)).isTrue();
        restart();
        assertThat(people.mustAsk(PERSON)).isTrue();
    }

    @Test
    void whatCannotBeMadeAgainIsAskedAgain() {
        people.learn(PERSON, device("100"));
        people.learn(PERSON, Reach.of(ContentProfile.text(50), null));
        restart();
        assertThat(people.known(PERSON)).isNull();
        assertThat(rows()).isEmpty();
    }

    @Test
    void whoIsBackOrHasLeftIsNotWhatWasAsked() {
        people.refused("back", Failure.NOT_REACHABLE);
        people.learn("left", Reach.WHOLE);
        people.changed("+back");
        people.changed("left");
        assertThat(people.known("left"))
                .as("who has left is known where all nodes know it")
                .isNull();
        restart();
        assertThat(people.known("back")).isNull();
        assertThat(people.known("left")).isNull();
        assertThat(rows()).isEmpty();
    }

    @Test
    void theDiskHoldsNoMoreThanMemory() {
        int more = 25;
        for (int i = 0; i < Reachability.RECIPIENTS_MAX + more; i++) {
            people.learn("p" + i, Reach.WHOLE);
        }
        assertThat(rows()).hasSize(Reachability.RECIPIENTS_MAX);
        restart();
        assertThat(people.known("p" + (more - 1))).isNull();
        assertThat(people.known("p" + more)).isEqualTo(Reach.WHOLE);
        assertThat(people.known("p" + Reachability.RECIPIENTS_MAX)).isEqualTo(Reach.WHOLE);
        people.learn("one more", Reach.WHOLE);
        assertThat(rows()).as("also what an earlier run had written is dropped").hasSize(Reachability.RECIPIENTS_MAX);
    }

    @Test
    void damagedRowsAndThoseOfAClockThatWasSetBackAreAskedAgain() {
        people.learn(PERSON, Reach.WHOLE);
        world.runMillis(10);
        for (String value :
                List.of("", "[]", "{}", "{\"address\":\"x\",\"refusal\":\"MADE_UP\",\"at\":1,\"until\":2}")) {
            byte[] key = ShelfKey.of("rcs", "damaged" + value).octets();
            store.keep(List.of(new ShelfRow(Shelf.PROVIDER_REACH, key, value.getBytes(), 0)), world, () -> {});
        }
        restart();
        assertThat(people.known(PERSON)).isEqualTo(Reach.WHOLE);
        world.setWallOff(-Duration.ofHours(2).toMillis());
        restart();
        assertThat(people.known(PERSON)).isNull();
    }

    @Test
    void aDiskThatCannotBeReadKeepsNoChannelFromStarting() {
        people.learn(PERSON, Reach.WHOLE);
        world.runMillis(10);
        people = started("rcs", Between.of(Store.class, store, "shelf", (real, values) -> {
            ((Executor) values[4]).execute((Runnable) values[6]);
            return null;
        }));
        assertThat(people.mustAsk(PERSON)).isTrue();
    }
}

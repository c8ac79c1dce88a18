package dev.heliograph.channel.messenger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.web.SentShelf;
import dev.heliograph.simulation.MemoryStore;
import dev.heliograph.simulation.World;
import dev.heliograph.store.QuietListener;
import dev.heliograph.store.Shelf;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a receipt of an instant means, over restarts, and how much of it is remembered; time and disk are simulated. */
class SentLatelyTest {
    private static final long EVER = Long.MAX_VALUE;

    private final World world = new World(1);
    private final MemoryStore store = new MemoryStore(world, 2, new QuietListener() {});
    private SentLately sent = started();

    private SentLately started() {
        SentLately next = new SentLately();
        List<String> done = new ArrayList<>();
        next.recall(SentShelf.of(store, "page", world, world::wallMillis), () -> done.add("done"));
        world.runMillis(1_000);
        assertThat(done).containsExactly("done");
        return next;
    }

    /** A new process on the same disk. */
    private void restart() {
        world.runMillis(10);
        sent = started();
    }

    private List<String> undelivered(String person) {
        return sent.undelivered(person, EVER).stream().map(SentLately.Sent::mid).toList();
    }

    private List<String> unread(String person) {
        return sent.unread(person, EVER).stream().map(SentLately.Sent::mid).toList();
    }

    private int rows() {
        world.runMillis(10);
        return store.kept(Shelf.PROVIDER_SENT).size();
    }

    @Test
    void anInstantMeansTheSameAfterARestart() {
        sent.add("1", "a", 1_000);
        sent.add("2", "other", 1_000);
        sent.add("1", "b", 2_000);
        sent.add("1", "c", 5_000);
        restart();
        assertThat(sent.undelivered("1", 2_500))
                .extracting(SentLately.Sent::mid)
                .containsExactly("a", "b");
        assertThat(sent.unread("1", 2_500)).extracting(SentLately.Sent::mid).containsExactly("a", "b");
        assertThat(sent.unreadThrough("1", "b"))
                .extracting(SentLately.Sent::mid)
                .containsExactly("a", "b");
        assertThat(sent.unreadThrough("1", "other")).isEmpty();
        assertThat(unread("2")).containsExactly("other");
    }

    @Test
    void whatIsStoredIsNotSaidAgainAndWhatIsNotIs() {
        sent.add("1", "a", 1_000);
        sent.add("1", "b", 2_000);
        sent.undelivered("1", EVER);
        restart();
        assertThat(undelivered("1")).containsExactly("a", "b");
        sent.delivered(sent.undelivered("1", 1_500));
        assertThat(undelivered("1")).containsExactly("b");
        restart();
        assertThat(undelivered("1")).containsExactly("b");
        assertThat(unread("1")).containsExactly("a", "b");
        sent.read(sent.unread("1", 1_500));
        assertThat(unread("1")).containsExactly("b");
        restart();
        assertThat(unread("1")).containsExactly("b");
        assertThat(rows()).isEqualTo(1);
        sent.read(sent.unread("1", EVER));
        assertThat(rows()).isZero();
    }

    @Test
    void whatIsReadWhileItIsForgottenComesNotBack() {
        sent.add("1", "a", 1_000);
        List<SentLately.Sent> delivered = sent.undelivered("1", EVER);
        sent.read(sent.unread("1", EVER));
        sent.delivered(delivered);
        assertThat(rows()).isZero();
    }

    @Test
    void memoryAndDiskHoldTheNewestOfAPersonAndOfAll() {
        for (int i = 0; i < SentLately.OF_PERSON_MAX + 1; i++) {
            sent.add("much", "m" + i, i);
        }
        assertThat(unread("much")).hasSize(SentLately.OF_PERSON_MAX).startsWith("m1");
        assertThat(rows()).isEqualTo(SentLately.OF_PERSON_MAX);
        for (int i = 0; i < SentLately.MESSAGES_MAX - 1; i++) {
            sent.add("p" + i, "x", i);
        }
        assertThat(unread("much")).containsExactly("m50");
        assertThat(rows()).isEqualTo(SentLately.MESSAGES_MAX);
        restart();
        assertThat(unread("much")).containsExactly("m50");
        sent.add("one more", "x", 1);
        assertThat(unread("much"))
                .as("the oldest, also when an earlier run sent it")
                .isEmpty();
        assertThat(unread("p0")).containsExactly("x");
        assertThat(rows()).isEqualTo(SentLately.MESSAGES_MAX);
    }
}

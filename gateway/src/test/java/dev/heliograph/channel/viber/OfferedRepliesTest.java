package dev.heliograph.channel.viber;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.viber.OfferedReplies.Tapped;
import dev.heliograph.channel.web.SentShelf;
import dev.heliograph.message.Element;
import dev.heliograph.message.MessageId;
import dev.heliograph.message.Option;
import dev.heliograph.simulation.MemoryStore;
import dev.heliograph.simulation.World;
import dev.heliograph.store.QuietListener;
import dev.heliograph.store.Shelf;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whose reply a text is, over restarts, and how many are remembered; time and disk are simulated. */
class OfferedRepliesTest {
    private static final String ANN = "YW5u==";
    private static final String BOB = "Ym9i==";
    private static final long FIRST = MessageId.of(0, 1);
    private static final long SECOND = MessageId.of(0, 2);

    private final World world = new World(1);
    private final MemoryStore store = new MemoryStore(world, 2, new QuietListener() {});
    private OfferedReplies offered = started();

    private OfferedReplies started() {
        OfferedReplies next = new OfferedReplies();
        List<String> done = new ArrayList<>();
        next.recall(SentShelf.of(store, "viber-bot", world, world::wallMillis), () -> done.add("done"));
        world.runMillis(1_000);
        assertThat(done).containsExactly("done");
        return next;
    }

    /** A new process on the same disk. */
    private void restart() {
        world.runMillis(10);
        offered = started();
    }

    private static Element choices(String... ids) {
        return new Element.Choices(
                "Coming?",
                Stream.of(ids)
                        .map(id -> (Option) new Option.Reply(id, "Title of " + id))
                        .toList());
    }

    private static Tapped tapped(String id, long message) {
        return new Tapped(new Element.Answer(id, "Title of " + id), message);
    }

    private int rows() {
        world.runMillis(10);
        return store.kept(Shelf.PROVIDER_SENT).size();
    }

    @Test
    void aTapIsUnderstoodAfterARestart() {
        offered.offer(ANN, FIRST, choices("yes", "no thanks"));
        offered.offer(BOB, SECOND, choices("yes"));
        restart();
        assertThat(offered.tapped(ANN, "yes")).isEqualTo(tapped("yes", FIRST));
        assertThat(offered.tapped(ANN, "no thanks")).isEqualTo(tapped("no thanks", FIRST));
        assertThat(offered.tapped(BOB, "yes")).isEqualTo(tapped("yes", SECOND));
        assertThat(offered.tapped(BOB, "no thanks")).isNull();
        assertThat(offered.tapped(ANN, "Yes")).isNull();
    }

    @Test
    void aTapNamesTheLastMessageThatOfferedIt() {
        offered.offer(ANN, FIRST, choices("yes", "no"));
        offered.offer(ANN, SECOND, choices("yes", "later"));
        offered.offer(ANN, SECOND, new Element.Text("Well?", false));
        for (int run = 0; run < 2; run++) {
            assertThat(offered.tapped(ANN, "yes")).isEqualTo(tapped("yes", SECOND));
            assertThat(offered.tapped(ANN, "no")).as("a card is still there").isEqualTo(tapped("no", FIRST));
            restart();
        }
        offered.offer(ANN, SECOND, choices("no"));
        assertThat(rows()).as("of the first message nothing is left").isEqualTo(2);
    }

    @Test
    void memoryAndDiskHoldTheNewest() {
        offered.offer(ANN, FIRST, choices("yes", "no"));
        for (int i = 0; i < OfferedReplies.OFFERED_MAX - 1; i++) {
            offered.offer("p" + i, SECOND, choices("yes"));
        }
        assertThat(offered.tapped(ANN, "yes")).isNull();
        assertThat(offered.tapped(ANN, "no")).isEqualTo(tapped("no", FIRST));
        assertThat(rows()).isEqualTo(OfferedReplies.OFFERED_MAX);
        restart();
        assertThat(offered.tapped(ANN, "yes")).isNull();
        offered.offer(BOB, SECOND, choices("yes"));
        assertThat(offered.tapped(ANN, "no")).isNull();
        assertThat(rows()).isEqualTo(OfferedReplies.OFFERED_MAX);
    }

    @Test
    void whatIsSentAgainIsOfferedOnce() {
        offered.offer(ANN, FIRST, choices("yes", "no"));
        offered.offer(ANN, FIRST, choices("yes", "no"));
        assertThat(rows()).isEqualTo(1);
    }
}

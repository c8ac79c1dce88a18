package dev.heliograph.conversation.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.conversation.OptOut;
import dev.heliograph.conversation.WindowBook;
import dev.heliograph.simulation.World;
import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

/** Nodes that tell each other who has left and who wrote; time, disks and Redis are simulated. */
class PeopleExchangeTest {
    private static final long HOUR = 3_600_000;

    private final World world = new World(1);
    private final PeopleNode.Line line = new PeopleNode.Line();
    private final PeopleNode one = new PeopleNode("gw-1", world, line);
    private final PeopleNode two = new PeopleNode("gw-2", world, line);

    @Test
    void whatOneHearsTheOtherKnowsAndKeeps() {
        one.hears("391", true);
        world.runMillis(1_000);
        assertThat(two.mayNot("391")).isTrue();
        two.exchange.close();
        two.start();
        assertThat(two.mayNot("391")).as("on its own disk").isTrue();
        two.hears("391", false);
        world.runMillis(1_000);
        assertThat(one.mayNot("391")).isFalse();
        int written = line.notes.size();
        world.runMillis(10_000);
        assertThat(line.notes).as("nothing is told again and again").hasSize(written);
    }

    @Test
    void aWindowThatOneSeesOpenedIsOpenAtTheOther() {
        one.writes(world.wallMillis());
        world.runMillis(1_000);
        assertThat(two.state()).isEqualTo(WindowBook.State.OPEN);
        two.exchange.close();
        two.start();
        assertThat(two.state()).isEqualTo(WindowBook.State.OPEN);
        world.runMillis(25 * HOUR);
        assertThat(one.state()).isEqualTo(WindowBook.State.CLOSED);
        assertThat(two.state()).isEqualTo(WindowBook.State.CLOSED);
    }

    @Test
    void noWindowIsCalledClosedWhileAnotherNodeMayHaveHeardMore() {
        one.writes(world.wallMillis());
        world.runMillis(25 * HOUR);
        assertThat(two.state()).isEqualTo(WindowBook.State.CLOSED);
        line.down = true;
        world.runMillis(5_000);
        one.writes(world.wallMillis());
        assertThat(two.state()).isEqualTo(WindowBook.State.UNKNOWN);
        line.down = false;
        world.runMillis(23 * HOUR);
        assertThat(two.state()).as("told late, or not at all").isNotEqualTo(WindowBook.State.CLOSED);
        world.runMillis(2 * HOUR);
        assertThat(two.state()).isEqualTo(WindowBook.State.CLOSED);
    }

    @Test
    void whatWasHeardWhileTheLineWasDownIsToldLater() {
        line.down = true;
        world.runMillis(3_000);
        one.hears("391", true);
        two.hears("392", true);
        world.runMillis(3_000);
        line.down = false;
        line.notes.clear();
        world.runMillis(5_000);
        assertThat(one.mayNot("392")).isTrue();
        assertThat(two.mayNot("391")).isTrue();
    }

    @Test
    void whoComesKnowsWhatItMissedBeforeItSends() {
        two.exchange.close();
        world.runMillis(100);
        for (int i = 0; i < 700; i++) {
            one.hears("39" + i, true);
        }
        two.start();
        assertThat(two.caughtUp.isComplete()).isFalse();
        for (int millis = 0; !two.caughtUp.isComplete() && millis < 5_000; millis++) {
            world.runMillis(1);
        }
        assertThat(two.caughtUp.isComplete()).isTrue();
        assertThat(two.mayNot("390")).isTrue();
        assertThat(two.mayNot("39699")).isTrue();
    }

    @Test
    void whoIsAloneOrCutOffDoesNotWaitForLong() {
        two.exchange.close();
        world.runMillis(100);
        one.exchange.close();
        world.runMillis(100);
        one.start();
        assertThat(one.caughtUp.isComplete()).isFalse();
        world.runMillis(1_000);
        assertThat(one.caughtUp.isComplete()).isTrue();
        line.down = true;
        two.start();
        assertThat(two.caughtUp.isComplete()).isTrue();
    }

    @Test
    void whoGoesTellsFirst() {
        world.runMillis(1_000);
        one.people.optOuts().put(new OptOut("demo", "smpp", "391", true, world.wallMillis(), "word"), world, () -> {});
        world.runMillis(3);
        Future<Void> told = one.exchange.close();
        world.runMillis(50);
        assertThat(told.isComplete()).isTrue();
        one.exchange.close();
        world.runMillis(1_000);
        assertThat(two.mayNot("391")).isTrue();
    }

    @Test
    void nothingIsTooOldToBeToldWhenTheLineWasDownForLong() {
        one.hears("390", true);
        world.runMillis(1_000);
        line.down = true;
        world.runMillis(3_000);
        one.hears("391", true);
        world.runMillis(9 * 24 * HOUR);
        one.hears("392", true);
        two.hears("393", true);
        line.down = false;
        line.notes.clear();
        world.runMillis(5_000);
        assertThat(two.mayNot("391")).isTrue();
        assertThat(two.mayNot("392")).isTrue();
        assertThat(one.mayNot("393")).isTrue();
    }

    @Test
    void whoWasAwayIsToldWhatItMissed() {
        two.exchange.close();
        world.runMillis(1_000);
        for (int i = 0; i < 1_200; i++) {
            one.hears("39" + i, true);
        }
        world.runMillis(5_000);
        two.start();
        world.runMillis(10_000);
        for (int i = 0; i < 1_200; i++) {
            assertThat(two.mayNot("39" + i)).isTrue();
        }
    }
}

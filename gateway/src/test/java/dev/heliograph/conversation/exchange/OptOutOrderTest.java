package dev.heliograph.conversation.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.simulation.World;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Which word was the last, where nodes hear one each and their clocks disagree: the person's last word, and in doubt the one to leave. */
class OptOutOrderTest {
    private static final String PERSON = "391";
    private static final long SECOND = 1_000;
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final World world = new World(1);
    private final PeopleNode.Line line = new PeopleNode.Line();
    private final PeopleNode ahead = new PeopleNode("gw-1", world, line);
    private final PeopleNode behind = new PeopleNode("gw-2", world, line);

    private void clocksApart(long millis) {
        ahead.aheadMillis = millis;
        world.runMillis(SECOND);
    }

    private void tell() {
        world.runMillis(3 * SECOND);
    }

    private static void restart(PeopleNode node) {
        node.exchange.close();
        node.start();
    }

    private void bothHaveLeft(boolean left) {
        tell();
        for (PeopleNode node : List.of(ahead, behind)) {
            assertThat(node.mayNot(PERSON)).as(node.name).isEqualTo(left);
            restart(node);
            tell();
            assertThat(node.mayNot(PERSON)).as(node.name + " after a restart").isEqualTo(left);
        }
    }

    @Test
    void aStopThatIsDatedBeforeTheStartItFollowsCounts() {
        clocksApart(5 * SECOND);
        ahead.hears(PERSON, true);
        tell();
        ahead.hears(PERSON, false);
        world.runMillis(SECOND);
        behind.hears(PERSON, true);
        bothHaveLeft(true);
    }

    @Test
    void soItDoesWhereTheStartWasNotHeardOf() {
        clocksApart(5 * SECOND);
        ahead.hears(PERSON, true);
        tell();
        behind.cutOff = true;
        ahead.hears(PERSON, false);
        world.runMillis(SECOND);
        behind.hears(PERSON, true);
        world.runMillis(SECOND);
        assertThat(ahead.mayNot(PERSON)).isFalse();
        behind.cutOff = false;
        bothHaveLeft(true);
    }

    @Test
    void soItDoesWhereNothingAtAllWasHeardOf() {
        clocksApart(5 * SECOND);
        behind.cutOff = true;
        world.runMillis(2 * SECOND);
        ahead.hears(PERSON, true);
        ahead.hears(PERSON, false);
        world.runMillis(SECOND);
        behind.hears(PERSON, true);
        behind.cutOff = false;
        bothHaveLeft(true);
    }

    @Test
    void whoComesBackWhereTheirWordIsKnownIsBackWhateverTheClocksSay() {
        clocksApart(5 * SECOND);
        ahead.hears(PERSON, true);
        tell();
        behind.hears(PERSON, false);
        bothHaveLeft(false);
        // And once more the other way round.
        behind.hears(PERSON, true);
        tell();
        ahead.hears(PERSON, false);
        bothHaveLeft(false);
    }

    @Test
    void inDoubtTheyHaveLeft() {
        clocksApart(0);
        ahead.hears(PERSON, true);
        tell();
        line.down = true;
        behind.hears(PERSON, true);
        world.runMillis(SECOND);
        // This node does not know that they have left again; perhaps it was first, perhaps the other.
        ahead.hears(PERSON, false);
        line.down = false;
        bothHaveLeft(true);
        ahead.hears(PERSON, false);
        bothHaveLeft(false);
    }

    @Test
    void thereIsNoDoubtWhereMoreTimeIsBetweenThemThanBetweenTheClocks() {
        clocksApart(5 * SECOND);
        ahead.hears(PERSON, true);
        tell();
        line.down = true;
        behind.hears(PERSON, true);
        world.runMillis(2 * HOUR);
        ahead.hears(PERSON, false);
        line.down = false;
        bothHaveLeft(false);
    }

    @Test
    void aClockThatIsAnHourAheadDoesNotHideALaterStop() {
        clocksApart(HOUR);
        ahead.hears(PERSON, true);
        tell();
        ahead.hears(PERSON, false);
        tell();
        behind.hears(PERSON, true);
        bothHaveLeft(true);
        behind.hears(PERSON, false);
        bothHaveLeft(false);
    }

    @Test
    void aClockThatIsSetBackMakesNoWordOlder() {
        behind.aheadMillis = 5 * SECOND;
        behind.hears(PERSON, true);
        behind.hears(PERSON, false);
        tell();
        behind.aheadMillis = 0;
        restart(behind);
        behind.hears(PERSON, true);
        bothHaveLeft(true);
    }

    /** Any words at any nodes, some of them cut off and none with a right clock: in the end all know the same, and nobody is written to who has left last. */
    @Test
    void allNodesComeToKnowTheSame() {
        for (int seed = 1; seed <= 200; seed++) {
            new Story(seed).tell();
        }
    }

    private static final class Story {
        private static final int WORDS = 12;

        private final int seed;
        private final World world;
        private final SplittableRandom random;
        private final List<PeopleNode> nodes;

        Story(int seed) {
            this.seed = seed;
            world = new World(seed);
            random = new SplittableRandom(seed);
            PeopleNode.Line line = new PeopleNode.Line();
            nodes = List.of(
                    new PeopleNode("gw-1", world, line),
                    new PeopleNode("gw-2", world, line),
                    new PeopleNode("gw-3", world, line));
            nodes.forEach(node -> node.aheadMillis = random.nextLong(300 * SECOND));
        }

        void tell() {
            boolean left = false;
            boolean allKnew = true;
            for (int word = 0; word < WORDS; word++) {
                PeopleNode node = nodes.get(random.nextInt(nodes.size()));
                node.cutOff = random.nextInt(3) == 0;
                world.runMillis(random.nextInt(4_000));
                if (random.nextInt(8) == 0) {
                    restart(node);
                }
                allKnew = nodes.stream().noneMatch(one -> one.cutOff) && settled();
                // Who is back must have left where they say so, else nothing is noted.
                left = !node.mayNot(PERSON) || random.nextBoolean();
                node.hears(PERSON, left);
            }
            nodes.forEach(node -> node.cutOff = false);
            world.runMillis(20 * SECOND);
            for (PeopleNode node : nodes) {
                assertThat(node.mayNot(PERSON))
                        .as("%s of seed %d", node.name, seed)
                        .isEqualTo(nodes.get(0).mayNot(PERSON));
            }
            if (left) {
                assertThat(nodes.get(0).mayNot(PERSON)).as("seed %d", seed).isTrue();
            } else if (allKnew) {
                assertThat(nodes.get(0).mayNot(PERSON)).as("seed %d", seed).isFalse();
            }
        }

        /** Whether all have been told everything. */
        private boolean settled() {
            world.runMillis(5 * SECOND);
            return true;
        }
    }
}

package dev.heliograph.conversation.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.conversation.WindowBook;
import dev.heliograph.conversation.WindowBook.State;
import dev.heliograph.message.InboundContext;
import dev.heliograph.simulation.World;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Five messages may follow each of a person's, whichever nodes send them; and what the provider tells one node of a window the others know. */
class WindowNewsTest {
    private static final long HOUR = 3_600_000;

    private final World world = new World(1);
    private final PeopleNode.Line line = new PeopleNode.Line();
    private final PeopleNode one = new PeopleNode("gw-1", world, line);
    private final PeopleNode two = new PeopleNode("gw-2", world, line);

    @BeforeEach
    void meet() {
        // Long enough that a window which is not known is closed.
        world.runMillis(25 * HOUR);
    }

    private WindowBook.Visit begins(PeopleNode node) {
        return node.people.windows().visit(PeopleNode.KIND, "391", PeopleNode.WINDOW, 1);
    }

    private void sends(PeopleNode node, int messages) {
        for (int i = 0; i < messages; i++) {
            node.people.windows().ended(begins(node), 1);
        }
    }

    private void tell() {
        world.runMillis(1_000);
    }

    private void restart(PeopleNode node) {
        node.exchange.close();
        node.start();
        tell();
    }

    private void both(State state) {
        for (PeopleNode node : List.of(one, two)) {
            assertThat(node.state()).as(node.name).isEqualTo(state);
        }
    }

    @Test
    void whatOneNodeSendsTheOtherCounts() {
        one.writes(world.wallMillis());
        tell();
        sends(one, 2);
        tell();
        sends(two, 2);
        tell();
        both(State.OPEN);
        sends(two, 1);
        tell();
        both(State.CLOSED);
        restart(one);
        assertThat(one.people.windows().openUntil(PeopleNode.KIND, "391"))
                .as("on its own disk")
                .isLessThan(world.wallMillis());
        two.writes(world.wallMillis());
        tell();
        both(State.OPEN);
        sends(one, 4);
        tell();
        both(State.OPEN);
        sends(one, 1);
        tell();
        both(State.CLOSED);
    }

    @Test
    void whatIsToldTwiceIsCountedOnce() {
        one.writes(world.wallMillis());
        tell();
        sends(one, 4);
        tell();
        line.notes.addAll(List.copyOf(line.notes.subList(line.notes.size() - 4, line.notes.size())));
        tell();
        both(State.OPEN);
    }

    /** Providers date messages by the second. */
    @Test
    void whatFollowedAnEarlierMessageOfTheSameMomentIsNotCounted() {
        long at = world.wallMillis();
        one.writes(at);
        tell();
        sends(one, 4);
        two.writes(at);
        tell();
        sends(two, 4);
        tell();
        both(State.OPEN);
        sends(two, 1);
        tell();
        both(State.CLOSED);
    }

    /** As where one node is slow to answer: the provider brings it again, and another node has it. */
    @Test
    void aMessageThatTwoNodesHeardIsOne() {
        long at = world.wallMillis();
        one.inbound("Hi", at, InboundContext.of("wx-1"));
        tell();
        sends(one, 2);
        WindowBook.Visit underWay = begins(one);
        two.inbound("Hi", at, InboundContext.of("wx-1"));
        tell();
        one.people.windows().ended(underWay, 1);
        sends(one, 1);
        tell();
        both(State.OPEN);
        sends(two, 1);
        tell();
        both(State.CLOSED);
        restart(one);
        one.inbound("Hi", at, InboundContext.of("wx-1"));
        tell();
        assertThat(one.people.windows().openUntil(PeopleNode.KIND, "391"))
                .as("also when it comes again after a restart")
                .isLessThanOrEqualTo(at);
        two.inbound("Hello?", at, InboundContext.of("wx-2"));
        tell();
        both(State.OPEN);
    }

    @Test
    void whatFollowedAMessageThatIsNotTheLastSaysNothing() {
        one.writes(world.wallMillis());
        tell();
        sends(two, 5);
        world.runMillis(1);
        one.writes(world.wallMillis());
        tell();
        both(State.OPEN);
    }

    @Test
    void aWindowThatTheProviderCallsClosedIsClosedAtEveryNode() {
        one.writes(world.wallMillis());
        tell();
        both(State.OPEN);
        WindowBook.Visit refused = begins(two);
        two.people.windows().ended(refused, 0);
        two.people.windows().shut(refused);
        tell();
        both(State.CLOSED);
        restart(one);
        assertThat(one.people.windows().openUntil(PeopleNode.KIND, "391")).isLessThan(world.wallMillis());
        one.writes(world.wallMillis());
        tell();
        both(State.OPEN);
    }

    @Test
    void soItIsOfSomebodyWhomNobodyHasSeenWrite() {
        both(State.UNKNOWN);
        WindowBook.Visit refused = begins(two);
        two.people.windows().ended(refused, 0);
        two.people.windows().shut(refused);
        tell();
        both(State.CLOSED);
    }

    @Test
    void whoHasWrittenSinceIsNotShutOut() {
        one.writes(world.wallMillis());
        tell();
        WindowBook.Visit refused = begins(two);
        two.people.windows().ended(refused, 0);
        // At the same time, before either has heard of the other.
        world.runMillis(1);
        one.writes(world.wallMillis());
        two.people.windows().shut(refused);
        tell();
        both(State.OPEN);
    }
}

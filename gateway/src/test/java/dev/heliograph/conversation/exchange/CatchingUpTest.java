package dev.heliograph.conversation.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.conversation.OptOut;
import dev.heliograph.simulation.World;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node has missed it comes to know: however much that is, however slow it is, and whatever else goes on. */
class CatchingUpTest {
    private static final int MANY = 3_000;
    private static final long DAY = 86_400_000L;

    /** More than one page and less than two. */
    private static final int KEPT = 800;

    private final World world = new World(1);
    private final PeopleNode.Line line = new PeopleNode.Line();
    private final PeopleNode one = new PeopleNode("gw-1", world, line);
    private final PeopleNode two = new PeopleNode("gw-2", world, line);

    @BeforeEach
    void meet() {
        world.runMillis(20_000);
    }

    private void runUntil(BooleanSupplier done, long atMostMillis) {
        for (long millis = 0; !done.getAsBoolean() && millis < atMostMillis; millis++) {
            world.runMillis(1);
        }
    }

    private void untilCaughtUp(PeopleNode node) {
        runUntil(node.caughtUp::isComplete, 60_000);
    }

    private long notes(PeopleNode from, String kind) {
        String start = "{\"v\":1,\"node\":\"" + from.name + "\",\"kind\":\"" + kind + "\"";
        return line.notes.stream().filter(note -> note.startsWith(start)).count();
    }

    // ---- holes, and pace

    @Test
    void aHoleInTheLineIsNoticedAndWhatWasInItIsAskedFor() {
        line.keptMax = KEPT;
        // Written in one go, while the other rests.
        one.hearsOf(MANY, 0);
        world.runMillis(15_000);
        assertThat(two.exchange.counts().failures.sum()).isPositive();
        assertThat(two.knowsOf(MANY, 0)).isEqualTo(MANY);
    }

    @Test
    void soItIsByANodeThatStoodStill() {
        two.standStill();
        line.keptMax = KEPT;
        for (int i = 0; i < 10; i++) {
            one.hearsOf(100, 100 * i);
            world.runMillis(300);
        }
        two.goOn();
        world.runMillis(5_000);
        assertThat(two.knowsOf(1_000, 0)).isEqualTo(1_000);
    }

    @Test
    void whoAsksIsNotOutrunAndNobodyElseReadsIt() {
        one.hearsOf(MANY, 0);
        world.runMillis(5_000);
        int before = line.notes.size();
        line.keptMax = 100;
        PeopleNode slow = new PeopleNode("gw-3", world, line, 700);
        untilCaughtUp(slow);
        world.runMillis(60_000);
        assertThat(slow.knowsOf(MANY, 0)).isEqualTo(MANY);
        world.runMillis(20_000);
        assertThat(line.ownMax).isLessThanOrEqualTo(OptOutPages.PAGE_MAX + 1);
        assertThat(line.notes).hasSizeLessThan(before + 50);
        for (PeopleNode node : List.of(one, two, slow)) {
            assertThat(node.exchange.counts().failures.sum()).as(node.name).isZero();
        }
    }

    // ---- who is waited for

    @Test
    void whatAnotherNodeIsToldIsNoAnswer() {
        two.exchange.close();
        world.runMillis(100);
        one.hearsOf(MANY, 0);
        world.runMillis(5_000);
        PeopleNode three = new PeopleNode("gw-3", world, line);
        world.runMillis(50);
        two.start();
        untilCaughtUp(two);
        assertThat(two.knowsOf(MANY, 0)).isEqualTo(MANY);
        untilCaughtUp(three);
        assertThat(three.knowsOf(MANY, 0)).isEqualTo(MANY);
    }

    @Test
    void whoKnowsNothingIsNotTheOnlyOneThatIsWaitedFor() {
        two.exchange.close();
        world.runMillis(100);
        one.hears("391", true);
        one.standStill();
        two.start();
        PeopleNode three = new PeopleNode("gw-3", world, line);
        world.runMillis(500);
        assertThat(two.caughtUp.isComplete()).isFalse();
        one.goOn();
        untilCaughtUp(two);
        untilCaughtUp(three);
        assertThat(two.mayNot("391")).isTrue();
        assertThat(three.mayNot("391")).isTrue();
    }

    @Test
    void whoSaysNothingIsNotWaitedForAnyLonger() {
        two.exchange.close();
        one.hearsOf(1, 0);
        // It was heard of and does not answer.
        PeopleNode three = new PeopleNode("gw-3", world, line);
        untilCaughtUp(three);
        three.standStill();
        two.start();
        line.notes.add(PeopleNote.of("gw-3", "here").encode());
        assertThat(two.caughtUp.isComplete()).isFalse();
        world.runMillis(4_000);
        assertThat(two.caughtUp.isComplete()).isFalse();
        world.runMillis(2_000);
        assertThat(two.caughtUp.isComplete()).isTrue();
        assertThat(two.knowsOf(1, 0)).isEqualTo(1);
    }

    // ---- lines that break again and again

    @Test
    void whoComesAndGoesKeepsNobodyAtTheBeginning() {
        one.hearsOf(MANY, 0);
        world.runMillis(20_000);
        long before = notes(two, "hello");
        PeopleNode slow = new PeopleNode("gw-3", world, line, 300);
        for (int i = 0; i < 60; i++) {
            world.runMillis(1_600);
            two.cutOff = true;
            slow.cutOff = i % 5 == 4;
            world.runMillis(300);
            two.cutOff = false;
            slow.cutOff = false;
        }
        assertThat(notes(two, "hello") - before).as("it rests the longer").isBetween(2L, 20L);
        assertThat(slow.knowsOf(MANY, 0)).isEqualTo(MANY);
        world.runMillis(60_000);
        long written = line.notes.size();
        world.runMillis(60_000);
        assertThat(line.notes).as("nothing is told again and again").hasSize((int) written);
    }

    @Test
    void whoSaysAgainAndAgainThatItMayHaveToldTooLittleIsAskedToTheEnd() {
        PeopleNode slow = new PeopleNode("gw-3", world, line, 300);
        world.runMillis(20_000);
        one.cutOff = true;
        one.hearsOf(MANY, 0);
        world.runMillis(20_000);
        one.cutOff = false;
        for (int i = 0; i < 30; i++) {
            world.runMillis(500);
            line.notes.add(PeopleNote.of("gw-1", "hello").put("since", 0).encode());
        }
        assertThat(slow.knowsOf(MANY, 0)).isEqualTo(MANY);
        world.runMillis(60_000);
        long written = line.notes.size();
        world.runMillis(60_000);
        assertThat(line.notes).hasSize((int) written);
    }

    @Test
    void whatWasBeingAskedForGoesOnWhereItWas() {
        CatchingUp asks = new CatchingUp("gw-3", new Numbers(1), world, () -> {});
        asks.opened(7);
        asks.heardOf("gw-1");
        JsonObject first = asked(asks);
        assertThat(first.getLong("since")).isEqualTo(7);
        assertThat(first.getString("after")).isEmpty();
        asks.told(page(first).put("after", "x").put("end", false));
        asks.closed();
        asks.opened(8);
        assertThat(asks.hasNext()).as("not heard of yet").isFalse();
        asks.heardOf("gw-1");
        JsonObject second = asked(asks);
        assertThat(second.getLong("since")).isEqualTo(7);
        assertThat(second.getString("after")).isEqualTo("x");
        asks.told(page(first).put("end", true));
        assertThat(asks.isAsking())
                .as("that was the answer to another question")
                .isTrue();
        asks.told(page(second).put("end", true));
        assertThat(asks.hasNext()).as("not at once").isFalse();
        world.runMillis(3_000);
        JsonObject third = asked(asks);
        assertThat(third.getLong("since")).isEqualTo(8);
        assertThat(third.getString("after")).isEmpty();
        asks.told(page(third).put("end", true));
        assertThat(asks.isComplete()).isTrue();
    }

    private static JsonObject asked(CatchingUp asks) {
        List<String> notes = new ArrayList<>();
        asks.moveInto(notes);
        assertThat(notes).hasSize(1);
        return new JsonObject(notes.get(0));
    }

    private static JsonObject page(JsonObject asked) {
        return PeopleNote.of("gw-1", "page", "gw-3").put("number", asked.getLong("number"));
    }

    /** What one page has told makes nobody believe that what was said long before it is known too. */
    @Test
    void aFreshNodeThatStopsHalfwayGoesOnAfterwards() {
        one.hearsOf(MANY, 1);
        world.runMillis(9 * DAY);
        one.hearsOf(1, 0);
        world.runMillis(1_000);
        PeopleNode three = new PeopleNode("gw-3", world, line, 50);
        runUntil(() -> three.knowsOf(MANY, 0) > 0, 5_000);
        assertThat(three.knowsOf(MANY, 1)).isLessThan(MANY);
        three.exchange.close();
        world.runMillis(1_000);
        assertThat(three.knowsOf(MANY, 1)).isLessThan(MANY);
        three.start();
        untilCaughtUp(three);
        assertThat(three.knowsOf(MANY, 1)).isEqualTo(MANY);
    }

    @Test
    void whatFoundNoPlaceAmongWhatWaitsIsAskedFor() {
        int tooMany = PeopleExchange.WAITING_MAX + 2_000;
        one.hearsOf(tooMany, 0);
        world.runMillis(20_000);
        assertThat(two.knowsOf(tooMany, 0)).isEqualTo(tooMany);
    }

    // ---- disks that cannot tell

    private void back(PeopleNode node, String address) {
        node.people
                .optOuts()
                .put(new OptOut("demo", "smpp", address, false, node.wallMillis(), "word"), world, () -> {});
        world.runMillis(20);
    }

    @Test
    void whoIsBackAndCannotBeReadKeepsNobodyElseWaiting() {
        one.hears("391", true);
        one.hears("392", true);
        world.runMillis(1_000);
        two.exchange.close();
        two.heldMax = 1;
        two.start();
        world.runMillis(20_000);
        String unheld = two.mayNot("391") ? "392" : "391";
        two.unreadableRows = true;
        back(one, unheld);
        one.hears("393", true);
        two.hears("394", true);
        world.runMillis(5_000);
        assertThat(two.exchange.counts().aside()).isEqualTo(1);
        assertThat(left(two, "393")).as("on its disk").isTrue();
        assertThat(one.mayNot("394")).isTrue();
        assertThat(left(two, unheld)).isTrue();
        world.runMillis(120_000);
        assertThat(two.exchange.counts().aside()).isEqualTo(1);
        two.unreadableRows = false;
        world.runMillis(61_000);
        assertThat(two.exchange.counts().aside()).isZero();
        assertThat(left(two, unheld)).isFalse();
    }

    private boolean left(PeopleNode node, String address) {
        boolean unreadable = node.unreadableRows;
        node.unreadableRows = false;
        boolean[] left = new boolean[1];
        node.people.optOuts().ask("demo", "smpp", address, world, out -> left[0] = out, () -> {});
        node.unreadableRows = unreadable;
        world.runMillis(10);
        return left[0];
    }

    @Test
    void aDiskThatCannotTellAPageHoldsUpNobodyAndIsAskedAgain() {
        one.hears("391", true);
        two.hears("392", true);
        world.runMillis(1_000);
        one.unreadablePages = true;
        PeopleNode three = new PeopleNode("gw-3", world, line);
        runUntil(() -> three.mayNot("392"), 3_000);
        one.hears("393", true);
        world.runMillis(300);
        assertThat(three.mayNot("393")).as("what is heard now is told").isTrue();
        untilCaughtUp(three);
        assertThat(one.exchange.counts().unreadPages.sum()).isEqualTo(1);
        one.unreadablePages = false;
        world.runMillis(61_000);
        assertThat(three.mayNot("391")).isTrue();
        assertThat(three.people.optOuts().apart().missedSince()).isEqualTo(Long.MAX_VALUE);
        assertThat(three.people.optOuts().apart().missedOf().values()).containsOnly(Long.MAX_VALUE);
    }

    // ---- who falls silent, or is away

    /** Both have heard something that the other has not, in days that are too long ago to be asked for without a reason. */
    private void partForLong() {
        two.exchange.close();
        world.runMillis(100);
        one.hears("391", true);
        world.runMillis(9 * DAY);
        one.hears("392", true);
        world.runMillis(1_000);
    }

    /** Both hear what makes the days before it old, and stop and start again, one after the other. */
    private void startAgain() {
        two.hears("394", true);
        two.exchange.close();
        world.runMillis(1_000);
        one.goOn();
        one.exchange.close();
        world.runMillis(1_000);
        two.start();
        world.runMillis(30_000);
        one.start();
        world.runMillis(30_000);
    }

    @Test
    void whatASilentNodeHasNotToldIsAskedForAfterARestartToo() {
        partForLong();
        one.standStill();
        two.start();
        line.notes.add(PeopleNote.of("gw-1", "here").encode());
        world.runMillis(30_000);
        assertThat(two.caughtUp.isComplete()).isTrue();
        assertThat(two.mayNot("391")).isFalse();
        startAgain();
        assertThat(two.mayNot("391")).isTrue();
        assertThat(two.mayNot("392")).isTrue();
    }

    @Test
    void soItIsOfANodeThatWasAwayAllTheTime() {
        partForLong();
        one.exchange.close();
        world.runMillis(1_000);
        two.start();
        world.runMillis(30_000);
        startAgain();
        assertThat(two.mayNot("391")).isTrue();
    }

    @Test
    void ofTooManyNodesWhoeverIsAwayIsForgotten() {
        CatchingUp asks = new CatchingUp("gw-3", new Numbers(1), world, () -> {});
        asks.recover(Map.of("gone", 5L));
        asks.opened(7);
        for (int i = 0; i < CatchingUp.SOURCES_MAX; i++) {
            assertThat(asks.missedOf()).containsEntry("gone", 5L);
            asks.heardOf("gw-" + (10 + i));
        }
        assertThat(asks.missedOf()).hasSize(CatchingUp.SOURCES_MAX).doesNotContainKey("gone");
    }

    // ---- lines that never hold

    @Test
    void aLineThatNeverHoldsIsOpenedAtTheLongestDistanceHoweverOftenItBroke() {
        line.keptMax = 0;
        line.notes.add("gone before anybody has read it");
        world.runMillis(60_000);
        for (int i = 0; i < 7; i++) {
            long before = notes(one, "hello");
            world.runMillis(160_000);
            assertThat(notes(one, "hello") - before).isBetween(9L, 11L);
        }
    }
}

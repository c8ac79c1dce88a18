package dev.heliograph.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.Failure;
import dev.heliograph.conversation.Window;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.Message;
import dev.heliograph.simulation.ManualProvider;
import dev.heliograph.simulation.World;
import dev.heliograph.throttle.Rate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Windows as the provider counts and judges them: what is under way has its place, and what the provider says is known from then on. */
class WindowRulesTest {
    private static final long HOUR = 3_600_000;
    private static final Element.Template TEMPLATE =
            new Element.Template("hello", "en", "", null, List.of(), List.of());
    private static final Content TEXT = new Content.Text("hello");
    private static final Content BOTH =
            new Content.Rich(new Element.Text("hello", false), null, null, Map.of(), false, TEMPLATE);

    private final World world = new World(1);
    private final ManualProvider a = new ManualProvider("a", world, 10);
    private final ManualProvider b = new ManualProvider("b", world, 10);
    private RuledGateway gateway;

    private void start(Window window) {
        a.capability = RuledGateway.capability(window);
        gateway = new RuledGateway(world, new Rate(1_000, 1_000), LaneOptions.DEFAULT, a, b);
        world.runMillis(100);
    }

    private void restart() {
        gateway.crashAndRestart();
        world.runMillis(100);
    }

    private List<Boolean> templates() {
        return a.submitted.stream()
                .map(one -> one.message().content() instanceof Content.Rich rich
                        && rich.element() instanceof Element.Template)
                .toList();
    }

    @Test
    void aProviderThatCallsAWindowClosedIsNotAskedAgain() {
        start(Window.ofHours(24));
        Message asked = gateway.submit(TEXT, "a");
        a.refuse(Failure.OUTSIDE_WINDOW);
        world.runMillis(100);
        assertThat(gateway.endOf(asked)).isEqualTo("a failed outside-window");
        Message refused = gateway.submit(TEXT, "a");
        Message elsewhere = gateway.submit(TEXT, "a", "b");
        assertThat(a.submittedIds()).containsExactly(asked.id());
        assertThat(gateway.endOf(refused)).isEqualTo("a failed outside-window");
        assertThat(b.submittedIds()).containsExactly(elsewhere.id());
        gateway.submit(BOTH, "a");
        assertThat(templates()).containsExactly(false, true);
        gateway.writes(a, world.wallMillis());
        gateway.submit(TEXT, "a");
        assertThat(templates()).as("who writes opens it").containsExactly(false, true, false);
    }

    @Test
    void whatTheProviderSaidIsKnownAfterARestartOnceNothingCanHaveBeenMissed() {
        start(Window.ofHours(24));
        gateway.submit(TEXT, "a");
        a.refuse(Failure.OUTSIDE_WINDOW);
        restart();
        gateway.submit(BOTH, "a");
        assertThat(templates()).as("the template is right in any case").containsExactly(false, true);
        world.runMillis(2 * HOUR);
        Message refused = gateway.submit(TEXT, "a");
        assertThat(gateway.endOf(refused)).isEqualTo("a failed outside-window");
        assertThat(a.submitted).hasSize(2);
    }

    @Test
    void contentWithATemplateIsSaidAgainAsOne() {
        start(Window.ofHours(24));
        gateway.writes(a, world.wallMillis());
        Message both = gateway.submit(BOTH, "a", "b");
        assertThat(templates()).containsExactly(false);
        a.refuse(Failure.OUTSIDE_WINDOW);
        world.runMillis(100);
        assertThat(templates()).containsExactly(false, true);
        a.refuse(Failure.OUTSIDE_WINDOW);
        world.runMillis(100);
        assertThat(templates()).as("and once").hasSize(2);
        assertThat(b.submittedIds()).containsExactly(both.id());
        assertThat(LaneMemory.leftIn(gateway.lane("a"))).isEmpty();
    }

    @Test
    void whoWritesWhileWordsAreUnderWayHasOpenedTheWindowWhateverBecomesOfThem() {
        start(Window.ofHours(24));
        gateway.submit(TEXT, "a");
        gateway.writes(a, world.wallMillis());
        a.refuse(Failure.OUTSIDE_WINDOW);
        gateway.submit(TEXT, "a");
        assertThat(a.submitted).hasSize(2);
    }

    @Test
    void twoMessagesDoNotTakeOnePlace() {
        start(Window.ofHours(48).ofMessages(5));
        gateway.writes(a, world.wallMillis());
        for (int i = 0; i < 4; i++) {
            gateway.submit(TEXT, "a");
            a.take();
        }
        Message last = gateway.submit(TEXT, "a");
        Message tooMany = gateway.submit(TEXT, "a");
        gateway.submit(BOTH, "a");
        assertThat(a.submittedIds()).contains(last.id()).doesNotContain(tooMany.id());
        assertThat(gateway.endOf(tooMany)).isEqualTo("a failed outside-window");
        assertThat(templates()).containsExactly(false, false, false, false, false, true);
        // The provider did not take it: its place is free again.
        a.refuse(Failure.CONTENT_INVALID);
        a.take();
        Message next = gateway.submit(TEXT, "a");
        assertThat(a.submittedIds()).contains(next.id());
    }

    @Test
    void templatesTakeNoPlace() {
        start(Window.ofHours(48).ofMessages(5));
        gateway.writes(a, world.wallMillis());
        for (int i = 0; i < 6; i++) {
            gateway.submit(Content.Rich.of(TEMPLATE), "a");
            a.take();
        }
        gateway.submit(TEXT, "a");
        assertThat(a.submitted).hasSize(7);
    }

    @Test
    void theCountSurvivesARestart() {
        start(Window.ofHours(48).ofMessages(5));
        gateway.writes(a, world.wallMillis());
        for (int i = 0; i < 4; i++) {
            gateway.submit(TEXT, "a");
            a.take();
        }
        restart();
        gateway.submit(BOTH, "a");
        assertThat(templates()).as("the fifth").containsExactly(false, false, false, false, false);
        a.take();
        gateway.submit(BOTH, "a");
        assertThat(templates()).as("the sixth").endsWith(true);
        a.take();
        restart();
        gateway.submit(BOTH, "a");
        assertThat(templates()).as("after another restart").endsWith(true);
        a.take();
        world.runMillis(2 * HOUR);
        Message refused = gateway.submit(TEXT, "a");
        assertThat(gateway.endOf(refused)).isEqualTo("a failed outside-window");
        gateway.writes(a, world.wallMillis());
        gateway.submit(TEXT, "a");
        assertThat(templates()).as("five more").endsWith(true, false);
    }
}

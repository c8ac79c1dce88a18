package dev.heliograph.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.conversation.OptOut;
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

/** Opt-outs and windows at the last moment before a channel has a message; time and disk are simulated. */
class RecipientRulesTest {
    private static final long HOUR = 3_600_000;
    private static final Rate FAST = new Rate(100_000, 1_000);
    private static final Element.Template TEMPLATE =
            new Element.Template("hello", "en", "", null, List.of(), List.of());

    private final World world = new World(1);
    private final ManualProvider a = new ManualProvider("a", world, 2);
    private final ManualProvider b = new ManualProvider("b", world, 10);
    private RuledGateway gateway;

    private void start(LaneOptions options) {
        a.capability = RuledGateway.capability(Window.ofHours(24));
        gateway = new RuledGateway(world, FAST, options, a, b);
        world.runMillis(100);
    }

    private void leaves(String channel) {
        gateway.people
                .optOuts()
                .put(new OptOut("demo", channel, "391234567", true, world.wallMillis(), "word"), world, () -> {});
    }

    private static Content text() {
        return new Content.Text("hello");
    }

    @Test
    void aWordThatComesWhileAMessageWaitsIsInTime() {
        start(LaneOptions.DEFAULT);
        Message first = gateway.submit(text(), "a");
        Message second = gateway.submit(text(), "a");
        Message waiting = gateway.submit(text(), "a");
        assertThat(a.submittedIds()).containsExactly(first.id(), second.id());
        leaves("simulated");
        a.takeAll();
        world.runMillis(100);
        assertThat(a.submittedIds()).doesNotContain(waiting.id());
        assertThat(gateway.endOf(waiting)).isEqualTo("a rejected opted-out");
        assertThat(LaneMemory.leftIn(gateway.lane("a"))).isEmpty();
    }

    @Test
    void aWordThatComesWhileTheMarkIsStoredIsInTime() {
        start(LaneOptions.DEFAULT.withOnUnknown(OnUnknown.HOLD, 3));
        // Not a moment passes between the submission and the word but the disk's.
        gateway.submit(gateway.message("a"));
        world.runMillis(3);
        leaves("simulated");
        world.runMillis(100);
        assertThat(a.submitted).isEmpty();
        assertThat(gateway.endOf(gateway.accepted.get(0))).isEqualTo("a rejected opted-out");
    }

    @Test
    void theNextChannelIsTakenUnlessTheAccountWasLeft() {
        start(LaneOptions.DEFAULT);
        b.kind = "other";
        leaves("simulated");
        Message next = gateway.submit(text(), "a", "b");
        assertThat(a.submitted).isEmpty();
        assertThat(b.submittedIds()).containsExactly(next.id());
        b.take();
        leaves(OptOut.EVERY_CHANNEL);
        Message nowhere = gateway.submit(text(), "a", "b");
        assertThat(b.submitted).hasSize(1);
        assertThat(gateway.endOf(nowhere)).isEqualTo("b rejected opted-out");
    }

    @Test
    void nothingIsRefusedOutOfIgnorance() {
        start(LaneOptions.DEFAULT);
        Message unknown = gateway.submit(text(), "a");
        assertThat(a.submittedIds()).containsExactly(unknown.id());
    }

    @Test
    void freeWordsGoIntoAnOpenWindowAndNotIntoAClosedOne() {
        start(LaneOptions.DEFAULT);
        gateway.writes(a, world.wallMillis());
        Message inside = gateway.submit(text(), "a");
        assertThat(a.submittedIds()).containsExactly(inside.id());
        a.take();
        world.runMillis(24 * HOUR);
        Message outside = gateway.submit(text(), "a");
        assertThat(a.submitted).hasSize(1);
        assertThat(gateway.endOf(outside)).isEqualTo("a failed outside-window");
        Message elsewhere = gateway.submit(text(), "a", "b");
        assertThat(b.submittedIds()).containsExactly(elsewhere.id());
    }

    @Test
    void aTemplateIsSaidWhereTheWindowIsNotOpen() {
        start(LaneOptions.DEFAULT);
        Content both = new Content.Rich(new Element.Text("hello", false), null, null, Map.of(), false, TEMPLATE);
        gateway.submit(both, "a");
        gateway.writes(a, world.wallMillis());
        gateway.submit(both, "a");
        a.takeAll();
        world.runMillis(24 * HOUR);
        gateway.submit(both, "a");
        gateway.submit(Content.Rich.of(TEMPLATE), "a");
        assertThat(a.submitted)
                .extracting(submission ->
                        ((Content.Rich) submission.message().content()).element() instanceof Element.Template)
                .containsExactly(true, false, true, true);
    }
}

package dev.heliograph.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.Capability;
import dev.heliograph.content.ContentProfile;
import dev.heliograph.conversation.InboundChannel;
import dev.heliograph.conversation.InboundMessage;
import dev.heliograph.conversation.Inbox;
import dev.heliograph.conversation.OptOut;
import dev.heliograph.conversation.TwoWay;
import dev.heliograph.conversation.Window;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.Event;
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
    private TwoWay people;
    private SimulatedGateway gateway;

    private void start(LaneOptions options) {
        a.capability = new Capability(
                true,
                false,
                false,
                false,
                ContentProfile.builder(160, ContentProfile.Unit.CHARACTERS)
                        .template()
                        .build(),
                Window.ofHours(24));
        gateway = new SimulatedGateway(world, FAST, options, a, b) {
            @Override
            RecipientRules rules() {
                people = TwoWay.over(store, world::wallMillis, HOUR);
                return new RecipientRules(people.optOuts(), people.windows());
            }
        };
        world.runMillis(100);
    }

    private void leaves(String channel) {
        people.optOuts()
                .put(new OptOut("demo", channel, "391234567", true, world.wallMillis(), "word"), world, () -> {});
    }

    private void writes(long atMillis) {
        InboundChannel channel =
                new InboundChannel("a", "simulated", "a", a.capability().window());
        Inbox inbox = new Inbox(gateway.store, digits -> "demo", people, channel, world, world::wallMillis);
        Address from = Address.international("391234567");
        inbox.onInbound("a", new InboundMessage(from, from, new Content.Text("Hi"), "Hi", atMillis), () -> {});
        world.runMillis(50);
    }

    private Message submit(Content content, String... channels) {
        Message plain = gateway.message(channels);
        gateway.submit(plain.replacedBy(content, 1, plain.receipts(), 0, plain.expiresAtMillis()));
        world.runMillis(100);
        return gateway.accepted.get(gateway.accepted.size() - 1);
    }

    private String endOf(Message message) {
        Event.Receipt last = gateway.receiptsOf(message.id()).get(0);
        return last.channel() + " " + last.state().text() + " "
                + (last.error() == null ? "" : last.error().type());
    }

    private static Content text() {
        return new Content.Text("hello");
    }

    @Test
    void aWordThatComesWhileAMessageWaitsIsInTime() {
        start(LaneOptions.DEFAULT);
        Message first = submit(text(), "a");
        Message second = submit(text(), "a");
        Message waiting = submit(text(), "a");
        assertThat(a.submittedIds()).containsExactly(first.id(), second.id());
        leaves("simulated");
        a.takeAll();
        world.runMillis(100);
        assertThat(a.submittedIds()).doesNotContain(waiting.id());
        assertThat(endOf(waiting)).isEqualTo("a rejected opted-out");
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
        assertThat(endOf(gateway.accepted.get(0))).isEqualTo("a rejected opted-out");
    }

    @Test
    void theNextChannelIsTakenUnlessTheAccountWasLeft() {
        start(LaneOptions.DEFAULT);
        b.kind = "other";
        leaves("simulated");
        Message next = submit(text(), "a", "b");
        assertThat(a.submitted).isEmpty();
        assertThat(b.submittedIds()).containsExactly(next.id());
        b.take();
        leaves(OptOut.EVERY_CHANNEL);
        Message nowhere = submit(text(), "a", "b");
        assertThat(b.submitted).hasSize(1);
        assertThat(endOf(nowhere)).isEqualTo("b rejected opted-out");
    }

    @Test
    void nothingIsRefusedOutOfIgnorance() {
        start(LaneOptions.DEFAULT);
        Message unknown = submit(text(), "a");
        assertThat(a.submittedIds()).containsExactly(unknown.id());
    }

    @Test
    void freeWordsGoIntoAnOpenWindowAndNotIntoAClosedOne() {
        start(LaneOptions.DEFAULT);
        writes(world.wallMillis());
        Message inside = submit(text(), "a");
        assertThat(a.submittedIds()).containsExactly(inside.id());
        a.take();
        world.runMillis(24 * HOUR);
        Message outside = submit(text(), "a");
        assertThat(a.submitted).hasSize(1);
        assertThat(endOf(outside)).isEqualTo("a failed outside-window");
        Message elsewhere = submit(text(), "a", "b");
        assertThat(b.submittedIds()).containsExactly(elsewhere.id());
    }

    @Test
    void aTemplateIsSaidWhereTheWindowIsNotOpen() {
        start(LaneOptions.DEFAULT);
        Content both = new Content.Rich(new Element.Text("hello", false), null, null, Map.of(), false, TEMPLATE);
        submit(both, "a");
        writes(world.wallMillis());
        submit(both, "a");
        a.takeAll();
        world.runMillis(24 * HOUR);
        submit(both, "a");
        submit(Content.Rich.of(TEMPLATE), "a");
        assertThat(a.submitted)
                .extracting(submission ->
                        ((Content.Rich) submission.message().content()).element() instanceof Element.Template)
                .containsExactly(true, false, true, true);
    }
}

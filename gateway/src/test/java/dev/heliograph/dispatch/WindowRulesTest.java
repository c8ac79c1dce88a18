package dev.heliograph.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.Capability;
import dev.heliograph.channel.Failure;
import dev.heliograph.content.ContentProfile;
import dev.heliograph.conversation.InboundChannel;
import dev.heliograph.conversation.InboundMessage;
import dev.heliograph.conversation.Inbox;
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
    private TwoWay people;
    private SimulatedGateway gateway;

    private void start(Window window) {
        a.capability = new Capability(
                true,
                false,
                false,
                false,
                ContentProfile.builder(160, ContentProfile.Unit.CHARACTERS)
                        .template()
                        .build(),
                window);
        gateway = new SimulatedGateway(world, new Rate(1_000, 1_000), LaneOptions.DEFAULT, a, b) {
            @Override
            RecipientRules rules() {
                people = TwoWay.over(store, world::wallMillis, HOUR);
                people.load(world, () -> {}, () -> {});
                return new RecipientRules(people.optOuts(), people.windows());
            }
        };
        world.runMillis(100);
    }

    private void restart() {
        gateway.crashAndRestart();
        world.runMillis(100);
    }

    private void writes() {
        InboundChannel channel =
                new InboundChannel("a", "simulated", "a", a.capability().window());
        Inbox inbox = new Inbox(gateway.store, digits -> "demo", people, channel, world, world::wallMillis);
        Address from = Address.international("391234567");
        inbox.onInbound(
                "a", new InboundMessage(from, from, new Content.Text("Hi"), "Hi", world.wallMillis()), () -> {});
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

    private List<Boolean> templates() {
        return a.submitted.stream()
                .map(one -> one.message().content() instanceof Content.Rich rich
                        && rich.element() instanceof Element.Template)
                .toList();
    }

    @Test
    void aProviderThatCallsAWindowClosedIsNotAskedAgain() {
        start(Window.ofHours(24));
        Message asked = submit(TEXT, "a");
        a.refuse(Failure.OUTSIDE_WINDOW);
        world.runMillis(100);
        assertThat(endOf(asked)).isEqualTo("a failed outside-window");
        Message refused = submit(TEXT, "a");
        Message elsewhere = submit(TEXT, "a", "b");
        assertThat(a.submittedIds()).containsExactly(asked.id());
        assertThat(endOf(refused)).isEqualTo("a failed outside-window");
        assertThat(b.submittedIds()).containsExactly(elsewhere.id());
        submit(BOTH, "a");
        assertThat(templates()).containsExactly(false, true);
        writes();
        submit(TEXT, "a");
        assertThat(templates()).as("who writes opens it").containsExactly(false, true, false);
    }

    @Test
    void whatTheProviderSaidIsKnownAfterARestartOnceNothingCanHaveBeenMissed() {
        start(Window.ofHours(24));
        submit(TEXT, "a");
        a.refuse(Failure.OUTSIDE_WINDOW);
        restart();
        submit(BOTH, "a");
        assertThat(templates()).as("the template is right in any case").containsExactly(false, true);
        world.runMillis(2 * HOUR);
        Message refused = submit(TEXT, "a");
        assertThat(endOf(refused)).isEqualTo("a failed outside-window");
        assertThat(a.submitted).hasSize(2);
    }

    @Test
    void contentWithATemplateIsSaidAgainAsOne() {
        start(Window.ofHours(24));
        writes();
        Message both = submit(BOTH, "a", "b");
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
        submit(TEXT, "a");
        writes();
        a.refuse(Failure.OUTSIDE_WINDOW);
        submit(TEXT, "a");
        assertThat(a.submitted).hasSize(2);
    }

    @Test
    void twoMessagesDoNotTakeOnePlace() {
        start(Window.ofHours(48).ofMessages(5));
        writes();
        for (int i = 0; i < 4; i++) {
            submit(TEXT, "a");
            a.take();
        }
        Message last = submit(TEXT, "a");
        Message tooMany = submit(TEXT, "a");
        submit(BOTH, "a");
        assertThat(a.submittedIds()).contains(last.id()).doesNotContain(tooMany.id());
        assertThat(endOf(tooMany)).isEqualTo("a failed outside-window");
        assertThat(templates()).containsExactly(false, false, false, false, false, true);
        // The provider did not take it: its place is free again.
        a.refuse(Failure.CONTENT_INVALID);
        a.take();
        Message next = submit(TEXT, "a");
        assertThat(a.submittedIds()).contains(next.id());
    }

    @Test
    void templatesTakeNoPlace() {
        start(Window.ofHours(48).ofMessages(5));
        writes();
        for (int i = 0; i < 6; i++) {
            submit(Content.Rich.of(TEMPLATE), "a");
            a.take();
        }
        submit(TEXT, "a");
        assertThat(a.submitted).hasSize(7);
    }

    @Test
    void theCountSurvivesARestart() {
        start(Window.ofHours(48).ofMessages(5));
        writes();
        for (int i = 0; i < 4; i++) {
            submit(TEXT, "a");
            a.take();
        }
        restart();
        submit(BOTH, "a");
        assertThat(templates()).as("the fifth").containsExactly(false, false, false, false, false);
        a.take();
        submit(BOTH, "a");
        assertThat(templates()).as("the sixth").endsWith(true);
        a.take();
        restart();
        submit(BOTH, "a");
        assertThat(templates()).as("after another restart").endsWith(true);
        a.take();
        world.runMillis(2 * HOUR);
        Message refused = submit(TEXT, "a");
        assertThat(endOf(refused)).isEqualTo("a failed outside-window");
        writes();
        submit(TEXT, "a");
        assertThat(templates()).as("five more").endsWith(true, false);
    }
}

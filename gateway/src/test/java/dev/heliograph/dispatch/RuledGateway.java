package dev.heliograph.dispatch;

import dev.heliograph.channel.Capability;
import dev.heliograph.content.ContentProfile;
import dev.heliograph.conversation.InboundChannel;
import dev.heliograph.conversation.InboundMessage;
import dev.heliograph.conversation.Inbox;
import dev.heliograph.conversation.TwoWay;
import dev.heliograph.conversation.Window;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.simulation.ManualProvider;
import dev.heliograph.simulation.World;
import dev.heliograph.throttle.Rate;

/** A gateway that minds what people have said: opt-outs and windows, read from its disk at each start. */
final class RuledGateway extends SimulatedGateway {
    private static final long HOUR = 3_600_000;

    /** Of this process. */
    TwoWay people;

    RuledGateway(World world, Rate rate, LaneOptions options, ManualProvider... providers) {
        super(world, rate, options, providers);
    }

    /** @return of a channel with templates and this window */
    static Capability capability(Window window) {
        return new Capability(
                true,
                false,
                false,
                false,
                ContentProfile.builder(160, ContentProfile.Unit.CHARACTERS)
                        .template()
                        .build(),
                window);
    }

    @Override
    RecipientRules rules() {
        people = TwoWay.over(store, "gw-1", world::wallMillis, HOUR);
        people.load(world, () -> {}, () -> {});
        return new RecipientRules(people.optOuts(), people.windows());
    }

    /** The recipient of every message writes over a channel. */
    void writes(ManualProvider provider, long atMillis) {
        InboundChannel channel = new InboundChannel(
                provider.id(), "simulated", provider.id(), provider.capability().window());
        Inbox inbox = new Inbox(store, digits -> "demo", people, channel, world, world::wallMillis);
        Address from = Address.international("391234567");
        inbox.onInbound(
                provider.id(), new InboundMessage(from, from, new Content.Text("Hi"), "Hi", atMillis), () -> {});
        world.runMillis(50);
    }

    Message submit(Content content, String... channels) {
        Message plain = message(channels);
        submit(plain.replacedBy(content, 1, plain.receipts(), 0, plain.expiresAtMillis()));
        world.runMillis(100);
        return accepted.get(accepted.size() - 1);
    }

    String endOf(Message message) {
        Event.Receipt last = receiptsOf(message.id()).get(0);
        return last.channel() + " " + last.state().text() + " "
                + (last.error() == null ? "" : last.error().type());
    }
}

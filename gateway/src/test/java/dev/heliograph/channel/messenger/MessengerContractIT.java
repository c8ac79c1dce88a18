package dev.heliograph.channel.messenger;

import dev.heliograph.channel.ChannelContract;
import dev.heliograph.channel.ContractRow;
import dev.heliograph.channel.web.ProviderKind;
import dev.heliograph.message.Element;
import dev.heliograph.simulator.web.PageStandIn;
import dev.heliograph.simulator.web.StandInProvider;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class MessengerContractIT extends ChannelContract {
    @Override
    protected ProviderKind kind() {
        return Messenger.KIND;
    }

    @Override
    protected StandInProvider standIn() {
        return PageStandIn.messenger(Clock.systemUTC());
    }

    @Override
    protected Map<String, String> settings() {
        return PageRows.settings("pageId");
    }

    @Override
    protected Map<String, String> identities(String digits) {
        return Map.of("messenger", digits);
    }

    @Override
    protected List<Element> contents() {
        List<Element> more = new ArrayList<>(super.contents());
        more.add(new Element.Template(
                "order_ready",
                "en_US",
                null,
                null,
                List.of("Ann", "42"),
                List.of(new Element.Template.Button(0, false, "OK"), new Element.Template.Button(1, true, "42"))));
        return more;
    }

    @Override
    protected Map<ContractRow, String> missing() {
        return PageRows.and(Map.of());
    }
}

package dev.heliograph.channel.line;

import dev.heliograph.channel.ChannelContract;
import dev.heliograph.channel.ContractRow;
import dev.heliograph.channel.WithoutReceipts;
import dev.heliograph.channel.web.ProviderKind;
import dev.heliograph.message.Element;
import dev.heliograph.simulator.web.LineStandIn;
import dev.heliograph.simulator.web.StandInProvider;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class LineContractIT extends ChannelContract {
    @Override
    protected ProviderKind kind() {
        return Line.KIND;
    }

    @Override
    protected StandInProvider standIn() {
        return new LineStandIn(Clock.systemUTC());
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("token", StandInProvider.SECRET, "channelSecret", StandInProvider.SECRET);
    }

    @Override
    protected Map<String, String> identities(String digits) {
        return Map.of("line", "U" + "0".repeat(32 - digits.length()) + digits);
    }

    @Override
    protected List<Element> contents() {
        List<Element> more = new ArrayList<>(super.contents());
        more.add(new Element.Media(
                Element.Media.Kind.VIDEO,
                "https://example.com/a.mp4",
                "video/mp4",
                null,
                null,
                "https://example.com/a.jpg",
                0));
        return more;
    }

    @Override
    protected Map<ContractRow, String> missing() {
        return WithoutReceipts.and(
                "push messages have no receipts",
                Map.ofEntries(
                        Map.entry(ContractRow.OUTSIDE_WINDOW, "push messages have no window"),
                        Map.entry(
                                ContractRow.OPTED_OUT,
                                "what goes to those who have blocked the account is taken in silence"),
                        Map.entry(ContractRow.THROTTLED_WITH_HINT, "there is no hint"),
                        Map.entry(ContractRow.RECIPIENT_THROTTLED, "there is no limit of this kind"),
                        Map.entry(ContractRow.TEMPLATE_INVALID, "there are no templates that are approved"),
                        Map.entry(ContractRow.MEDIA_ERROR, "links are fetched when they are shown"),
                        Map.entry(ContractRow.TOKEN_RENEWED, "a long-lived channel token does not end")));
    }
}

package dev.heliograph.channel.wechat;

import dev.heliograph.channel.ChannelContract;
import dev.heliograph.channel.ContractRow;
import dev.heliograph.channel.WithoutReceipts;
import dev.heliograph.channel.web.ProviderKind;
import dev.heliograph.content.PlainText;
import dev.heliograph.message.Element;
import dev.heliograph.simulator.web.StandInProvider;
import dev.heliograph.simulator.web.WeChatStandIn;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class WeChatContractIT extends ChannelContract {
    private static final String NO_RECEIPTS =
            "customer-service messages have no receipts; for templates see WeChatTest";

    /** Five messages of 2,048 octets. */
    private static final int LONGEST = 10_000;

    @Override
    protected ProviderKind kind() {
        return WeChat.KIND;
    }

    @Override
    protected StandInProvider standIn() {
        return new WeChatStandIn(Clock.systemUTC());
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of(
                "appId",
                "wxsim",
                "appSecret",
                StandInProvider.SECRET,
                "hookToken",
                StandInProvider.SECRET,
                "aesKey",
                "");
    }

    @Override
    protected Map<String, String> identities(String digits) {
        return Map.of("wechat", "oSIM" + digits);
    }

    @Override
    protected List<Element> contents() {
        List<Element> more = new ArrayList<>(super.contents());
        more.removeIf(element -> PlainText.of(element).length() > LONGEST);
        more.add(new Element.Text("你好，世界", false));
        more.add(new Element.Template(
                "TM00001",
                "zh_CN",
                null,
                null,
                List.of("thing1=Shoes", "14:00"),
                List.of(new Element.Template.Button(0, true, "https://example.com/42"))));
        return more;
    }

    @Override
    protected Map<ContractRow, String> missing() {
        return WithoutReceipts.and(
                "customer-service messages have no receipts; for templates see WeChatTest",
                Map.ofEntries(
                        Map.entry(ContractRow.THROTTLED_WITH_HINT, "there is no hint"),
                        Map.entry(ContractRow.RECIPIENT_THROTTLED, "the allowance of five is a window, not a rate"),
                        Map.entry(
                                ContractRow.TEMPLATE_INVALID,
                                "only what is a template is refused as one; see WeChatTest")));
    }
}

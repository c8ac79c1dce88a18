package dev.heliograph.channel.telegram;

import dev.heliograph.channel.ChannelContract;
import dev.heliograph.channel.ContractRow;
import dev.heliograph.channel.WithoutReceipts;
import dev.heliograph.channel.web.ProviderKind;
import dev.heliograph.simulator.web.StandInProvider;
import dev.heliograph.simulator.web.TelegramStandIn;
import java.time.Clock;
import java.util.Map;

class TelegramContractIT extends ChannelContract {
    @Override
    protected ProviderKind kind() {
        return Telegram.KIND;
    }

    @Override
    protected StandInProvider standIn() {
        return new TelegramStandIn(Clock.systemUTC());
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("token", StandInProvider.SECRET, "secretToken", StandInProvider.SECRET);
    }

    @Override
    protected Map<String, String> identities(String digits) {
        return Map.of("telegram", digits);
    }

    @Override
    protected Map<ContractRow, String> missing() {
        return WithoutReceipts.and(
                "the Bot API has no receipts",
                Map.ofEntries(
                        Map.entry(ContractRow.OUTSIDE_WINDOW, "there is no window"),
                        Map.entry(ContractRow.TEMPLATE_INVALID, "there are no templates"),
                        Map.entry(ContractRow.RECIPIENT_THROTTLED, "429 does not say for whom"),
                        Map.entry(ContractRow.TOKEN_RENEWED, "a bot's token does not end")));
    }
}

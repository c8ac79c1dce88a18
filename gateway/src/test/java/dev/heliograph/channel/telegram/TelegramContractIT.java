package dev.heliograph.channel.telegram;

import dev.heliograph.channel.ChannelContract;
import dev.heliograph.channel.ContractRow;
import dev.heliograph.channel.web.ProviderKind;
import dev.heliograph.simulator.web.StandInProvider;
import dev.heliograph.simulator.web.TelegramStandIn;
import java.time.Clock;
import java.util.Map;

class TelegramContractIT extends ChannelContract {
    private static final String NO_RECEIPTS = "the Bot API has no receipts";

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
        return Map.ofEntries(
                Map.entry(ContractRow.DELIVERED, NO_RECEIPTS),
                Map.entry(ContractRow.READ, NO_RECEIPTS),
                Map.entry(ContractRow.NOT_REACHABLE_LATER, NO_RECEIPTS),
                Map.entry(ContractRow.RECEIPT_FIRST, NO_RECEIPTS),
                Map.entry(ContractRow.RECEIPT_TWICE, NO_RECEIPTS),
                Map.entry(ContractRow.RECEIPTS_DISORDERED, NO_RECEIPTS),
                Map.entry(ContractRow.EXPIRED, NO_RECEIPTS),
                Map.entry(ContractRow.LATE, NO_RECEIPTS),
                Map.entry(ContractRow.OUTSIDE_WINDOW, "there is no window"),
                Map.entry(ContractRow.TEMPLATE_INVALID, "there are no templates"),
                Map.entry(ContractRow.RECIPIENT_THROTTLED, "429 does not say for whom"),
                Map.entry(ContractRow.TOKEN_RENEWED, "a bot's token does not end"));
    }
}

package dev.heliograph.channel.messenger;

import dev.heliograph.channel.ChannelContract;
import dev.heliograph.channel.ContractRow;
import dev.heliograph.channel.web.ProviderKind;
import dev.heliograph.simulator.web.PageStandIn;
import dev.heliograph.simulator.web.StandInProvider;
import java.time.Clock;
import java.util.Map;

class InstagramContractIT extends ChannelContract {
    private static final String READ_ALONE = "Instagram tells what was read and never what was delivered";

    @Override
    protected ProviderKind kind() {
        return Instagram.KIND;
    }

    @Override
    protected StandInProvider standIn() {
        return PageStandIn.instagram(Clock.systemUTC());
    }

    @Override
    protected Map<String, String> settings() {
        return PageRows.settings("accountId");
    }

    @Override
    protected Map<String, String> identities(String digits) {
        return Map.of("instagram", digits);
    }

    @Override
    protected Map<ContractRow, String> missing() {
        return PageRows.and(Map.of(
                ContractRow.DELIVERED, READ_ALONE,
                ContractRow.RECEIPT_FIRST, READ_ALONE,
                ContractRow.RECEIPT_TWICE, READ_ALONE,
                ContractRow.RECEIPTS_DISORDERED, READ_ALONE));
    }
}

package dev.heliograph.channel.whatsapp;

import dev.heliograph.channel.ChannelContract;
import dev.heliograph.channel.ContractRow;
import dev.heliograph.channel.web.ProviderKind;
import dev.heliograph.simulator.web.StandInProvider;
import dev.heliograph.simulator.web.WhatsAppStandIn;
import java.time.Clock;
import java.util.Map;

class WhatsAppContractIT extends ChannelContract {
    @Override
    protected ProviderKind kind() {
        return WhatsApp.KIND;
    }

    @Override
    protected StandInProvider standIn() {
        return new WhatsAppStandIn(Clock.systemUTC());
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of(
                "phoneNumberId",
                "100",
                "token",
                StandInProvider.SECRET,
                "appSecret",
                StandInProvider.SECRET,
                "verifyToken",
                StandInProvider.SECRET,
                "version",
                "v23.0");
    }

    @Override
    protected Map<ContractRow, String> missing() {
        return Map.of(
                ContractRow.THROTTLED_WITH_HINT, "the Cloud API gives no Retry-After",
                ContractRow.TOKEN_RENEWED, "a system user's token does not end",
                ContractRow.EXPIRED, "a message without a time to live does not expire",
                ContractRow.LATE, "failed is final at Meta");
    }
}

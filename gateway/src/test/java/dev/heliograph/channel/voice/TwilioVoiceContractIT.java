package dev.heliograph.channel.voice;

import dev.heliograph.channel.ChannelContract;
import dev.heliograph.channel.ContractRow;
import dev.heliograph.channel.web.ProviderKind;
import dev.heliograph.message.Element;
import dev.heliograph.simulator.web.StandInProvider;
import dev.heliograph.simulator.web.TwilioVoiceStandIn;
import java.util.List;
import java.util.Map;

class TwilioVoiceContractIT extends ChannelContract {
    @Override
    protected ProviderKind kind() {
        return TwilioVoice.KIND;
    }

    @Override
    protected StandInProvider standIn() {
        return new TwilioVoiceStandIn();
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of(
                "accountSid",
                TwilioVoiceStandIn.SID,
                "authToken",
                StandInProvider.SECRET,
                "caller",
                "+31201234567",
                "language",
                "en-GB");
    }

    @Override
    protected List<Element> contents() {
        return VoiceRows.sayable(super.contents());
    }

    @Override
    protected Map<ContractRow, String> missing() {
        return VoiceRows.and(Map.of());
    }
}

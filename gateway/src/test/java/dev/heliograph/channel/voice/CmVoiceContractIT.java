package dev.heliograph.channel.voice;

import dev.heliograph.channel.ChannelContract;
import dev.heliograph.channel.ContractRow;
import dev.heliograph.channel.web.ProviderKind;
import dev.heliograph.message.Element;
import dev.heliograph.simulator.web.CmVoiceStandIn;
import dev.heliograph.simulator.web.StandInProvider;
import java.util.List;
import java.util.Map;

class CmVoiceContractIT extends ChannelContract {
    @Override
    protected ProviderKind kind() {
        return CmVoice.KIND;
    }

    @Override
    protected StandInProvider standIn() {
        return new CmVoiceStandIn();
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of(
                "productToken",
                StandInProvider.SECRET,
                "caller",
                "+31201234567",
                "language",
                "en-GB",
                "hookSecret",
                CmVoiceStandIn.HOOK_SECRET);
    }

    @Override
    protected List<Element> contents() {
        return VoiceRows.sayable(super.contents());
    }

    @Override
    protected Map<ContractRow, String> missing() {
        return VoiceRows.and(
                Map.of(ContractRow.NOT_REACHABLE, "every number is called; what became of it comes with the callback"));
    }
}

package dev.heliograph.channel.rcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.ChannelContract;
import dev.heliograph.channel.ContractRow;
import dev.heliograph.channel.web.ProviderKind;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.simulator.web.MaapStandIn;
import dev.heliograph.simulator.web.StandInProvider;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MaapContractIT extends ChannelContract {
    @Override
    protected ProviderKind kind() {
        return Maap.KIND;
    }

    @Override
    protected MaapStandIn standIn() {
        return new MaapStandIn(kind().name(), Clock.systemUTC());
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of(
                "botId", MaapStandIn.BOT,
                "clientId", StandInProvider.SECRET,
                "clientSecret", StandInProvider.SECRET,
                "tokenUrl", "/oauth/token",
                "scope", "",
                "messages", "messages",
                "hookSecret", MaapStandIn.HOOK_SECRET);
    }

    @Override
    protected Map<ContractRow, String> missing() {
        return Map.of(
                ContractRow.OUTSIDE_WINDOW, "there is no window",
                ContractRow.OPTED_OUT, "operators have no common code for it",
                ContractRow.RECIPIENT_THROTTLED, "operators have no common code for it",
                ContractRow.TEMPLATE_INVALID, "there are no templates",
                ContractRow.MEDIA_ERROR, "operators have no common code for it",
                ContractRow.THROTTLED_WITH_HINT, "429 comes without a hint");
    }

    @Test
    void aTappedReplyIsAnAnswer() {
        post(standIn().tap("in-9", prefix() + "0000099", "y", "Yes"));
        assertThat(written())
                .singleElement()
                .extracting(message -> ((Content.Rich) message.content()).element())
                .isEqualTo(new Element.Answer("y", "Yes"));
    }
}

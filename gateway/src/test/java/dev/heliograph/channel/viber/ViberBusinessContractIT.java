package dev.heliograph.channel.viber;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.ChannelContract;
import dev.heliograph.channel.ContractRow;
import dev.heliograph.channel.web.ProviderKind;
import dev.heliograph.message.MessageState;
import dev.heliograph.simulator.web.StandInProvider;
import dev.heliograph.simulator.web.ViberBusinessStandIn;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViberBusinessContractIT extends ChannelContract {
    @Override
    protected ProviderKind kind() {
        return ViberBusiness.KIND;
    }

    @Override
    protected ViberBusinessStandIn standIn() {
        return new ViberBusinessStandIn(Clock.systemUTC());
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of(
                "apiKey", StandInProvider.SECRET,
                "sender", ViberBusinessStandIn.SENDER,
                "hookSecret", ViberBusinessStandIn.HOOK_SECRET);
    }

    @Override
    protected Map<ContractRow, String> missing() {
        String later = "comes with a report, below";
        return Map.of(
                ContractRow.OUTSIDE_WINDOW, later,
                ContractRow.TEMPLATE_INVALID, later,
                ContractRow.MEDIA_ERROR, later,
                ContractRow.TOKEN_RENEWED, "the API key does not end");
    }

    @ParameterizedTest
    @CsvSource({
        "7002, EC_UNKNOWN_USER, FAILED",
        "7003, EC_BLOCKED_USER, REJECTED",
        "7009, EC_INVALID_TEMPLATE, REJECTED",
        "7010, EC_NO_SESSION, FAILED",
        "7014, EC_MEDIA_UPLOAD_ERROR, FAILED",
        "4101, EC_VALIDITY_EXPIRED, EXPIRED",
        "9999, EC_NOT_DOCUMENTED, FAILED"
    })
    void reportsSayWhy(int error, String name, MessageState state) {
        post(standIn().failed("a", error, name));
        assertThat(told()).singleElement().satisfies(receipt -> {
            assertThat(receipt.state()).isEqualTo(state);
            assertThat(receipt.errorCode()).isEqualTo(error);
        });
    }
}

package dev.heliograph.channel.rcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.web.ProviderKind;
import org.junit.jupiter.api.Test;

/** The same contract as {@link MaapContractIT}; that +Message has it is assumed. */
class PlusMessageContractIT extends MaapContractIT {
    @Override
    protected ProviderKind kind() {
        return Maap.PLUS_MESSAGE;
    }

    @Override
    protected String prefix() {
        return "8190";
    }

    @Test
    void onlyJapaneseNumbersHaveIt() {
        assertThat(outcomeOfTextTo("31612345699")).isEqualTo("not-reachable");
    }
}

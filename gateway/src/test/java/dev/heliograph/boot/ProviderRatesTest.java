package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.web.ProviderKind;
import dev.heliograph.simulator.web.StandInProvider;
import dev.heliograph.throttle.Rate;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ProviderRatesTest {
    @TestFactory
    Stream<DynamicTest> aChannelWithItsDefaultRateIsWithinThatOfItsProvider() {
        Map<String, StandInProvider> standIns =
                ProviderStandIns.rows().stream().collect(Collectors.toMap(StandInProvider::kind, Function.identity()));
        return ChannelKinds.PROVIDERS.stream()
                .map(kind -> DynamicTest.dynamicTest(kind.name(), () -> check(kind, standIns.get(kind.name()))));
    }

    private static void check(ProviderKind kind, StandInProvider standIn) {
        double ours = Rate.parse(kind.rate()).perSecond();
        boolean assumed = standIn.ratePerSecond() == StandInProvider.ASSUMED_PER_SECOND;
        assertThat(ours * (assumed ? 2 : 1)).isLessThanOrEqualTo(standIn.ratePerSecond());
        assertThat(assumed || ours == standIn.ratePerSecond())
                .as("what is published is used to the full")
                .isTrue();
        StandInProvider.Pace pace = standIn.pace("31612345678");
        assertThat(kind.recipientMillis()).isGreaterThanOrEqualTo(pace == null ? 0 : pace.gapMillis());
    }
}

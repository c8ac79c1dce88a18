package dev.heliograph.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.MessageState;
import dev.heliograph.message.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteOverridesTest {
    private static final Map<String, String> KIND_BY_ID = Map.of("rcs-it", "rcs", "sms-main", "smpp");

    private final Routes routes = new Routes(List.of(), KIND_BY_ID);
    private final List<Step> steps = List.of(Step.of("rcs-it"), Step.of("sms-main"));

    @Test
    void changesTheStepsOfTheChannelsNamed() {
        Step byKind = new Step("rcs", MessageState.READ, 120_000);
        Step byId = new Step("sms-main", MessageState.SENT, 5);

        assertThat(routes.refine(steps, List.of(byKind, byId)))
                .containsExactly(
                        new Step("rcs-it", MessageState.READ, 120_000), new Step("sms-main", MessageState.SENT, 5));
    }

    @Test
    void leavesTheOthersAsTheyAre() {
        assertThat(routes.refine(steps, List.of(new Step("viber", MessageState.READ, 1))))
                .isEqualTo(steps);
        assertThat(routes.refine(steps, List.of())).isSameAs(steps);
    }
}

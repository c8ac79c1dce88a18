package dev.heliograph.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.heliograph.channel.Capability;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Priority;
import dev.heliograph.message.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How far each step must get, and in what time: the message's word before its route's, and never more than a channel can report. */
class RouteOverridesTest {
    private static final Map<String, String> KIND_BY_ID = new LinkedHashMap<>();
    private static final Map<String, Capability> CAPABILITY_BY_ID = Map.of(
            "rcs-it", new Capability(true, true, false, 160),
            "sms-main", new Capability(true, false, false, 160),
            "chat", new Capability(false, false, false, 160),
            "mail", new Capability(false, false, false, 160).bouncing());

    static {
        KIND_BY_ID.put("rcs-it", "rcs");
        KIND_BY_ID.put("sms-main", "smpp");
        KIND_BY_ID.put("chat", "telegram");
        KIND_BY_ID.put("mail", "email");
    }

    private static final Route PLAIN = Route.always(List.of("rcs-it", "sms-main"));
    private static final Route TIMED = new Route(
            RouteCondition.ALWAYS,
            List.of("rcs-it", "sms-main"),
            MessageState.READ,
            9,
            List.of(new StepWish("rcs-it", null, 30)));

    private static List<Step> steps(
            Route route, List<String> channels, @Nullable MessageState until, long after, StepWish... steps) {
        return new Routes(List.of(route), KIND_BY_ID, CAPABILITY_BY_ID)
                .steps(new Asked(
                        "demo",
                        Address.NONE,
                        Address.international("393331234567"),
                        new Content.Text("x"),
                        Priority.BULK,
                        0,
                        channels,
                        until,
                        after,
                        List.of(steps)));
    }

    @Test
    void changesTheStepsOfTheChannelsNamed() {
        assertThat(steps(
                        PLAIN,
                        List.of(),
                        null,
                        0,
                        new StepWish("rcs", MessageState.READ, 120_000),
                        new StepWish("sms-main", MessageState.SENT, 5),
                        new StepWish("viber", MessageState.READ, 1)))
                .containsExactly(
                        new Step("rcs-it", MessageState.READ, 120_000), new Step("sms-main", MessageState.SENT, 5));
    }

    @Test
    void takesFromTheRouteWhatTheMessageLeavesOpen() {
        assertThat(steps(TIMED, List.of(), null, 0))
                .containsExactly(
                        new Step("rcs-it", MessageState.READ, 30), new Step("sms-main", MessageState.DELIVERED, 9));
        assertThat(steps(TIMED, List.of(), null, 7))
                .containsExactly(
                        new Step("rcs-it", MessageState.READ, 7), new Step("sms-main", MessageState.DELIVERED, 7));
        assertThat(steps(TIMED, List.of("sms", "rcs"), MessageState.DELIVERED, 0, new StepWish("rcs", null, 5)))
                .containsExactly(
                        new Step("sms-main", MessageState.DELIVERED, 9), new Step("rcs-it", MessageState.DELIVERED, 5));
    }

    @Test
    void asksNoChannelForWhatItCannotReport() {
        assertThat(steps(PLAIN, List.of("chat", "sms", "rcs"), MessageState.READ, 0))
                .extracting(Step::until)
                .containsExactly(MessageState.SENT, MessageState.DELIVERED, MessageState.READ);
        assertThat(steps(PLAIN, List.of("chat", "sms"), null, 0))
                .extracting(Step::until)
                .containsExactly(MessageState.SENT, MessageState.DELIVERED);
        assertThat(steps(PLAIN, List.of("chat", "sms"), MessageState.ACCEPTED, 0))
                .extracting(Step::until)
                .containsExactly(MessageState.ACCEPTED, MessageState.ACCEPTED);
    }

    @Test
    void waitsForFailuresWhereNothingElseIsReportedAndAnotherChannelFollows() {
        assertThat(steps(PLAIN, List.of("mail", "sms"), null, 0))
                .extracting(Step::until)
                .containsExactly(MessageState.DELIVERED, MessageState.DELIVERED);
        assertThat(steps(PLAIN, List.of("mail", "sms"), MessageState.READ, 0))
                .extracting(Step::until)
                .containsExactly(MessageState.DELIVERED, MessageState.DELIVERED);
        assertThat(steps(PLAIN, List.of("sms", "mail"), null, 0))
                .as("the last has nothing to wait for")
                .extracting(Step::until)
                .containsExactly(MessageState.DELIVERED, MessageState.SENT);
        assertThat(steps(PLAIN, List.of("mail", "sms"), null, 0, new StepWish("mail", MessageState.SENT, 0)))
                .as("whoever asks for it is not kept waiting")
                .extracting(Step::until)
                .containsExactly(MessageState.SENT, MessageState.DELIVERED);
        Route ofConfiguration = Route.always(List.of("mail", "chat", "sms-main"));
        assertThat(steps(ofConfiguration, List.of(), null, 0))
                .extracting(Step::until)
                .containsExactly(MessageState.DELIVERED, MessageState.SENT, MessageState.DELIVERED);
    }

    @Test
    void aStepBelongsToAChannelOfTheRoute() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Route(
                        RouteCondition.ALWAYS, List.of("chat"), null, 0, List.of(new StepWish("rcs-it", null, 1))));
    }

    @Test
    void saysInASentenceWhenTheNextIsTaken() {
        assertThat(new Routes(List.of(TIMED), KIND_BY_ID, CAPABILITY_BY_ID)
                        .explain(new Asked(
                                "demo",
                                Address.NONE,
                                Address.international("393331234567"),
                                new Content.Text("x"),
                                Priority.BULK,
                                0,
                                List.of("rcs", "sms"),
                                null,
                                120_000,
                                List.of())))
                .extracting(RouteChoice::why)
                .containsExactly(
                        "the message asks for it, and it is tried first",
                        "the message asks for it, and it is taken when rcs-it refuses it or reports a failure, or has not got it read within PT2M",
                        "the message does not ask for it",
                        "the message does not ask for it");
        assertThat(new Routes(List.of(TIMED), KIND_BY_ID, CAPABILITY_BY_ID)
                        .explain(new Asked(
                                "demo",
                                Address.NONE,
                                Address.international("393331234567"),
                                new Content.Text("x"),
                                Priority.BULK,
                                0,
                                List.of("mail", "sms"),
                                null,
                                120_000,
                                List.of())))
                .extracting(RouteChoice::why)
                .contains(
                        "the message asks for it, and it is taken when mail refuses it or reports a failure within PT2M");
    }
}

package dev.heliograph.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Priority;
import dev.heliograph.message.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private static final Map<String, String> CHANNELS = new LinkedHashMap<>();

    static {
        CHANNELS.put("main", "smpp");
        CHANNELS.put("spare", "smpp");
        CHANNELS.put("chat", "whatsapp");
    }

    private static final Routes ROUTES = new Routes(
            List.of(
                    route(
                            new RouteCondition(
                                    Set.of(), Set.of("IT"), List.of(), Set.of(), Set.of(), Set.of(), List.of()),
                            "chat",
                            "main"),
                    route(
                            new RouteCondition(
                                    Set.of("vip"),
                                    Set.of(),
                                    List.of(),
                                    Set.of(),
                                    Set.of(Priority.OTP),
                                    Set.of(),
                                    List.of()),
                            "spare"),
                    route(
                            new RouteCondition(
                                    Set.of(), Set.of(), List.of("4479"), Set.of(), Set.of(), Set.of(), List.of()),
                            "spare",
                            "main")),
            CHANNELS);

    private static Route route(RouteCondition when, String... channels) {
        return new Route(when, List.of(channels), null, 0, List.of());
    }

    private static Asked asked(String account, String to, Priority priority, String... wanted) {
        return new Asked(
                account,
                Address.NONE,
                Address.international(to),
                new Content.Text("x"),
                priority,
                0,
                List.of(wanted),
                null,
                0,
                List.of());
    }

    private static List<String> way(String account, String to, Priority priority, String... wanted) {
        return ROUTES.steps(asked(account, to, priority, wanted)).stream()
                .map(Step::channel)
                .toList();
    }

    @Test
    void theFirstRouteThatHoldsIsTaken() {
        assertThat(way("demo", "393331234567", Priority.BULK)).containsExactly("chat", "main");
        assertThat(way("vip", "31612345678", Priority.OTP)).containsExactly("spare");
        assertThat(way("vip", "31612345678", Priority.BULK)).isEmpty();
        assertThat(way("demo", "447912345678", Priority.BULK)).containsExactly("spare", "main");
    }

    @Test
    void aMessageMayNameChannelsOrKinds() {
        assertThat(way("demo", "393331234567", Priority.BULK, "spare")).containsExactly("spare");
        assertThat(way("demo", "393331234567", Priority.BULK, "sms"))
                .as("those of its route first")
                .containsExactly("main", "spare");
        assertThat(way("demo", "393331234567", Priority.BULK, "whatsapp", "sms"))
                .containsExactly("chat", "main", "spare");
        assertThat(way("demo", "393331234567", Priority.BULK, "telegram")).isEmpty();
    }

    @Test
    void countriesThatShareACodeAreToldApart() {
        assertThat(Countries.of("12125551234")).isEqualTo("US");
        assertThat(Countries.of("14165551234")).isEqualTo("CA");
        assertThat(Countries.of("393331234567")).isEqualTo("IT");
        assertThat(Countries.of("77012345678")).isEqualTo("KZ");
        assertThat(Countries.of("12345")).isEqualTo("ZZ");
        assertThat(Countries.of("99999999999")).isEqualTo("ZZ");
    }

    @Test
    void everyChannelIsExplained() {
        List<RouteChoice> choices = ROUTES.explain(asked("demo", "393331234567", Priority.BULK));
        assertThat(choices).extracting(RouteChoice::channel).containsExactly("chat", "main", "spare");
        assertThat(choices).extracting(RouteChoice::taken).containsExactly(true, true, false);
        assertThat(choices)
                .extracting(RouteChoice::why)
                .containsExactly(
                        "the account's route 1 (country IT) leads over it, and it is tried first",
                        "the account's route 1 (country IT) leads over it, and it is taken when chat refuses it or reports a failure",
                        "the account's route 1 (country IT) does not lead over it");
        assertThat(ROUTES.explain(asked("demo", "31612345678", Priority.BULK)))
                .extracting(RouteChoice::why)
                .containsOnly("no route of the account fits");
    }

    @Test
    void refusesAChannelThatDoesNotExist() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Routes(List.of(Route.always(List.of("nowhere"))), CHANNELS))
                .withMessageContaining("nowhere");
    }
}

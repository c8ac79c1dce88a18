package dev.heliograph.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.dispatch.Dispatcher;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.message.Step;
import dev.heliograph.reach.Person;
import dev.heliograph.routing.Candidate;
import dev.heliograph.routing.Known;
import dev.heliograph.routing.Price;
import dev.heliograph.routing.Recall;
import dev.heliograph.routing.Route;
import dev.heliograph.routing.RouteCondition;
import dev.heliograph.routing.Routes;
import dev.heliograph.simulation.Deaf;
import dev.heliograph.simulation.MemoryStore;
import dev.heliograph.simulation.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is asked about recipients, and when: never for a message whose channels are named, by itself or by its route. */
class GateChoiceTest {
    private static final Account DEMO =
            new Account("demo", null, List.of(), null, List.of(), List.of(), Account.VALIDITY_MILLIS_DEFAULT);
    private static final Known PREFERS_CHAT =
            Known.of(new Person(List.of("chat"), Map.of("chat", "7"), Map.of(), true));

    private final World world = new World(1);
    private final MemoryStore store = new MemoryStore(world, 5, new Deaf());
    private final List<String> asked = new ArrayList<>();
    private final Recall recall = (account, to, identities, executor, answer) -> {
        asked.add(account + " " + to.value());
        executor.execute(() -> answer.accept(PREFERS_CHAT));
    };
    private final Gate gate = new Gate(
            store,
            new Dispatcher(),
            new Routes(
                    List.of(
                            new Route(
                                    new RouteCondition(
                                            Set.of(), Set.of(), List.of("39"), Set.of(), Set.of(), Set.of(), List.of()),
                                    List.of("sms"),
                                    null,
                                    0,
                                    List.of()),
                            Route.automatic(List.of())),
                    List.of(
                            new Candidate("sms", "smpp", null, Price.UNKNOWN),
                            new Candidate("chat", "chat", null, Price.UNKNOWN)),
                    channel -> -1),
            GateOptions.DEFAULT,
            world::wallMillis,
            world::nanos,
            1,
            recall);

    private Draft draft(String to, List<String> channels) {
        return new Draft(
                DEMO,
                Door.HTTP,
                Address.NONE,
                Address.international(to),
                Map.of(),
                new Content.Text("hello"),
                channels,
                null,
                0,
                Priority.TRANSACTIONAL,
                ReceiptWish.FINAL,
                null,
                0,
                0,
                null);
    }

    private Admitted admit(Draft draft) {
        List<Admitted> answers = new ArrayList<>();
        gate.admit(draft, world, answers::add);
        world.runMillis(20);
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    private List<String> channels(Admitted admitted) {
        return store.messages.get(admitted.id()).route().stream()
                .map(Step::channel)
                .toList();
    }

    @Test
    void explicitChannelsAndRoutesAskNobody() {
        assertThat(channels(admit(draft("39333", List.of())))).containsExactly("sms");
        assertThat(channels(admit(draft("49171", List.of("chat"))))).containsExactly("chat");
        gate.explain(draft("39333", List.of()), world, explanation -> {});
        assertThat(asked).isEmpty();
    }

    @Test
    void anAutomaticRouteAsksOnceAndGoesByWhatIsKnown() {
        assertThat(channels(admit(draft("49171", List.of())))).containsExactly("chat", "sms");
        assertThat(channels(admit(draft("39333", List.of("auto"))))).containsExactly("chat", "sms");
        assertThat(asked).containsExactly("demo 49171", "demo 39333");
        assertThat(gate.pressure().value()).isZero();

        List<Explanation> explained = new ArrayList<>();
        gate.explain(draft("49171", List.of()), world, explained::add);
        world.runMillis(1);
        assertThat(explained.get(0).route()).extracting(Step::channel).containsExactly("chat", "sms");
        assertThat(explained.get(0).considered().get(0).why()).isEqualTo("first, because the recipient prefers it");
    }
}

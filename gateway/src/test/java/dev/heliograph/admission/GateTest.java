package dev.heliograph.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.dispatch.Dispatcher;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Event;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.message.Step;
import dev.heliograph.routing.Route;
import dev.heliograph.routing.Routes;
import dev.heliograph.simulation.MemoryStore;
import dev.heliograph.simulation.World;
import dev.heliograph.store.Amended;
import dev.heliograph.store.Found;
import dev.heliograph.store.Idempotency;
import dev.heliograph.store.QuietListener;
import dev.heliograph.throttle.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateTest implements QuietListener {
    private static final Account DEMO =
            new Account("demo", null, List.of(), null, List.of(), List.of(), Account.VALIDITY_MILLIS_DEFAULT);
    private static final Routes ROUTES = new Routes(List.of(Route.always(List.of("sms"))), Map.of("sms", "smpp"));

    private static final long DAY_MILLIS = 86_400_000;

    private final World world = new World(5);
    private final MemoryStore store = new MemoryStore(world, 3, this);
    private final Gate gate =
            new Gate(store, new Dispatcher(), ROUTES, GateOptions.DEFAULT, world::wallMillis, world::nanos, 1);

    private static Account account(String name, Rate rate) {
        return new Account(name, null, List.of(), rate, List.of(), List.of(), Account.VALIDITY_MILLIS_DEFAULT);
    }

    private Draft draft(Account account, String from, String to, String text) {
        return draft(account, from, to, text, 0, null);
    }

    private Draft draft(Account account, String from, String to, String text, long sendAt, Idempotency idempotency) {
        return new Draft(
                account,
                Door.HTTP,
                Address.alphanumeric(from),
                Address.international(to),
                Map.of(),
                new Content.Text(text),
                List.of(),
                MessageState.DELIVERED,
                0,
                Priority.OTP,
                ReceiptWish.FINAL,
                null,
                sendAt,
                0,
                idempotency);
    }

    private Admitted admit(Draft draft) {
        List<Admitted> answers = new ArrayList<>();
        gate.admit(draft, world, answers::add);
        world.runMillis(20);
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    @Test
    void anAccountSearchesTenTimesASecondAndNoMoreThan32AreUnderWay() {
        for (int i = 0; i < 20; i++) {
            assertThat(gate.checkSearch(DEMO)).isNull();
        }
        assertThat(gate.checkSearch(DEMO)).extracting(Admitted::verdict).isEqualTo(Verdict.THROTTLED);
        assertThat(gate.checkSearch(account("other", null))).isNull();
        world.runMillis(100);
        assertThat(gate.checkSearch(DEMO)).isNull();

        Account busy = account("busy", null);
        for (int i = 0; i < 32; i++) {
            gate.cancelAll(busy, "A", "39333", null, world, amended -> {});
        }
        assertThat(gate.checkSearch(busy)).extracting(Admitted::verdict).isEqualTo(Verdict.QUEUE_FULL);
        world.runMillis(20);
        assertThat(gate.checkSearch(busy)).isNull();
    }

    @Test
    void whatTakesAnotherMessagesPlaceIsHeldToTheRulesOfASubmission() {
        Account limited = new Account(
                "limited", null, List.of(), new Rate(1, 3), List.of("A"), List.of(), Account.VALIDITY_MILLIS_DEFAULT);
        assertThat(gate.checkReplacement(draft(limited, "A", "39333", "hello"))).isNull();
        assertThat(gate.checkReplacement(draft(limited, "B", "39333", "hello")))
                .extracting(Admitted::verdict)
                .isEqualTo(Verdict.SENDER_NOT_ALLOWED);
        assertThat(gate.checkReplacement(draft(limited, "A", "39333", "x".repeat(50_000))))
                .extracting(Admitted::verdict)
                .isEqualTo(Verdict.CONTENT_TOO_LONG);
        assertThat(gate.checkReplacement(draft(limited, "A", "39333", "x".repeat(400))))
                .as("three segments of the two that are left")
                .extracting(Admitted::verdict)
                .isEqualTo(Verdict.THROTTLED);
        gate.stop();
        assertThat(gate.checkReplacement(draft(limited, "A", "39333", "hello")))
                .extracting(Admitted::verdict)
                .isEqualTo(Verdict.STOPPING);
    }

    @Test
    void answersOnlyWhenTheDiskHasIt() {
        List<Admitted> answers = new ArrayList<>();
        gate.admit(draft(DEMO, "A", "39333", "hello"), world, answers::add);
        world.runMillis(2);
        assertThat(answers).isEmpty();
        world.runMillis(2);
        assertThat(answers).singleElement().satisfies(answer -> {
            assertThat(answer.verdict()).isEqualTo(Verdict.ACCEPTED);
            assertThat(store.messages).containsKey(answer.id());
        });
    }

    @Test
    void refusesWithTheFieldThatIsToBlame() {
        Account picky = new Account("picky", null, List.of(), null, List.of("Mine"), List.of(), 1000);
        assertThat(admit(draft(DEMO, "A", "39+33", "x")))
                .extracting(Admitted::verdict, Admitted::field)
                .containsExactly(Verdict.RECIPIENT_INVALID, "/to");
        assertThat(admit(draft(DEMO, "TwelveLetters", "39333", "x")))
                .extracting(Admitted::verdict, Admitted::field)
                .containsExactly(Verdict.SENDER_INVALID, "/from");
        assertThat(admit(draft(picky, "Theirs", "39333", "x")).verdict()).isEqualTo(Verdict.SENDER_NOT_ALLOWED);
        assertThat(admit(draft(picky, "Mine", "39333", "x")).verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(admit(draft(DEMO, "A", "39333", "")).verdict()).isEqualTo(Verdict.CONTENT_EMPTY);
        assertThat(admit(draft(DEMO, "A", "39333", "x".repeat(153 * 255 + 1))).verdict())
                .isEqualTo(Verdict.CONTENT_TOO_LONG);
        assertThat(admit(draft(DEMO, "A", "39333", "x", world.wallMillis() + 61 * 86_400_000L, null))
                        .verdict())
                .isEqualTo(Verdict.SCHEDULE_INVALID);
    }

    @Test
    void countsTheAccountsRateInSegmentsAndTellsWhenToComeBack() {
        Account limited = new Account("limited", null, List.of(), new Rate(10, 10), List.of(), List.of(), 1000);
        assertThat(admit(draft(limited, "A", "39333", "x".repeat(153 * 8))).segments())
                .isEqualTo(8);
        Admitted refused = admit(draft(limited, "A", "39333", "x".repeat(153 * 5)));
        assertThat(refused.verdict()).isEqualTo(Verdict.THROTTLED);
        assertThat(refused.retryAfterMillis()).isBetween(1L, 300L);
        world.runMillis(refused.retryAfterMillis());
        assertThat(admit(draft(limited, "A", "39333", "x".repeat(153 * 5))).verdict())
                .isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void aResubmissionCostsNothingAndIsAnsweredAlike() {
        Account limited = new Account("limited", null, List.of(), new Rate(0.1, 2), List.of(), List.of(), 1000);
        Idempotency key = new Idempotency("k", 1, 2);
        Admitted first = admit(draft(limited, "A", "39333", "x", 0, key));
        Admitted second = admit(draft(limited, "A", "39333", "x", 0, key));
        assertThat(second.verdict()).isEqualTo(Verdict.DUPLICATE);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(admit(draft(limited, "A", "39333", "y")).verdict())
                .as("the duplicate gave its permit back")
                .isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void anotherAccountsMessageDoesNotExist() {
        long id = admit(draft(DEMO, "A", "39333", "x")).id();
        Account other = new Account("other", null, List.of(), null, List.of(), List.of(), 1000);
        List<Found> found = new ArrayList<>();
        gate.find(other, id, world, found::add, () -> {});
        gate.find(DEMO, id, world, found::add, () -> {});
        List<Amended> amended = new ArrayList<>();
        gate.cancel(other, id, world, amended::add);
        world.runMillis(20);
        assertThat(found).hasSize(2);
        assertThat(found)
                .filteredOn(java.util.Objects::nonNull)
                .singleElement()
                .satisfies(one -> assertThat(one.message().id()).isEqualTo(id));
        assertThat(amended).containsExactly(Amended.UNKNOWN);
    }

    private Draft timed(Door door, long sendAt, long validity) {
        return new Draft(
                DEMO,
                door,
                Address.alphanumeric("A"),
                Address.international("39333"),
                Map.of(),
                new Content.Text("hello"),
                List.of(),
                MessageState.DELIVERED,
                0,
                Priority.OTP,
                ReceiptWish.FINAL,
                null,
                sendAt,
                validity,
                null);
    }

    @Test
    void aMessageIsScheduledAtMostSixtyDaysAhead() {
        long last = world.wallMillis() + 60 * DAY_MILLIS;
        assertThat(admit(timed(Door.HTTP, last + 1, 0)))
                .returns(Verdict.SCHEDULE_INVALID, Admitted::verdict)
                .returns("/sendAt", Admitted::field);
        assertThat(admit(timed(Door.SMPP, last, 0)).verdict()).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void aScheduleInThePastMeansNow() {
        Admitted admitted = admit(timed(Door.HTTP, world.wallMillis() - 1_000, 0));
        assertThat(store.messages.get(admitted.id()).sendAtMillis()).isZero();
    }

    @Test
    void validityCountsFromWhenTheMessageMayLeave() {
        long tomorrow = world.wallMillis() + DAY_MILLIS;
        Admitted admitted = admit(timed(Door.HTTP, tomorrow, 60_000));
        assertThat(store.messages.get(admitted.id()).expiresAtMillis()).isEqualTo(tomorrow + 60_000);
    }

    @Test
    void aValidityOfMoreThanAWeekIsRefusedOverHttpAndCutOverSmpp() {
        assertThat(admit(timed(Door.HTTP, 0, 7 * DAY_MILLIS + 1)))
                .returns(Verdict.VALIDITY_INVALID, Admitted::verdict)
                .returns("/validity", Admitted::field);
        assertThat(admit(timed(Door.HTTP, 0, 7 * DAY_MILLIS)).verdict()).isEqualTo(Verdict.ACCEPTED);
        long now = world.wallMillis();
        Admitted cut = admit(timed(Door.SMPP, 0, 14 * DAY_MILLIS));
        assertThat(store.messages.get(cut.id()).expiresAtMillis()).isEqualTo(now + 7 * DAY_MILLIS);
    }

    @Test
    void aScheduledMessageCanBeCancelledOnce() {
        long id = admit(draft(DEMO, "A", "39333", "x", world.wallMillis() + 60_000, null))
                .id();
        List<Amended> amended = new ArrayList<>();
        gate.cancel(DEMO, id, world, amended::add);
        world.runMillis(20);
        gate.cancel(DEMO, id, world, amended::add);
        world.runMillis(20);
        assertThat(amended).containsExactly(Amended.DONE, Amended.TOO_LATE);
        assertThat(store.events.get("demo"))
                .singleElement()
                .satisfies(event -> assertThat(((Event.Receipt) event).state()).isEqualTo(MessageState.CANCELLED));
    }

    private Explanation explain(Draft draft) {
        List<Explanation> answers = new ArrayList<>();
        gate.explain(draft, world, answers::add);
        return answers.get(0);
    }

    @Test
    void aDryRunStoresNothing() {
        Explanation explanation = explain(draft(DEMO, "A", "39333", "price: 5 € ".repeat(20)));
        assertThat(explanation.encoding()).isEqualTo("GSM-7");
        assertThat(explanation.segments()).isEqualTo(2);
        assertThat(explanation.route()).containsExactly(Step.of("sms"));
        assertThat(explain(draft(DEMO, "A", "39333", "\uD83D\uDE00")).encoding())
                .isEqualTo("UCS-2");
        world.runMillis(50);
        assertThat(store.messages).isEmpty();
    }

    @Test
    void refusesAStepThatIsLongerThanAnyMessageIsValid() {
        Draft plain = draft(DEMO, "A", "39333", "x");
        Draft waiting = new Draft(
                DEMO,
                Door.HTTP,
                plain.from(),
                plain.to(),
                Map.of(),
                plain.content(),
                List.of(),
                MessageState.READ,
                Long.MAX_VALUE,
                Priority.OTP,
                ReceiptWish.FINAL,
                null,
                0,
                0,
                null);
        assertThat(admit(waiting))
                .extracting(Admitted::verdict, Admitted::field)
                .containsExactly(Verdict.VALIDITY_INVALID, "/fallback/after");
    }

    @Test
    void aPartWithAHeaderIsNoWayRoundTheSize() {
        Content huge = new Content.Sms("", 0x40, 0, 0, 0, new byte[60_000], new byte[0]);
        Draft plain = draft(DEMO, "A", "39333", "x");
        Draft draft = new Draft(
                DEMO,
                Door.SMPP,
                plain.from(),
                plain.to(),
                Map.of(),
                huge,
                List.of(),
                MessageState.DELIVERED,
                0,
                Priority.OTP,
                ReceiptWish.FINAL,
                null,
                0,
                0,
                null);
        assertThat(admit(draft).verdict()).isEqualTo(Verdict.CONTENT_TOO_LONG);
    }

    @Test
    void stoppingRefusesEverything() {
        gate.stop();
        assertThat(admit(draft(DEMO, "A", "39333", "x")).verdict()).isEqualTo(Verdict.STOPPING);
        assertThat(gate.counts().of(Door.HTTP, Verdict.STOPPING).sum()).isEqualTo(1);
    }
}

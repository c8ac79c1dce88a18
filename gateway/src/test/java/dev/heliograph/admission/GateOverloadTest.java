package dev.heliograph.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.dispatch.Dispatcher;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.routing.Route;
import dev.heliograph.routing.Routes;
import dev.heliograph.simulation.MemoryStore;
import dev.heliograph.simulation.World;
import dev.heliograph.store.Queued;
import dev.heliograph.store.QuietListener;
import dev.heliograph.throttle.Rate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The gate when more is offered than its store takes: who is refused what, and that it ends. */
class GateOverloadTest implements QuietListener {
    private static final int WAITING_MAX = 100;

    private final World world = new World(5);
    private final MemoryStore store = new MemoryStore(world, 3, this);
    private final Gate gate = new Gate(
            store,
            new Dispatcher(),
            new Routes(List.of(Route.always(List.of("sms"))), Map.of("sms", "smpp")),
            GateOptions.DEFAULT.withPressure(new PressureOptions(WAITING_MAX, 1 << 20, 0.5, 20, 1_024, 100, 64)),
            world::wallMillis,
            world::nanos,
            1);

    private final int[] accepted = new int[Priority.values().length];
    private final int[] refused = new int[Priority.values().length];
    private Admitted last = Admitted.full("nothing yet");

    private static Account account(String name, Rate rate) {
        return new Account(name, null, List.of(), rate, List.of(), List.of(), Account.VALIDITY_MILLIS_DEFAULT);
    }

    private void submit(Account account, Priority priority) {
        Draft draft = new Draft(
                account,
                Door.SMPP,
                Address.alphanumeric("A"),
                Address.international("39333"),
                Map.of(),
                new Content.Text("hello"),
                List.of(),
                MessageState.DELIVERED,
                0,
                priority,
                ReceiptWish.FINAL,
                null,
                0,
                0,
                null);
        gate.admit(draft, world, admitted -> {
            last = admitted;
            (admitted.verdict().isAccepted() ? accepted : refused)[priority.ordinal()]++;
        });
    }

    @Test
    void oneAccountsMixIsShedInOrder() {
        Account flood = account("flood", null);
        for (int i = 0; i < 200; i++) {
            for (Priority priority : Priority.values()) {
                submit(flood, priority);
            }
        }
        world.runMillis(20);
        assertThat(accepted[Priority.BULK.ordinal()]).isEqualTo(20);
        assertThat(accepted[Priority.TRANSACTIONAL.ordinal()]).isEqualTo(30);
        assertThat(accepted[Priority.OTP.ordinal()]).isEqualTo(50);
    }

    @Test
    void anAccountWithinItsShareIsServedWhileAnotherFloods() {
        Account flood = account("flood", null);
        Account calm = account("calm", null);
        for (int round = 0; round < 50; round++) {
            for (int i = 0; i < 500; i++) {
                submit(flood, Priority.TRANSACTIONAL);
            }
            submit(calm, Priority.BULK);
            world.runMillis(1);
        }
        world.runMillis(20);
        assertThat(accepted[Priority.BULK.ordinal()]).isEqualTo(50);
        assertThat(refused[Priority.TRANSACTIONAL.ordinal()]).isGreaterThan(20_000);
    }

    @Test
    void fullIsQueueFullAndOverItsRateIsThrottled() {
        Account flood = account("flood", null);
        Account slow = account("slow", Rate.parse("1/s"));
        for (int i = 0; i < 200; i++) {
            submit(flood, Priority.OTP);
        }
        assertThat(last.verdict()).isEqualTo(Verdict.QUEUE_FULL);
        assertThat(last.retryAfterMillis()).isEqualTo(1_000);
        submit(slow, Priority.OTP);
        submit(slow, Priority.OTP);
        assertThat(last.verdict()).isEqualTo(Verdict.THROTTLED);
    }

    @Test
    void whatIsRefusedBecauseTheNodeIsFullCostsNothingOfTheRate() {
        Account flood = account("flood", null);
        Account limited = account("limited", new Rate(10, 10));
        for (int i = 0; i < 200; i++) {
            submit(flood, Priority.OTP);
        }
        for (int i = 0; i < 52; i++) {
            gate.pressure().entered(gate.pressure().of("limited"), 1);
        }
        for (int i = 0; i < 50; i++) {
            submit(limited, Priority.BULK);
        }
        assertThat(refused[Priority.BULK.ordinal()]).isEqualTo(50);
        assertThat(last.verdict()).isEqualTo(Verdict.QUEUE_FULL);
        for (int i = 0; i < 52; i++) {
            gate.pressure().left(gate.pressure().of("limited"), 1);
        }
        world.runMillis(20);
        for (int i = 0; i < 10; i++) {
            submit(limited, Priority.BULK);
        }
        world.runMillis(20);
        assertThat(accepted[Priority.BULK.ordinal()]).isEqualTo(10);
    }

    @Test
    void itRecoversByItself() {
        Account flood = account("flood", null);
        for (int i = 0; i < 1_000; i++) {
            submit(flood, Priority.OTP);
        }
        assertThat(gate.pressure().value()).isGreaterThanOrEqualTo(1);
        world.runMillis(20);
        assertThat(gate.pressure().value()).isZero();
        assertThat(gate.pressure().octets()).isZero();
        submit(flood, Priority.BULK);
        world.runMillis(20);
        assertThat(last.verdict()).isEqualTo(Verdict.ACCEPTED);
    }

    @Override
    public boolean onAccepted(String channel, Queued queued) {
        return false;
    }
}

package dev.heliograph.receipt.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.receipt.CorrelatorFixture;
import dev.heliograph.receipt.CorrelatorLimits;
import dev.heliograph.simulation.World;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** Two nodes with one provider account; time, disks and Redis are simulated. */
class ReceiptExchangeTest {
    private final World world = new World(1);
    private final MemoryLine.Shared redis = new MemoryLine.Shared();
    private final Node one = new Node("gw-1");
    private final Node two = new Node("gw-2");

    private final class Node {
        final String name;
        final CorrelatorFixture account = new CorrelatorFixture(world, CorrelatorLimits.DEFAULT);
        MemoryLine line;
        ReceiptExchange exchange;

        Node(String name) {
            this.name = name;
            start();
        }

        void start() {
            line = new MemoryLine(redis);
            Executor loop = world::execute;
            exchange = new ReceiptExchange(name, line, () -> List.of(account.correlator), loop, world);
            exchange.start();
        }

        /** Another process on the same disk; it knows of nothing but what was stored. */
        void restart() {
            exchange.close();
            world.runTasks();
            account.restart();
            start();
        }

        void receive(String providerId, MessageState state) {
            account.a.onReceipt(account.receipt(providerId, state), () -> {});
        }

        int parked() {
            return account.correlator.counts().parkedNow();
        }
    }

    private void joined(Message message) {
        assertThat(one.account.stateOf(message)).isEqualTo(MessageState.DELIVERED);
        assertThat(one.account.events()).as("told once").hasSize(1);
        assertThat(two.parked()).isZero();
        assertThat(two.account.store.parkedCount()).isZero();
    }

    @Test
    void aReceiptThatReachedTheOtherNodeIsJoined() {
        Message message = one.account.sent("391", "x1");
        world.runMillis(20);
        two.receive("x1", MessageState.DELIVERED);
        world.runMillis(3_000);

        joined(message);
        assertThat(one.account.correlator.counts().takenHere.sum()).isEqualTo(1);
        assertThat(two.account.correlator.counts().takenElsewhere.sum()).isEqualTo(1);
        assertThat(two.account.correlator.counts().offered.sum()).isEqualTo(1);
    }

    @Test
    void evenBeforeTheResponse() {
        two.receive("x1", MessageState.DELIVERED);
        world.runMillis(2_000);
        assertThat(two.parked()).isEqualTo(1);
        Message message = one.account.sent("391", "x1");
        world.runMillis(5_000);
        joined(message);
    }

    @Test
    void aNodeIsOfferedNothingOfItsOwn() {
        Message message = two.account.sent("391", "x1");
        world.runMillis(20);
        two.receive("x1", MessageState.DELIVERED);
        two.receive("x2", MessageState.DELIVERED);
        world.runMillis(5_000);
        assertThat(two.account.stateOf(message)).isEqualTo(MessageState.DELIVERED);
        assertThat(two.account.correlator.counts().takenHere.sum()).isZero();
        assertThat(two.parked()).as("nobody's").isEqualTo(1);
    }

    @Test
    void whileRedisIsAwayReceiptsWaitAndThenAllAreJoined() {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            messages.add(one.account.sent("391", "x" + i));
        }
        redis.up = false;
        for (int i = 0; i < 300; i++) {
            two.receive("x" + i, MessageState.DELIVERED);
        }
        world.runMillis(3_600_000);
        assertThat(two.parked()).isEqualTo(300);
        assertThat(two.exchange.counts().isOpen()).isFalse();
        redis.up = true;
        redis.forgetAll();
        world.runMillis(5_000);
        assertThat(two.parked()).isZero();
        assertThat(two.exchange.counts().isOpen()).isTrue();
        assertThat(messages)
                .allSatisfy(message -> assertThat(one.account.stateOf(message)).isEqualTo(MessageState.DELIVERED));
        assertThat(one.account.events()).hasSize(300);
    }

    @Test
    void anAnswerThatIsLostIsGivenAgain() {
        Message message = one.account.sent("391", "x1");
        world.runMillis(20);
        two.receive("x1", MessageState.DELIVERED);
        for (int i = 0; i < 2_000 && one.account.events().isEmpty(); i++) {
            world.runMillis(1);
        }
        redis.forgetAll();
        two.line.cut = true;
        world.runMillis(2_000);
        redis.forgetAll();
        assertThat(two.parked()).isEqualTo(1);
        two.line.cut = false;
        world.runMillis(5_000);
        joined(message);
    }

    @Test
    void aNodeThatComesBackIsAskedAtOnceForWhatWasOfferedInVain() {
        Message message = one.account.sent("391", "x1");
        world.runMillis(20);
        one.line.cut = true;
        two.receive("x1", MessageState.DELIVERED);
        world.runMillis(10_000_000);
        assertThat(two.parked()).isEqualTo(1);
        one.restart();
        world.runMillis(2_000);
        joined(message);
    }

    @Test
    void theNodeThatOffersMayBeStartedAgain() {
        redis.up = false;
        two.receive("x1", MessageState.DELIVERED);
        Message message = one.account.sent("391", "x1");
        world.runMillis(1_000);
        two.restart();
        redis.up = true;
        world.runMillis(5_000);
        joined(message);
    }

    @Test
    void notesThatNobodyUnderstandsHarmNothing() {
        redis.notes.addAll(List.of(
                "",
                "{",
                "[]",
                "{\"v\":2,\"kind\":\"hello\",\"node\":\"x\"}",
                "{\"v\":1,\"kind\":\"offer\",\"node\":\"x\",\"account\":7}",
                "{\"v\":1,\"kind\":\"taken\",\"node\":\"x\",\"to\":\"gw-1\",\"account\":\"a\",\"id\":\"1\",\"state\":\"?\"}",
                "x".repeat(5_000)));
        Message message = one.account.sent("391", "x1");
        world.runMillis(500);
        assertThat(one.exchange.counts().malformed.sum()).isEqualTo(7);
        two.receive("x1", MessageState.DELIVERED);
        world.runMillis(3_000);
        joined(message);
    }
}

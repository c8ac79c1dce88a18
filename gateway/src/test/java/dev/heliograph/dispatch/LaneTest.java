package dev.heliograph.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Content;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.Priority;
import dev.heliograph.simulation.SimulatedProvider;
import dev.heliograph.simulation.SimulatedProvider.Faults;
import dev.heliograph.simulation.World;
import dev.heliograph.store.Amended;
import dev.heliograph.throttle.Rate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final Rate FAST = new Rate(100_000, 1_000);
    private final World world = new World(1);

    private SimulatedGateway gateway(Rate rate, LaneOptions options, Faults faults) {
        return new SimulatedGateway(
                world,
                rate,
                options,
                new SimulatedProvider("a", world, 10, faults),
                new SimulatedProvider("b", world, 10, Faults.NONE));
    }

    @Test
    void deliversInTheOrderAccepted() {
        SimulatedGateway gateway = new SimulatedGateway(
                world, FAST, LaneOptions.DEFAULT, new SimulatedProvider("a", world, 1, Faults.NONE));
        for (int i = 0; i < 200; i++) {
            gateway.submit(gateway.message("a"));
        }
        world.runMillis(60_000);
        assertThat(gateway.providers.get("a").taken).hasSize(200).isSorted();
        gateway.accepted.forEach(message -> assertThat(gateway.receiptsOf(message.id()))
                .singleElement()
                .satisfies(receipt -> assertThat(receipt.state()).isEqualTo(MessageState.DELIVERED)));
    }

    @Test
    void neverExceedsItsRateByMoreThanItsBurst() {
        SimulatedGateway gateway = gateway(new Rate(100, 20), LaneOptions.DEFAULT, Faults.NONE);
        for (int i = 0; i < 1_000; i++) {
            gateway.submit(gateway.message("a"));
        }
        world.runMillis(20_000);
        List<Long> at = gateway.providers.get("a").takenAt;
        assertThat(at).hasSize(1_000);
        // The provider answers up to 20 ms after the submission, so what left within a second is seen within 1.02.
        for (int i = 0; i + 125 < at.size(); i++) {
            assertThat(at.get(i + 125) - at.get(i)).as("from %d", i).isGreaterThan(980_000_000L);
        }
        assertThat(at.get(999) - at.get(0)).isLessThan(10_500_000_000L);
    }

    @Test
    void urgentMessagesOvertakeAndAccountsShare() {
        SimulatedGateway gateway = gateway(new Rate(100, 1), LaneOptions.DEFAULT, Faults.NONE);
        for (int i = 0; i < 100; i++) {
            gateway.submit(gateway.message("flood", "391", Priority.BULK, 1, 3_600_000, "a"));
        }
        world.runMillis(100);
        for (int i = 0; i < 5; i++) {
            gateway.submit(gateway.message("small", "392", Priority.BULK, 1, 3_600_000, "a"));
            gateway.submit(gateway.message("codes", "393", Priority.OTP, 1, 3_600_000, "a"));
        }
        world.runMillis(700);
        List<String> accounts = new ArrayList<>();
        gateway.providers
                .get("a")
                .taken
                .forEach(id -> accounts.add(gateway.store.messages.get(id).account()));
        assertThat(accounts.stream().filter("codes"::equals).count()).isEqualTo(5);
        assertThat(accounts.stream().filter("small"::equals).count())
                .as("not behind the whole flood")
                .isEqualTo(5);
    }

    @Test
    void readsBackWhatDidNotFitIntoMemory() {
        SimulatedGateway gateway = gateway(FAST, LaneOptions.DEFAULT.withHeldMax(50), Faults.NONE);
        gateway.providers.get("a").up(false);
        for (int i = 0; i < 2_000; i++) {
            gateway.submit(gateway.message("a"));
            if (i % 100 == 0) {
                world.runMillis(5);
            }
        }
        world.runMillis(1_000);
        assertThat(gateway.lane("a").status().held()).isLessThanOrEqualTo(100);
        gateway.providers.get("a").up(true);
        for (int i = 0; i < 500; i++) {
            gateway.submit(gateway.message("a"));
            world.runMillis(7);
        }
        world.runMillis(60_000);
        assertThat(gateway.providers.get("a").taken).hasSize(2_500).doesNotHaveDuplicates();
        assertThat(gateway.store.backlogSize("a")).isZero();
        assertThat(gateway.lane("a").status().held()).isZero();
    }

    @Test
    void holdsFewerMessagesWhenTheyAreLong() {
        SimulatedGateway gateway = gateway(FAST, LaneOptions.DEFAULT.withHeldMax(100), Faults.NONE);
        gateway.providers.get("a").up(false);
        for (int i = 0; i < 300; i++) {
            Message plain = gateway.message("a");
            gateway.submit(plain.replacedBy(
                    new Content.Text("x".repeat(10_000)), 1, plain.receipts(), 0, plain.expiresAtMillis()));
            world.runMillis(1);
        }
        world.runMillis(1_000);
        assertThat(gateway.lane("a").status().held())
                .as("100 KiB hold five of them")
                .isBetween(5, 20);
        gateway.providers.get("a").up(true);
        world.runMillis(60_000);
        assertThat(gateway.providers.get("a").taken).hasSize(300).doesNotHaveDuplicates();
        assertThat(gateway.lane("a").status().held()).isZero();
    }

    @Test
    void slowsDownWhenThrottledAndRecovers() {
        SimulatedGateway gateway =
                gateway(new Rate(1_000, 10), LaneOptions.DEFAULT, new Faults(0.02, 0, 0, 0, 0, 0, 0, 0));
        for (int i = 0; i < 300; i++) {
            gateway.submit(gateway.message("a"));
        }
        world.runMillis(600_000);
        assertThat(gateway.providers.get("a").taken).hasSize(300).doesNotHaveDuplicates();
        assertThat(gateway.lane("a").status().share()).isEqualTo(1);
    }

    @Test
    void triesAgainAfterPassingFaultsAndGivesUpInTheEnd() {
        SimulatedGateway gateway = gateway(
                FAST, new LaneOptions(100, 10, 3, 100, 1_000, OnUnknown.RETRY), new Faults(0, 1, 0, 0, 0, 0, 0, 0));
        gateway.submit(gateway.message("a"));
        world.runMillis(60_000);
        assertThat(gateway.lane("a").counts().submitted.sum()).isEqualTo(3);
        assertThat(gateway.receiptsOf(gateway.accepted.get(0).id()))
                .singleElement()
                .satisfies(receipt -> {
                    assertThat(receipt.state()).isEqualTo(MessageState.FAILED);
                    assertThat(receipt.error().type()).isEqualTo("transient");
                });
    }

    @Test
    void takesTheNextChannelWhenOneRefuses() {
        SimulatedGateway gateway = gateway(FAST, LaneOptions.DEFAULT, new Faults(0, 0, 1, 0, 0, 0, 0, 0));
        gateway.submit(gateway.message("a", "b"));
        world.runMillis(5_000);
        long id = gateway.accepted.get(0).id();
        assertThat(gateway.receiptsOf(id)).singleElement().satisfies(receipt -> {
            assertThat(receipt.state()).isEqualTo(MessageState.DELIVERED);
            assertThat(receipt.channel()).isEqualTo("b");
            assertThat(receipt.attempt()).isEqualTo(2);
        });
        MessageStatus status = gateway.store.statuses.get(id);
        assertThat(status.attempts()).extracting("channel").containsExactly("a", "b");
        assertThat(status.attempts().get(0).error().type()).isEqualTo("rejected");
    }

    @Test
    void takesTheNextChannelWhenAReceiptSaysUndelivered() {
        SimulatedGateway gateway = gateway(FAST, LaneOptions.DEFAULT, new Faults(0, 0, 0, 0, 0, 0, 0, 1));
        gateway.submit(gateway.message("a", "b"));
        world.runMillis(5_000);
        assertThat(gateway.receiptsOf(gateway.accepted.get(0).id()))
                .singleElement()
                .satisfies(receipt -> assertThat(receipt.channel()).isEqualTo("b"));
    }

    @Test
    void expiresWhileTheProviderIsAway() {
        SimulatedGateway gateway = gateway(FAST, LaneOptions.DEFAULT, Faults.NONE);
        gateway.providers.get("a").up(false);
        gateway.submit(gateway.message("demo", "391", Priority.OTP, 1, 5_000, "a"));
        world.runMillis(10_000);
        gateway.providers.get("a").up(true);
        world.runMillis(10_000);
        assertThat(gateway.providers.get("a").taken).isEmpty();
        assertThat(gateway.receiptsOf(gateway.accepted.get(0).id()))
                .singleElement()
                .satisfies(receipt -> assertThat(receipt.state()).isEqualTo(MessageState.EXPIRED));
    }

    @Test
    void expiresWhileTheMarkThatItIsBeingSentIsStored() {
        LaneOptions holding = LaneOptions.DEFAULT.withOnUnknown(OnUnknown.HOLD);
        SimulatedGateway gateway = gateway(FAST, holding, Faults.NONE);
        // Accepted after a sync of 2 ms, marked after another.
        gateway.submit(gateway.message("demo", "391", Priority.OTP, 1, 3, "a"));
        world.runMillis(1_000);
        assertThat(gateway.providers.get("a").taken).isEmpty();
        assertThat(gateway.receiptsOf(gateway.accepted.get(0).id()))
                .singleElement()
                .satisfies(receipt -> assertThat(receipt.state()).isEqualTo(MessageState.EXPIRED));
    }

    @Test
    void aCancelledMessageIsNotSent() {
        SimulatedGateway gateway = gateway(FAST, LaneOptions.DEFAULT, Faults.NONE);
        gateway.providers.get("a").up(false);
        gateway.submit(gateway.message("a"));
        gateway.submit(gateway.message("a"));
        world.runMillis(100);
        Message first = gateway.accepted.get(0);
        List<Amended> answers = new ArrayList<>();
        MessageStatus cancelled = new MessageStatus(MessageState.CANCELLED, world.wallMillis(), List.of(), null);
        gateway.dispatcher.amend(gateway.store, first, null, cancelled, null, world, answers::add);
        world.runMillis(10);
        gateway.providers.get("a").up(true);
        world.runMillis(5_000);
        assertThat(answers).containsExactly(Amended.DONE);
        assertThat(gateway.providers.get("a").taken)
                .containsExactly(gateway.accepted.get(1).id());
        gateway.dispatcher.amend(gateway.store, gateway.accepted.get(1), null, cancelled, null, world, answers::add);
        world.runMillis(100);
        assertThat(answers).containsExactly(Amended.DONE, Amended.TOO_LATE);
    }

    @Test
    void aMessageLargerThanTheWindowStillLeaves() {
        SimulatedGateway gateway = gateway(FAST, LaneOptions.DEFAULT, Faults.NONE);
        gateway.submit(gateway.message("demo", "391", Priority.OTP, 25, 3_600_000, "a"));
        gateway.submit(gateway.message("a"));
        world.runMillis(5_000);
        assertThat(gateway.providers.get("a").taken).hasSize(2);
        assertThat(gateway.accepted)
                .allSatisfy(message -> assertThat(gateway.receiptsOf(message.id()))
                        .extracting(Event.Receipt::state)
                        .containsExactly(MessageState.DELIVERED));
    }
}

package dev.heliograph.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Message;
import dev.heliograph.message.MessageError;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.simulation.World;
import dev.heliograph.store.ParkedReceipt;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorrelatorTest {
    private final World world = new World(1);
    private final CorrelatorFixture account = new CorrelatorFixture(world, new CorrelatorLimits(100, 3));
    private int stored;

    private void receiptOnB(String providerId, MessageState state) {
        account.b.onReceipt(account.receipt(providerId, state), () -> stored++);
    }

    @Test
    void aReceiptOnTheOtherChannelOfTheAccountFindsItsMessage() {
        Message message = account.sent("391", "x1");
        receiptOnB("x1", MessageState.DELIVERED);
        world.runMillis(20);

        assertThat(account.stateOf(message)).isEqualTo(MessageState.DELIVERED);
        assertThat(account.events()).hasSize(1);
        assertThat(stored).isEqualTo(1);
        assertThat(account.handedBack).as("answered on its own loop").isEqualTo(2);
        assertThat(account.b.received().sum()).isEqualTo(1);
        assertThat(account.a.received().sum()).isZero();
    }

    @Test
    void evenBeforeTheResponse() {
        receiptOnB("x1", MessageState.DELIVERED);
        world.runMillis(20);
        assertThat(stored).as("acknowledged once it is parked").isEqualTo(1);
        assertThat(account.store.parkedCount()).isEqualTo(1);

        Message message = account.sent("391", "x1");
        world.runMillis(20);
        assertThat(account.stateOf(message)).isEqualTo(MessageState.DELIVERED);
        assertThat(account.store.parkedCount()).isZero();
        assertThat(account.correlator.counts().matchedLater.sum()).isEqualTo(1);
    }

    @Test
    void evenAtTheSameMoment() {
        receiptOnB("x1", MessageState.FAILED);
        Message message = account.sent("391", "x1");
        world.runMillis(20);
        assertThat(account.stateOf(message)).isEqualTo(MessageState.FAILED);
        assertThat(account.store.parkedCount()).isZero();
    }

    @Test
    void evenAfterARestart() {
        Message message = account.sent("391", "x1", "x2");
        world.runMillis(20);
        account.crashAndRestart();
        receiptOnB("x2", MessageState.DELIVERED);
        receiptOnB("x1", MessageState.DELIVERED);
        world.runMillis(20);
        assertThat(account.stateOf(message)).isEqualTo(MessageState.DELIVERED);
        assertThat(account.events()).hasSize(1);
    }

    @Test
    void whatWasParkedIsStillMatchedAfterARestart() {
        receiptOnB("x1", MessageState.DELIVERED);
        world.runMillis(20);
        account.crashAndRestart();
        assertThat(account.correlator.counts().parkedNow()).isEqualTo(1);
        Message message = account.sent("391", "x1");
        world.runMillis(20);
        assertThat(account.stateOf(message)).isEqualTo(MessageState.DELIVERED);
    }

    @Test
    void whatHasEndedDoesNotEndOnceMoreBecauseSomebodyWhoReadItsStatusBeforeGivesItUpNow() {
        Message message = account.sent("391", "x1");
        world.runMillis(20);
        MessageStatus before = account.store.statuses.get(message.id());
        receiptOnB("x1", MessageState.DELIVERED);
        world.runMillis(20);
        letManyEnd();
        account.correlator.giveUp(
                message, before, new MessageError("no_receipt", 0, "none came"), () -> {}, () -> stored++);
        account.correlator.goOn(message, before, new MessageError("timeout", 0, "too slow"), () -> stored++);
        world.runMillis(20);

        assertThat(account.stateOf(message)).isEqualTo(MessageState.DELIVERED);
        assertThat(account.events()).hasSize(1 + Finished.KEPT + 1);
        assertThat(stored).as("both were answered all the same").isEqualTo(1 + Finished.KEPT + 1 + 2);
    }

    @Test
    void aReceiptThatIsToldAgainLongAfterChangesNothing() {
        account.sent("391", "x1");
        receiptOnB("x1", MessageState.DELIVERED);
        world.runMillis(20);
        letManyEnd();
        receiptOnB("x1", MessageState.DELIVERED);
        world.runMillis(20);
        assertThat(account.events()).hasSize(1 + Finished.KEPT + 1);
        assertThat(account.correlator.counts().duplicates.sum()).isEqualTo(1);
    }

    /** Until what ended before is not in memory any longer. */
    private void letManyEnd() {
        for (int i = 0; i <= Finished.KEPT; i++) {
            account.sent("39" + i, "m" + i);
            receiptOnB("m" + i, MessageState.DELIVERED);
        }
        world.runMillis(20);
    }

    @Test
    void aParkedReceiptKeepsAllThatItsIdMayMean() {
        account.b.onReceipt(
                List.of(
                        account.receipt("16", MessageState.DELIVERED),
                        account.receipt("10", MessageState.DELIVERED),
                        account.receipt("22", MessageState.DELIVERED)),
                "393330000002",
                meant -> {},
                () -> stored++);
        world.runMillis(20);
        account.crashAndRestart();

        Message other = account.sent("393330000001", "16");
        Message its = account.sent("393330000002", "10");
        world.runMillis(20);
        assertThat(account.stateOf(other)).as("went to another number").isEqualTo(MessageState.SENT);
        assertThat(account.stateOf(its)).isEqualTo(MessageState.DELIVERED);
        assertThat(account.store.parkedCount()).isZero();
    }

    @Test
    void aFinalReceiptIsNotDisplacedByTheOneItOvertook() {
        receiptOnB("x1", MessageState.DELIVERED);
        receiptOnB("x1", MessageState.SENT);
        world.runMillis(20);
        Message message = account.sent("391", "x1");
        world.runMillis(20);
        assertThat(account.stateOf(message)).isEqualTo(MessageState.DELIVERED);
        assertThat(stored).isEqualTo(2);
    }

    @Test
    void beyondItsBoundTheOldestLeavesMemoryAndIsCounted() {
        for (int i = 1; i <= 5; i++) {
            receiptOnB("x" + i, MessageState.DELIVERED);
            world.runMillis(20);
        }
        assertThat(account.correlator.counts().parkedNow()).isEqualTo(3);
        assertThat(account.correlator.counts().evicted.sum()).isEqualTo(2);
        assertThat(account.store.parkedCount()).as("the disk keeps them").isEqualTo(5);
        assertThat(account.correlator.parking().view(2).newest())
                .extracting(ParkedReceipt::providerId)
                .containsExactly("x5", "x4");
    }

    @Test
    void whatNobodyClaimsInThreeDaysIsGivenUpAndSeen() {
        receiptOnB("x1", MessageState.DELIVERED);
        world.runMillis(60_000);
        receiptOnB("x2", MessageState.DELIVERED);
        world.runMillis(Parking.PARKED_MILLIS_MAX - 30_000);
        account.b.expireParked();
        world.runMillis(20);

        ParkedView view = account.correlator.parking().view(10);
        assertThat(view.waiting()).isEqualTo(1);
        assertThat(view.newest()).extracting(ParkedReceipt::providerId).containsExactly("x2");
        assertThat(view.orphans()).singleElement().satisfies(orphan -> {
            assertThat(orphan.providerId()).isEqualTo("x1");
            assertThat(orphan.channel()).isEqualTo("b");
        });
        assertThat(account.correlator.counts().orphans.sum()).isEqualTo(1);
        assertThat(account.correlator.counts().oldestParkedAtMillis())
                .isEqualTo(view.newest().get(0).receivedAtMillis());
        assertThat(account.store.parkedCount()).isEqualTo(1);
    }

    // ---- the other nodes

    private List<String> offered() {
        return account.correlator.parking().toOffer(10).stream()
                .map(ParkedReceipt::providerId)
                .toList();
    }

    @Test
    void nothingIsOfferedBeforeThereIsAnybody() {
        receiptOnB("x1", MessageState.DELIVERED);
        world.runMillis(60_000);
        assertThat(offered()).isEmpty();
        account.correlator.parking().offerAllSoon();
        assertThat(offered()).containsExactly("x1");
    }

    @Test
    void offersAreRepeatedAtGrowingDistancesUntilSomebodyTookIt() {
        account.correlator.parking().offerAllSoon();
        receiptOnB("x1", MessageState.DELIVERED);
        world.runMillis(900);
        assertThat(offered()).as("its message may be on its way").isEmpty();
        world.runMillis(200);
        assertThat(offered()).containsExactly("x1");
        assertThat(offered()).isEmpty();
        world.runMillis(2_000);
        assertThat(offered()).containsExactly("x1");
        world.runMillis(2_000);
        assertThat(offered()).isEmpty();
        world.runMillis(2_000);
        assertThat(offered()).containsExactly("x1");
        account.correlator.parking().offerAllSoon();
        assertThat(offered()).as("somebody new").containsExactly("x1");

        account.correlator.parking().onTakenElsewhere("x1", MessageState.SENT);
        assertThat(account.correlator.counts().parkedNow())
                .as("an earlier one was")
                .isEqualTo(1);
        account.correlator.parking().onTakenElsewhere("x1", MessageState.DELIVERED);
        world.runMillis(20);
        assertThat(account.correlator.counts().parkedNow()).isZero();
        assertThat(account.store.parkedCount()).isZero();
        world.runMillis(1_000_000);
        assertThat(offered()).isEmpty();
    }

    private int taken;
    private int unknown;

    private void offer(String recipient, String id, String... otherIds) {
        ParkedReceipt offer = new ParkedReceipt(
                CorrelatorFixture.ACCOUNT,
                "elsewhere",
                id,
                List.of(otherIds),
                recipient,
                MessageState.DELIVERED,
                0,
                world.wallMillis(),
                world.wallMillis());
        account.correlator.onOffer(offer, () -> taken++, () -> unknown++);
        world.runMillis(20);
    }

    @Test
    void anOfferedReceiptIsTakenOnceItIsDurableAndAsOftenAsItComes() {
        Message message = account.sent("391", "x1");
        world.runMillis(20);
        account.crashAndRestart();
        offer("", "x1");
        assertThat(taken).isEqualTo(1);
        assertThat(account.stateOf(message)).isEqualTo(MessageState.DELIVERED);
        offer("", "x1");
        assertThat(taken).as("the answer was lost").isEqualTo(2);
        assertThat(account.events()).hasSize(1);
    }

    @Test
    void anOfferThatIsNoMessageOfThisNodeIsLeftAlone() {
        account.sent("393330000001", "16");
        offer("", "x9");
        offer("393330000002", "16", "22");
        assertThat(unknown).isEqualTo(2);
        assertThat(taken).isZero();
        assertThat(account.store.parkedCount()).isZero();
    }

    @Test
    void ofSeveralMeaningsTheOneWithTheRecipientCounts() {
        account.sent("393330000001", "16");
        Message its = account.sent("393330000002", "10");
        offer("393330000002", "16", "10");
        assertThat(taken).isEqualTo(1);
        assertThat(account.stateOf(its)).isEqualTo(MessageState.DELIVERED);
    }
}

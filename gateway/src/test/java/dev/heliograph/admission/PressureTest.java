package dev.heliograph.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.admission.Pressure.AccountLoad;
import dev.heliograph.message.Priority;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PressureTest {
    private static final int WAITING_MAX = 1_000;
    private static final int OCTETS = 100;

    private long nowNanos = 1;
    private final Pressure pressure =
            new Pressure(new PressureOptions(WAITING_MAX, 1_000_000, 0.5, 20, 1_024, 100, 64), () -> nowNanos);
    private final AccountLoad flood = pressure.of("flood");
    private final AccountLoad calm = pressure.of("calm");

    private void enter(AccountLoad load, int submissions) {
        for (int i = 0; i < submissions; i++) {
            pressure.entered(load, OCTETS);
        }
    }

    private int turnedAway(AccountLoad load, Priority priority, int offered) {
        int refused = 0;
        for (int i = 0; i < offered; i++) {
            refused += pressure.turnsAway(load, priority) ? 1 : 0;
        }
        return refused;
    }

    private Set<Priority> shed(AccountLoad load) {
        Set<Priority> shed = EnumSet.noneOf(Priority.class);
        for (Priority priority : Priority.values()) {
            if (pressure.sheds(load, priority)) {
                shed.add(priority);
            }
        }
        return shed;
    }

    @Test
    void campaignsAreShedFirstThenTransactionalMessagesThenCodes() {
        enter(flood, 599);
        assertThat(shed(flood)).isEmpty();
        enter(flood, 1);
        assertThat(shed(flood)).containsOnly(Priority.BULK);
        enter(flood, 200);
        assertThat(shed(flood)).containsOnly(Priority.BULK, Priority.TRANSACTIONAL);
        enter(flood, 200);
        assertThat(shed(flood)).containsOnly(Priority.values());
    }

    @Test
    void itEndsWhenTheStoreHasAnswered() {
        enter(flood, 1_000);
        for (int i = 0; i < 401; i++) {
            pressure.left(flood, OCTETS);
        }
        assertThat(shed(flood)).isEmpty();
        for (int i = 0; i < 599; i++) {
            pressure.left(flood, OCTETS);
        }
        assertThat(pressure.value()).isZero();
        assertThat(pressure.accounts()).isZero();
    }

    @Test
    void whoKeepsToHisShareIsNotRefusedForOneWhoDoesNot() {
        enter(calm, 100);
        enter(flood, 900);
        assertThat(shed(flood)).containsOnly(Priority.values());
        assertThat(shed(calm)).isEmpty();
        assertThat(pressure.pauses(flood)).isTrue();
    }

    @Test
    void aShareIsHalfOfTheRoomOverThoseWhoHaveSomethingUnderWay() {
        enter(calm, 250);
        enter(flood, 600);
        assertThat(shed(calm)).isEmpty();
        enter(calm, 1);
        assertThat(shed(calm)).containsOnly(Priority.BULK, Priority.TRANSACTIONAL);
        enter(pressure.of("third"), 1);
        assertThat(shed(calm)).containsOnly(Priority.BULK, Priority.TRANSACTIONAL);
    }

    @Test
    void manyAccountsWithinTheirSharesAreShedInTheSameOrderOnlyLater() {
        for (int i = 0; i < 100; i++) {
            enter(pressure.of("small" + i), 5);
        }
        enter(flood, 601);
        AccountLoad small = pressure.of("small7");
        pressure.left(small, OCTETS);
        assertThat(shed(small)).containsOnly(Priority.BULK);
        enter(flood, 500);
        assertThat(shed(small)).containsOnly(Priority.values());
    }

    @Test
    void octetsCountAsMuchAsNumbers() {
        pressure.held(850_000);
        assertThat(pressure.value()).isEqualTo(0.85, within(1e-9));
        assertThat(pressure.congestion()).isEqualTo(85);
        assertThat(pressure.isOutOfMemory()).isFalse();
        pressure.entered(calm, 150_000);
        assertThat(pressure.isOutOfMemory()).isTrue();
        pressure.released(850_000);
        pressure.left(calm, 150_000);
        assertThat(pressure.octets()).isZero();
    }

    @Test
    void socketsArePausedBeforeAnythingIsRefused() {
        enter(flood, 501);
        assertThat(pressure.pauses(flood)).isTrue();
        assertThat(pressure.pauses(calm)).isFalse();
        assertThat(shed(flood)).isEmpty();
    }

    /** A loop that comes to what waits for it only when it is told to. */
    private final ArrayDeque<Runnable> loop = new ArrayDeque<>();

    /** Time goes by, looked at every 5 ms, and the loop answers each time {@code lateMillis} after it was asked. */
    private void runMillis(int millis, int lateMillis) {
        for (int i = 0; i < millis; i += 5) {
            pressure.look();
            nowNanos += lateMillis == 0 ? 0 : 5_000_000;
            if (i % Math.max(5, lateMillis) == 0) {
                loop.forEach(Runnable::run);
                loop.clear();
            }
            nowNanos += lateMillis == 0 ? 5_000_000 : 0;
        }
        pressure.look();
    }

    @Test
    void whoOffersMostIsTheOneToWaitWhenALoopIsLate() {
        pressure.lateness().watch(List.of(loop::add));
        turnedAway(flood, Priority.BULK, 30);
        turnedAway(calm, Priority.BULK, 3);
        enter(flood, 1);
        enter(calm, 1);
        assertThat(pressure.pauses(flood)).isFalse();
        runMillis(60, 40);
        assertThat(pressure.pauses(flood)).isTrue();
        assertThat(pressure.pauses(calm)).isFalse();
        assertThat(turnedAway(flood, Priority.BULK, 10))
                .as("it may be a hiccup")
                .isZero();
        runMillis(50, 0);
        assertThat(pressure.pauses(flood)).isFalse();
    }

    /** Campaigns of both, for a while; what is let in is done at once. */
    private int offerMillis(int millis, int lateMillis) {
        int refused = 0;
        for (int i = 0; i < millis; i += 40) {
            int turnedAway = turnedAway(flood, Priority.BULK, 400);
            refused += turnedAway;
            for (int taken = turnedAway; taken < 400; taken++) {
                pressure.entered(flood, OCTETS);
                pressure.left(flood, OCTETS);
            }
            assertThat(turnedAway(calm, Priority.BULK, 40)).isZero();
            pressure.pausedInVain();
            runMillis(40, lateMillis);
        }
        return refused;
    }

    @Test
    void whoOffersMostIsRefusedCampaignsWhenTheLoopsStayLate() {
        pressure.lateness().watch(List.of(loop::add));
        enter(flood, 1);
        enter(calm, 1);
        offerMillis(600, 40);
        assertThat(offerMillis(500, 0)).isGreaterThan(1_000);
        assertThat(turnedAway(flood, Priority.OTP, 1_000)).isZero();
        assertThat(pressure.congestion()).isGreaterThan(5);
        assertThat(pressure.isWatched()).isTrue();
        runMillis(3_000, 0);
        assertThat(pressure.isWatched()).as("nothing comes any more").isFalse();
        assertThat(pressure.value()).isLessThan(0.01);
        assertThat(turnedAway(flood, Priority.BULK, 1_000)).isZero();
    }

    @Test
    void aLoopThatHasNotAnsweredIsAskedOnce() {
        pressure.lateness().watch(List.of(loop::add));
        runMillis(0, 0);
        pressure.look();
        pressure.look();
        assertThat(loop).hasSize(1);
    }

    @Test
    void congestionIsToldAsAPercentage() {
        assertThat(pressure.congestion()).isZero();
        enter(flood, 300);
        assertThat(pressure.congestion()).isEqualTo(30);
        enter(flood, 5_000);
        assertThat(pressure.congestion()).isEqualTo(100);
    }
}

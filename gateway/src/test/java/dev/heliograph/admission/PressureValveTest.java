package dev.heliograph.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.admission.Pressure.AccountLoad;
import dev.heliograph.message.Priority;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PressureValveTest {
    private static final int OCTETS = 100;
    private static final int READ_AFTER_PAUSE = 7;

    private final Pressure pressure =
            new Pressure(new PressureOptions(100, 1_000_000, 0.5, 20, 1_024, 40, READ_AFTER_PAUSE), this::nanos);
    private final AccountLoad flood = pressure.of("flood");
    private final Queue<Runnable> timers = new ArrayDeque<>();
    /** Of which the node's only loop has not done anything yet. */
    private final Queue<Runnable> loop = new ArrayDeque<>();

    private long nowMillis;
    private final PressureValve valve = new PressureValve(pressure, this::nanos, this::after);

    private long nanos() {
        return TimeUnit.MILLISECONDS.toNanos(nowMillis);
    }

    private void after(long delayNanos, Runnable task) {
        assertThat(delayNanos).isEqualTo(TimeUnit.MILLISECONDS.toNanos(5));
        timers.add(task);
    }

    private void runMillis(int millis) {
        for (int i = 0; i < millis; i += 5) {
            nowMillis += 5;
            Runnable due = timers.poll();
            if (due != null) {
                due.run();
            }
        }
    }

    private void press(int submissions) {
        for (int i = 0; i < submissions; i++) {
            pressure.entered(flood, OCTETS);
        }
    }

    @Test
    void withoutPressureNobodyWaits() {
        assertThat(valve.shuts(flood, atMost -> {})).isFalse();
        runMillis(10);
        assertThat(timers).as("an idle loop has no timers").isEmpty();
    }

    @Test
    void aLoopThatIsLateLeavesTheSocketsOfWhoTakesMostUnread() {
        pressure.lateness().watch(List.of(loop::add));
        press(1);
        pressure.entered(pressure.of("calm"), OCTETS);
        for (int i = 0; i < 10; i++) {
            pressure.turnsAway(flood, Priority.BULK);
        }
        pressure.turnsAway(pressure.of("calm"), Priority.BULK);
        for (int i = 0; i < 5; i++) {
            assertThat(valve.shuts(pressure.of("calm"), atMost -> {})).isFalse();
            runMillis(5);
        }
        List<Integer> told = new ArrayList<>();
        assertThat(valve.shuts(pressure.of("calm"), told::add)).isFalse();
        assertThat(valve.shuts(flood, told::add)).isTrue();
        assertThat(valve.shuts(pressure.ofStrangers(), atMost -> {})).isTrue();
        loop.remove().run();
        for (int i = 0; i < 3; i++) {
            runMillis(5);
            loop.forEach(Runnable::run);
            loop.clear();
        }
        assertThat(told).as("in time again").containsExactly(0);
        assertThat(valve.shuts(flood, told::add)).isFalse();
    }

    @Test
    void goesOnAsSoonAsThePressureHasFallen() {
        press(60);
        List<Integer> told = new ArrayList<>();
        assertThat(valve.shuts(flood, told::add)).isTrue();
        runMillis(20);
        assertThat(told).isEmpty();
        for (int i = 0; i < 30; i++) {
            pressure.left(flood, OCTETS);
        }
        runMillis(5);
        assertThat(told).containsExactly(0);
    }

    @Test
    void goesOnWhenTheTimeIsUpWhateverThePressure() {
        press(200);
        List<Integer> told = new ArrayList<>();
        valve.shuts(flood, told::add);
        runMillis(35);
        assertThat(told).isEmpty();
        runMillis(5);
        assertThat(told).containsExactly(READ_AFTER_PAUSE);
        assertThat(valve.waiting()).isZero();
    }

    @Test
    void everyReaderIsAskedWhetherItWasInVain() {
        press(60);
        List<PressureValve.Pause> asked = new ArrayList<>();
        PressureValve.Reader reader = new PressureValve.Reader() {
            @Override
            public void goOn(int atMost) {}

            @Override
            public boolean isBehind(PressureValve.Pause pause) {
                asked.add(pause);
                return false;
            }
        };
        valve.shuts(flood, reader);
        runMillis(20);
        for (int i = 0; i < 30; i++) {
            pressure.left(flood, OCTETS);
        }
        runMillis(5);
        press(100);
        valve.shuts(flood, reader);
        runMillis(40);
        long milli = TimeUnit.MILLISECONDS.toNanos(1);
        assertThat(asked)
                .containsExactly(
                        new PressureValve.Pause(0, 25 * milli, false),
                        new PressureValve.Pause(25 * milli, 65 * milli, true));
        assertThat(((PressureValve.Reader) atMost -> {}).isBehind(asked.get(0))).isFalse();
        assertThat(((PressureValve.Reader) atMost -> {}).isBehind(asked.get(1))).isTrue();
    }

    @Test
    void oneThatComesBackAtOnceWaitsAgain() {
        press(200);
        List<Integer> told = new ArrayList<>();
        PressureValve.Reader again = new PressureValve.Reader() {
            @Override
            public void goOn(int atMost) {
                told.add(atMost);
                valve.shuts(flood, this);
            }
        };
        valve.shuts(flood, again);
        runMillis(120);
        assertThat(told).hasSize(3);
        assertThat(valve.waiting()).isEqualTo(1);
        assertThat(pressure.pauses().sum()).isEqualTo(4);
    }

    @Test
    void aRefusalIsToldAfterTwiceTheLongestPause() {
        List<String> told = new ArrayList<>();
        valve.refuseLater(() -> told.add("first"));
        runMillis(20);
        valve.refuseLater(() -> told.add("second"));
        runMillis(55);
        assertThat(told).isEmpty();
        runMillis(5);
        assertThat(told).containsExactly("first");
        runMillis(20);
        assertThat(told).containsExactly("first", "second");
        assertThat(timers).as("an idle loop has no timers").isEmpty();
    }

    @Test
    void onlyWhoIsRefusedForWantOfRoomWaitsForTheAnswer() {
        List<Admitted> told = new ArrayList<>();
        Admitted full = Admitted.full("");
        Admitted other = Admitted.refused(Verdict.STOPPING, "", "");
        valve.paced(told::add).accept(full);
        valve.paced(told::add).accept(other);
        assertThat(told).containsExactly(other);
        runMillis(80);
        assertThat(told).containsExactly(other, full);
    }

    @Test
    void whoKeepsToHisShareIsReadOn() {
        press(90);
        assertThat(valve.shuts(pressure.of("calm"), atMost -> {})).isFalse();
    }

    @Test
    void whoHasNotSaidWhoHeIsHasNoShare() {
        press(60);
        assertThat(valve.shuts(pressure.of("calm"), atMost -> {})).isFalse();
        assertThat(valve.shuts(pressure.ofStrangers(), atMost -> {})).isTrue();
    }
}

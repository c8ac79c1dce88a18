package dev.heliograph.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseBookTest {
    private static final long MICRO = 1_000;

    private final LeaseBook book = new LeaseBook();

    @Test
    void anEmptyBookCannotPromiseAnything() {
        assertThat(book.take(1, 0)).isEqualTo(LeaseBook.NEVER);
        assertThat(book.dueInNanos(0)).isZero();
    }

    @Test
    void promisedPermitsFallDueOneByOne() {
        book.add(new LeaseGrant(1, 4, 100, 500, 1), 0);
        assertThat(book.take(1, 0)).isZero();
        assertThat(book.take(1, 0)).isEqualTo(200 * MICRO);
        assertThat(book.take(4, 0)).isEqualTo(500 * MICRO);
        assertThat(book.take(5, 0)).isEqualTo(LeaseBook.NEVER);
        assertThat(book.take(1, 200 * MICRO - 1)).isEqualTo(1);
        assertThat(book.take(1, 200 * MICRO)).isZero();
        assertThat(book.take(2, 350 * MICRO)).isEqualTo(50 * MICRO);
        assertThat(book.take(3, 500 * MICRO)).isZero();
        assertThat(book.holding()).isZero();
    }

    @Test
    void aSweepTakesWhatNobodyNeededSinceTheLast() {
        book.add(new LeaseGrant(10, 10, 0, 1_000, 1), 0);
        assertThat(book.sweep(0)).as("came after the last sweep").isZero();
        book.take(4, 0);
        book.giveBack(1);
        assertThat(book.sweep(3)).as("16 at the lowest, 3 kept").isEqualTo(13);
        assertThat(book.holding()).isEqualTo(4);
        assertThat(book.take(4, 0)).as("promises go first").isZero();
    }

    @Test
    void droppedPromisesLeaveWhatIsReady() {
        book.add(new LeaseGrant(2, 5, 0, 1_000, 1), 0);
        assertThat(book.dropPromised()).isEqualTo(5);
        assertThat(book.take(2, 0)).isZero();
        assertThat(book.take(1, 10_000 * MICRO)).isEqualTo(LeaseBook.NEVER);
    }

    /** Whatever comes and goes: nothing is lost or made, and who waits as told is served. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void accountsForEveryPermit(long seed) {
        var random = new Random(seed);
        long now = random.nextLong();
        long held = 0;
        for (int i = 0; i < 100_000; i++) {
            now += random.nextLong(50 * MICRO);
            switch (random.nextInt(8)) {
                case 0 -> {
                    long from = Math.max(0, book.dueInNanos(now)) / MICRO;
                    long promised = random.nextInt(20);
                    book.add(new LeaseGrant(random.nextInt(5), promised, from, from + promised * 10, 1), now);
                    held = book.holding();
                }
                case 1 -> held -= book.sweep(random.nextInt(10));
                case 2 -> {
                    book.giveBack(1);
                    held++;
                }
                default -> {
                    long permits = 1 + random.nextInt(5);
                    long wait = book.take(permits, now);
                    assertThat(wait == LeaseBook.NEVER).isEqualTo(permits > held);
                    if (wait > 0 && wait < LeaseBook.NEVER) {
                        now += wait;
                        assertThat(book.take(permits, now)).as("after the wait").isZero();
                        held -= permits;
                    } else if (wait == 0) {
                        held -= permits;
                    }
                }
            }
            assertThat(book.holding()).isEqualTo(held);
        }
    }
}

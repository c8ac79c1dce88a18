package dev.heliograph.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnedTokenBucketTest {
    /** Whatever is asked of both, the owned bucket answers as the shared one, which has its own proofs. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void answersAsTheSharedBucketDoes(long seed) {
        var random = new Random(seed);
        long now = random.nextLong();
        var rate = new Rate(1 + random.nextInt(1_000_000), 1 + random.nextInt(1_000));
        var owned = random.nextBoolean() ? OwnedTokenBucket.full(rate, now) : OwnedTokenBucket.empty(rate, now);
        var shared = LocalTokenBucket.empty(rate, now);
        long full = (long) Math.ceil(rate.burst() / rate.perSecond() * 1e9) + rate.burst();
        now += full;
        int grants = 0;
        for (int i = 0; i < 50_000; i++) {
            now += random.nextLong(4_000_000_000L / (long) owned.rate().perSecond() + 1) - 10;
            long permits = 1 + random.nextInt(random.nextBoolean() ? 3 : 2_000);
            switch (random.nextInt(50)) {
                case 0 -> {
                    var changed = new Rate(1 + random.nextInt(1_000_000), 1 + random.nextInt(1_000));
                    owned.updateRate(changed, now);
                    shared.updateRate(changed, now);
                }
                case 1 -> {
                    owned.giveBack(permits);
                    shared.giveBack(permits);
                }
                default -> {
                    long wait = owned.tryAcquire(permits, now);
                    assertThat(wait).isEqualTo(shared.tryAcquire(permits, now));
                    grants += wait == 0 ? 1 : 0;
                }
            }
        }
        assertThat(grants).isBetween(1_000, 49_000);
        assertThat(owned.rate()).isEqualTo(shared.rate());
    }

    @Test
    void demandsOutOfBoundsAreBugs() {
        var bucket = OwnedTokenBucket.full(new Rate(1, 1), 0);
        assertThatThrownBy(() -> bucket.tryAcquire(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bucket.giveBack(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}

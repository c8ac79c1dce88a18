package dev.heliograph.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.store.ConsumerPosition;
import org.junit.jupiter.api.Test;

class AcknowledgementsTest {
    private final Acknowledgements done = new Acknowledgements(ConsumerPosition.at(10));

    private long low() {
        assertThat(done.position().beyond()).as("beyond the mark").isEmpty();
        return done.position().cursor();
    }

    @Test
    void answersOutOfOrderMoveTheMarkWhenTheGapIsFilled() {
        done.add(13);
        done.add(12);
        assertThat(done.position().cursor()).isEqualTo(10);
        assertThat(done.position().beyond()).containsExactly(12, 13);
        done.add(11);
        assertThat(low()).isEqualTo(13);
    }

    @Test
    void holesInAPageAreSteppedOver() {
        assertThat(done.skip(12, 14)).as("13, 14").isEqualTo(2);
        assertThat(done.skip(17, 20)).as("18, 19, 20").isEqualTo(3);
        for (long cursor : new long[] {22, 15, 17, 11, 16, 21, 12}) {
            done.add(cursor);
        }
        assertThat(low()).isEqualTo(22);
    }

    @Test
    void aHoleRightBehindTheMarkIsSteppedOverAtOnce() {
        assertThat(done.skip(10, 20)).isEqualTo(10);
        assertThat(low()).isEqualTo(20);
    }

    @Test
    void whoAcknowledgesACursorInTheMidstOfAHoleIsBehindIt() {
        done.skip(12, 20);
        done.addUpTo(15);
        assertThat(low()).isEqualTo(20);
        done.add(21);
        assertThat(low()).isEqualTo(21);
    }

    @Test
    void whatWasDoneWithIsNotMissed() {
        done.add(12);
        assertThat(done.skip(10, 14)).isEqualTo(3);
        assertThat(low()).isEqualTo(14);
    }
}

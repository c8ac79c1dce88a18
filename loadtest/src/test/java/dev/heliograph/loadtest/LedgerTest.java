package dev.heliograph.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Ledger ledger = new Ledger(100_000);

    @Test
    void aMessageWithoutItsReceiptIsMissing() {
        for (int i = 0; i < 100_000; i++) {
            ledger.accepted("m" + i, 1 + i);
        }
        for (int i = 0; i < 100_000; i++) {
            if (i != 4_711) {
                assertThat(ledger.ended("m" + i)).isEqualTo(1 + i);
            }
        }
        assertThat(ledger.missing()).isEqualTo(1);
        assertThat(ledger.isSettled()).isFalse();
        assertThat(ledger.ended("m4711")).isEqualTo(4_712);
        assertThat(ledger.missing()).isZero();
        assertThat(ledger.isSettled()).isTrue();
    }

    @Test
    void aSecondReceiptIsADuplicate() {
        ledger.accepted("a", 1);
        ledger.ended("a");
        ledger.ended("a");
        assertThat(ledger.duplicates()).isEqualTo(1);
        assertThat(ledger.endedCount()).isEqualTo(1);
    }

    @Test
    void aReceiptMayComeBeforeTheAnswer() {
        assertThat(ledger.ended("a")).isZero();
        ledger.accepted("a", 1);
        assertThat(ledger.missing()).isZero();
        assertThat(ledger.foreign()).isZero();
        assertThat(ledger.duplicates()).isZero();
        assertThat(ledger.isSettled()).isTrue();
    }

    @Test
    void anIdOfSomebodyElseIsForeignAndAnIdGivenAgainIsTold() {
        ledger.ended("old");
        ledger.accepted("a", 1);
        ledger.accepted("a", 2);
        assertThat(ledger.foreign()).isEqualTo(1);
        assertThat(ledger.repeatedIds()).isEqualTo(1);
        assertThat(ledger.acceptedCount()).isEqualTo(1);
    }

    @Test
    void whatSomebodyElseSentDoesNotEndTheWaiting() {
        ledger.accepted("a", 1);
        ledger.ended("by another door");
        assertThat(ledger.isSettled()).isFalse();
        ledger.ended("a");
        assertThat(ledger.isSettled()).isTrue();
    }
}

package dev.heliograph.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConcatenationReferencesTest {

    @Test
    void riseByOneForADestinationAndWrap() {
        ConcatenationReferences references = new ConcatenationReferences(1);
        int before = references.next("491700000001");
        for (int i = 0; i < 70_000; i++) {
            int next = references.next("491700000001");
            assertThat(next).isEqualTo((before + 1) & 0xFFFF);
            before = next;
        }
    }

    @Test
    void theLowOctetRepeatsOnlyAfter256() {
        ConcatenationReferences references = new ConcatenationReferences(1);
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 256; i++) {
            assertThat(seen.add(references.next("491700000001") & 0xFF)).isTrue();
        }
    }

    @Test
    void otherDestinationsHaveTheirOwn() {
        ConcatenationReferences references = new ConcatenationReferences(1);
        Set<Integer> first = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            first.add(references.next("49170" + i));
        }
        assertThat(first).hasSizeGreaterThan(900);
    }

    @Test
    void theSeedSaysWhereTheyBegin() {
        assertThat(new ConcatenationReferences(5).next("1")).isEqualTo(new ConcatenationReferences(5).next("1"));
        assertThat(new ConcatenationReferences(5).next("1")).isNotEqualTo(new ConcatenationReferences(6).next("1"));
    }
}

package dev.heliograph.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MessageIdTest {
    @Test
    void bothTextsReadBack() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 10_000; i++) {
            int node = random.nextInt(MessageId.NODE_MAX + 1);
            long id = MessageId.of(node, 1 + random.nextLong((1L << MessageId.COUNTER_BITS) - 1));
            assertThat(MessageId.text(id)).hasSize(14).matches("m[0-9a-hjkmnp-tv-z]{13}");
            assertThat(MessageId.parse(MessageId.text(id), 0)).isEqualTo(id);
            assertThat(MessageId.parse(MessageId.text(id).toUpperCase(java.util.Locale.ROOT), 0))
                    .isEqualTo(id);
            assertThat(MessageId.shortText(id)).hasSize(8);
            assertThat(MessageId.parse(MessageId.shortText(id), node)).isEqualTo(id);
        }
    }

    @Test
    void textsSortAsTheIdsDo() {
        assertThat(MessageId.text(MessageId.of(1, 9))).isLessThan(MessageId.text(MessageId.of(1, 10)));
        assertThat(MessageId.text(MessageId.of(1, 1L << 40))).isLessThan(MessageId.text(MessageId.of(2, 1)));
    }

    @Test
    void nothingElseIsAnId() {
        for (String text : new String[] {
            "",
            "m",
            "m0000000000000",
            "mzzzzzzzzzzzzz",
            "x0008000000001",
            "m000800000000u",
            "m00080000000001",
            "AAAAAAAA",
            "12345678901234",
            "m000 800000001"
        }) {
            assertThat(MessageId.parse(text, 1)).as("'%s'", text).isZero();
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatIllegalArgumentException().isThrownBy(() -> MessageId.of(MessageId.NODE_MAX + 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> MessageId.of(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> MessageId.of(0, 1L << MessageId.COUNTER_BITS));
    }
}

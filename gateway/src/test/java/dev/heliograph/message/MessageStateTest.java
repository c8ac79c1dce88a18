package dev.heliograph.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MessageStateTest {
    private static final List<MessageState> FURTHER =
            List.of(MessageState.SENT_FINAL, MessageState.DELIVERED, MessageState.READ);

    @Test
    void aFinalStateIsFinalButForGettingFurther() {
        for (MessageState from : MessageState.values()) {
            for (MessageState to : MessageState.values()) {
                if (from.isFinal()) {
                    assertThat(from.mayBecome(to))
                            .as("%s to %s", from, to)
                            .isEqualTo(FURTHER.contains(from) && FURTHER.indexOf(to) > FURTHER.indexOf(from));
                }
            }
            assertThat(from.mayBecome(from)).as("%s again", from).isFalse();
        }
    }

    @Test
    void statesMoveUpOnly() {
        assertThat(MessageState.SENT.mayBecome(MessageState.QUEUED)).isFalse();
        assertThat(MessageState.SENT.mayBecome(MessageState.ACCEPTED)).isFalse();
        assertThat(MessageState.QUEUED.mayBecome(MessageState.SENT)).isTrue();
        assertThat(MessageState.SENT.mayBecome(MessageState.EXPIRED)).isTrue();
    }

    @Test
    void wishesCoverWhatWasAskedFor() {
        ReceiptWish failures = new ReceiptWish(ReceiptWish.FAILURE);
        assertThat(failures.covers(MessageState.EXPIRED)).isTrue();
        assertThat(failures.covers(MessageState.DELIVERED)).isFalse();
        assertThat(ReceiptWish.FINAL.covers(MessageState.SENT)).isFalse();
        assertThat(ReceiptWish.ALL.covers(MessageState.SENT)).isTrue();
        assertThat(ReceiptWish.NONE.covers(MessageState.FAILED)).isFalse();
    }
}

package dev.heliograph.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Address;
import dev.heliograph.message.Attempt;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.message.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A message of two channels of one account: what is known of it may be older than what its lane has stored meanwhile. */
class TrackedTest {
    private static final Attempt FIRST = attempt(1, "a", MessageState.FAILED);
    private static final MessageStatus SENT_BY_B =
            new MessageStatus(MessageState.SENT, 30, List.of(FIRST, attempt(2, "b", MessageState.SENT)), null);

    private static Attempt attempt(int number, String channel, MessageState state) {
        return new Attempt(number, channel, state, 10, 20, List.of(), null);
    }

    private static Tracked known(MessageState state, Attempt... attempts) {
        Message message = new Message(
                7,
                "demo",
                Door.SMPP,
                Address.alphanumeric("A"),
                Address.international("39333"),
                Map.of(),
                new Content.Text("hello"),
                Priority.OTP,
                ReceiptWish.FINAL,
                "ref",
                10,
                0,
                100_000,
                1,
                List.of(Step.of("a"), Step.of("b")));
        return new Tracked(message, new MessageStatus(state, 20, List.of(attempts), null));
    }

    @Test
    void aReceiptOfTheFirstAttemptCameWhileTheSecondWasUnderWay() {
        assertThat(known(MessageState.QUEUED, FIRST, attempt(2, "b", MessageState.QUEUED))
                        .isBehind(SENT_BY_B))
                .isTrue();
    }

    @Test
    void itWasHandedOnFromHere() {
        Tracked handedOn = known(MessageState.QUEUED, FIRST);
        handedOn.handedOn = true;
        assertThat(handedOn.isBehind(SENT_BY_B)).isTrue();
    }

    @Test
    void whatEndedHereOrIsAsTheStoreKnowsItIsNotBehind() {
        Attempt delivered = attempt(2, "b", MessageState.DELIVERED);
        assertThat(known(MessageState.DELIVERED, FIRST, delivered).isBehind(SENT_BY_B))
                .isFalse();
        assertThat(known(MessageState.SENT, FIRST, attempt(2, "b", MessageState.SENT))
                        .isBehind(SENT_BY_B))
                .isFalse();
    }
}

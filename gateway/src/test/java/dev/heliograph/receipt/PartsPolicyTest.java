package dev.heliograph.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Address;
import dev.heliograph.message.Attempt;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.PartsPolicy;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.message.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Receipts of parts, in whatever order, become one final event under every policy. */
class PartsPolicyTest {
    private static final String[] IDS = {"a", "b", "c"};

    /** What the parts a, b, c are reported as, in that order; what each receipt makes of the message. */
    @ParameterizedTest
    @CsvSource({
        "ALL,   DELIVERED, DELIVERED, DELIVERED, SENT,      SENT,      DELIVERED",
        "ALL,   DELIVERED, FAILED,    DELIVERED, SENT,      SENT,      FAILED",
        "ALL,   EXPIRED,   FAILED,    DELIVERED, SENT,      SENT,      EXPIRED",
        "ANY,   DELIVERED, FAILED,    FAILED,    DELIVERED, DELIVERED, DELIVERED",
        "ANY,   FAILED,    EXPIRED,   DELIVERED, SENT,      SENT,      DELIVERED",
        "ANY,   EXPIRED,   FAILED,    FAILED,    SENT,      SENT,      EXPIRED",
        "FIRST, DELIVERED, FAILED,    FAILED,    DELIVERED, DELIVERED, DELIVERED",
        "FIRST, FAILED,    DELIVERED, DELIVERED, FAILED,    FAILED,    FAILED",
        "LAST,  DELIVERED, DELIVERED, FAILED,    SENT,      SENT,      FAILED",
        "LAST,  FAILED,    FAILED,    DELIVERED, SENT,      SENT,      DELIVERED",
    })
    void theMessageEndsAsItsPolicySays(
            PartsPolicy policy,
            MessageState a,
            MessageState b,
            MessageState c,
            MessageState afterA,
            MessageState afterB,
            MessageState afterC) {
        Life life = new Life(policy);

        assertThat(List.of(life.receipt(0, a), life.receipt(1, b), life.receipt(2, c)))
                .containsExactly(afterA, afterB, afterC);
        assertThat(life.lasts).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void inWhateverOrderTheyComeThereIsOneEnd(PartsPolicy policy) {
        List<MessageState> outcomes =
                List.of(MessageState.DELIVERED, MessageState.READ, MessageState.FAILED, MessageState.EXPIRED);
        List<int[]> orders = List.of(
                new int[] {0, 1, 2}, new int[] {0, 2, 1}, new int[] {1, 0, 2}, new int[] {1, 2, 0}, new int[] {2, 1, 0
                });
        for (MessageState a : outcomes) {
            for (MessageState b : outcomes) {
                for (MessageState c : outcomes) {
                    for (int[] order : orders) {
                        MessageState[] states = {a, b, c};
                        Life life = new Life(policy);
                        for (int part : order) {
                            life.receipt(part, states[part]);
                        }
                        assertThat(life.lasts)
                                .as("%s %s %s %s", policy, a, b, c)
                                .isEqualTo(1);
                    }
                }
            }
        }
    }

    @Test
    void onlyWhatDiffersFromTheRuleIsNoted() {
        Map<String, String> notes = Map.of("x", "y");

        assertThat(PartsPolicy.ALL.notedIn(notes)).isSameAs(notes);
        assertThat(Stream.of(PartsPolicy.values()))
                .allSatisfy(policy -> assertThat(PartsPolicy.of(message(policy.notedIn(notes))))
                        .isEqualTo(policy));
    }

    private static Message message(Map<String, String> notes) {
        return new Message(
                7,
                "demo",
                Door.SMPP,
                Address.alphanumeric("A"),
                Address.international("39333"),
                Map.of(),
                new Content.Text("long"),
                Priority.OTP,
                ReceiptWish.FINAL,
                null,
                10,
                0,
                100_000,
                IDS.length,
                List.of(Step.of("sms")),
                notes);
    }

    /** A message of three parts that were all sent. */
    private static final class Life {
        private final Message message;
        private MessageStatus status;
        private int lasts;

        Life(PartsPolicy policy) {
            message = message(policy.notedIn(Map.of()));
            List<Attempt.Part> parts = new ArrayList<>();
            for (String id : IDS) {
                parts.add(new Attempt.Part(id, MessageState.SENT, 0));
            }
            Attempt attempt = new Attempt(1, "sms", MessageState.SENT, 15, 20, parts, null);
            status = new MessageStatus(MessageState.SENT, 20, List.of(attempt), null);
        }

        MessageState receipt(int part, MessageState state) {
            Transition transition =
                    Transition.of(message, status, false, new ProviderReceipt(IDS[part], state, 0, 900), 1_000);
            status = transition.status();
            for (Event event : transition.events()) {
                lasts += ((Event.Receipt) event).last() ? 1 : 0;
            }
            return status.state();
        }
    }
}

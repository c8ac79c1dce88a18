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
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.message.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransitionTest {
    private static final long NOW = 1_000;

    private static Message message(ReceiptWish wish) {
        return new Message(
                7,
                "demo",
                Door.SMPP,
                Address.alphanumeric("A"),
                Address.international("39333"),
                Map.of(),
                new Content.Text("12345678901234567890 and more"),
                Priority.OTP,
                wish,
                "ref",
                10,
                0,
                100_000,
                2,
                List.of(Step.of("sms")));
    }

    private static MessageStatus sent(String... ids) {
        List<Attempt.Part> parts = new ArrayList<>();
        for (String id : ids) {
            parts.add(new Attempt.Part(id, MessageState.SENT, 0));
        }
        return new MessageStatus(
                MessageState.SENT, 20, List.of(new Attempt(1, "sms", MessageState.SENT, 15, 20, parts, null)), null);
    }

    private static Transition apply(ReceiptWish wish, MessageStatus status, String id, MessageState state, int error) {
        return Transition.of(message(wish), status, false, new ProviderReceipt(id, state, error, 900), NOW);
    }

    @Test
    void endsTheMessageAndTellsTheAccount() {
        Transition transition = apply(ReceiptWish.FINAL, sent("x"), "x", MessageState.FAILED, 11);
        assertThat(transition.kind()).isEqualTo(Transition.Kind.MOVED);
        assertThat(transition.status().state()).isEqualTo(MessageState.FAILED);
        assertThat(transition.events()).singleElement().satisfies(event -> {
            Event.Receipt receipt = (Event.Receipt) event;
            assertThat(receipt.error().code()).isEqualTo(11);
            assertThat(receipt.late()).isFalse();
            assertThat(receipt.excerpt()).isEqualTo("12345678901234567890");
        });
    }

    @Test
    void tellsThatWhatWasReadWasDelivered() {
        Transition transition = apply(ReceiptWish.FINAL, sent("x"), "x", MessageState.READ, 0);

        assertThat(transition.status().state()).isEqualTo(MessageState.READ);
        assertThat(transition.events())
                .extracting(event -> ((Event.Receipt) event).state())
                .containsExactly(MessageState.DELIVERED, MessageState.READ);
    }

    @Test
    void oneOfSeveralPartsEndsNothing() {
        Transition first = apply(ReceiptWish.FINAL, sent("x", "y"), "y", MessageState.DELIVERED, 0);
        assertThat(first.kind()).isEqualTo(Transition.Kind.MOVED);
        assertThat(first.status().state()).isEqualTo(MessageState.SENT);
        assertThat(first.events()).isEmpty();
        Transition second = apply(ReceiptWish.FINAL, first.status(), "x", MessageState.DELIVERED, 0);
        assertThat(second.status().state()).isEqualTo(MessageState.DELIVERED);
        assertThat(second.events()).hasSize(1);
    }

    @Test
    void oneUndeliveredPartMakesTheMessageUndelivered() {
        Transition first = apply(ReceiptWish.FINAL, sent("x", "y"), "x", MessageState.EXPIRED, 3);
        Transition second = apply(ReceiptWish.FINAL, first.status(), "y", MessageState.DELIVERED, 0);
        assertThat(second.status().state()).isEqualTo(MessageState.EXPIRED);
        assertThat(second.status().error().code()).isEqualTo(3);
    }

    @Test
    void theSameReceiptAgainIsNothing() {
        MessageStatus delivered = apply(ReceiptWish.FINAL, sent("x"), "x", MessageState.DELIVERED, 0)
                .status();
        assertThat(apply(ReceiptWish.FINAL, delivered, "x", MessageState.DELIVERED, 0)
                        .kind())
                .isEqualTo(Transition.Kind.NOTHING);
    }

    @Test
    void aContradictionIsLateAndChangesNothing() {
        MessageStatus delivered = apply(ReceiptWish.FINAL, sent("x"), "x", MessageState.DELIVERED, 0)
                .status();
        Transition late = apply(ReceiptWish.FINAL, delivered, "x", MessageState.FAILED, 1);
        assertThat(late.kind()).isEqualTo(Transition.Kind.LATE);
        assertThat(late.status()).isEqualTo(delivered);
        assertThat(late.events())
                .singleElement()
                .satisfies(event -> assertThat(((Event.Receipt) event).late()).isTrue());
    }

    @Test
    void deliveredMayStillBecomeRead() {
        MessageStatus delivered = apply(ReceiptWish.FINAL, sent("x"), "x", MessageState.DELIVERED, 0)
                .status();
        Transition read = apply(ReceiptWish.FINAL, delivered, "x", MessageState.READ, 0);
        assertThat(read.status().state()).isEqualTo(MessageState.READ);
        assertThat(apply(ReceiptWish.FINAL, read.status(), "x", MessageState.DELIVERED, 0)
                        .kind())
                .isEqualTo(Transition.Kind.NOTHING);
    }

    @Test
    void onTheWayIsToldToWhoAskedOnly() {
        assertThat(apply(ReceiptWish.ALL, sent("x"), "x", MessageState.SENT, 0).kind())
                .isEqualTo(Transition.Kind.TOLD);
        assertThat(apply(ReceiptWish.FINAL, sent("x"), "x", MessageState.SENT, 0)
                        .kind())
                .isEqualTo(Transition.Kind.NOTHING);
    }

    @Test
    void nothingIsToldToWhoDidNotAsk() {
        Transition transition = apply(new ReceiptWish(ReceiptWish.FAILURE), sent("x"), "x", MessageState.DELIVERED, 0);
        assertThat(transition.status().state()).isEqualTo(MessageState.DELIVERED);
        assertThat(transition.events()).isEmpty();
    }
}

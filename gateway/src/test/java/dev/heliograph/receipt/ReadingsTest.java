package dev.heliograph.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.message.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadingsTest {
    private final Map<String, Message> known = new HashMap<>();
    private final List<Integer> meant = new ArrayList<>();

    private String resolve(String recipient, String... ids) {
        List<ProviderReceipt> readings = new ArrayList<>();
        for (String id : ids) {
            readings.add(new ProviderReceipt(id, MessageState.DELIVERED, 0, 1));
        }
        List<String> found = new ArrayList<>();
        new Readings(readings, recipient, meant::add)
                .resolve(
                        (id, answer) -> answer.accept(known.get(id)),
                        (receipt, isKnown) -> found.add(receipt.providerId()));
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private void know(String id, String to) {
        known.put(
                id,
                new Message(
                        1,
                        "demo",
                        Door.HTTP,
                        Address.NONE,
                        Address.international(to),
                        Map.of(),
                        new Content.Text(""),
                        Priority.BULK,
                        ReceiptWish.FINAL,
                        null,
                        0,
                        0,
                        1,
                        1,
                        List.of(Step.of("up"))));
    }

    @Test
    void theReadingThatNamesTheRecipientsMessageCounts() {
        know("16", "393330000001");
        know("10", "393330000002");
        assertThat(resolve("00393330000002", "16", "10", "22")).isEqualTo("10");
        assertThat(meant).containsExactly(1);
    }

    @Test
    void theFirstIsKeptWhenNoneIsKnown() {
        know("10", "393330000002");
        assertThat(resolve("393330000009", "16", "10", "22")).isEqualTo("16");
        assertThat(meant).isEmpty();
    }

    @Test
    void withoutRecipientTheIdHasToDo() {
        know("10", "393330000002");
        assertThat(resolve("", "16", "10")).isEqualTo("10");
        assertThat(meant).containsExactly(1);
    }
}

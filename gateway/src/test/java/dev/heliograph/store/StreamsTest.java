package dev.heliograph.store;

import static dev.heliograph.store.Samples.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each account's events: one row without gaps, told in order, readable by pages; and each consumer's place in it. */
class StreamsTest {
    @RegisterExtension
    final StoreFixture fixture = new StoreFixture();

    @Test
    void cursorsRiseByOneForEachAccountAcrossRestarts() {
        Random random = new Random(21);
        List<String> accounts = List.of("a", "ab", "b", "ü");
        long[] expected = new long[accounts.size()];
        for (int life = 0; life < 3; life++) {
            for (int i = 0; i < 200; i++) {
                int account = random.nextInt(accounts.size());
                expected[account]++;
                fixture.store()
                        .append(
                                accounts.get(account),
                                Samples.receipt(message(""), MessageState.SENT),
                                Runnable::run,
                                () -> {});
            }
            fixture.flush();
            for (int i = 0; i < expected.length; i++) {
                assertThat(fixture.store().lastCursor(accounts.get(i))).isEqualTo(expected[i]);
                assertThat(fixture.events(accounts.get(i), 0, 10_000))
                        .extracting(Event::cursor)
                        .containsExactly(
                                LongStream.rangeClosed(1, expected[i]).boxed().toArray(Long[]::new));
            }
            fixture.reopen();
        }
        assertThat(fixture.store().lastCursor("unknown")).isZero();
    }

    @Test
    void eventsAreToldOnceInOrderAfterTheMessagesTheyAreAbout() {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            messages.add(fixture.accept(message("m" + i)));
        }
        for (Message message : messages) {
            fixture.store()
                    .settle(
                            message,
                            Samples.status(MessageState.DELIVERED),
                            List.of(
                                    Samples.receipt(message, MessageState.SENT),
                                    Samples.receipt(message, MessageState.DELIVERED)),
                            Runnable::run,
                            () -> {});
        }
        fixture.flush();

        List<Event> told = new ArrayList<>();
        fixture.heard.events.drainTo(told);
        told.removeIf(event -> ((Event.Receipt) event).message() == 0);
        assertThat(told).isEqualTo(fixture.events(Samples.ACCOUNT, 0, 1_000));
        assertThat(told)
                .extracting(event -> ((Event.Receipt) event).message())
                .containsExactlyElementsOf(messages.stream()
                        .flatMap(m -> java.util.stream.Stream.of(m.id(), m.id()))
                        .toList());
    }

    @Test
    void areReadByPages() {
        for (int i = 0; i < 25; i++) {
            fixture.run(answer -> fixture.store()
                    .append("demo", Samples.receipt(message(""), MessageState.SENT), Runnable::run, answer));
        }

        assertThat(fixture.events("demo", 0, 10))
                .extracting(Event::cursor)
                .startsWith(1L)
                .endsWith(10L);
        assertThat(fixture.events("demo", 20, 10)).hasSize(5);
        assertThat(fixture.events("demo", 25, 10)).isEmpty();
        assertThat(fixture.events("dem", 0, 10)).isEmpty();
    }

    @Test
    void aConsumersPlaceIsItsLastOne() {
        ConsumerPosition position = new ConsumerPosition(7, new long[] {9, 10, 400});
        fixture.store().acknowledge("demo", "web", ConsumerPosition.at(3), Runnable::run, () -> {});
        fixture.store().acknowledge("demo", "web", position, Runnable::run, () -> {});
        fixture.store().acknowledge("demo", "smpp", ConsumerPosition.at(1), Runnable::run, () -> {});
        fixture.flush();
        fixture.reopen();

        assertThat(position("demo", "web")).usingRecursiveComparison().isEqualTo(position);
        assertThat(position("demo", "smpp").cursor()).isOne();
        assertThat(position("demo", "new")).isNull();
        assertThat(position("other", "web")).isNull();
    }

    @Test
    void parkedReceiptsWaitUntilTheyAreMatched() {
        ParkedReceipt enRoute = parked("a", "id-1", MessageState.SENT);
        ParkedReceipt delivered = parked("a", "id-1", MessageState.DELIVERED);
        ParkedReceipt other = parked("a", "id-2", MessageState.FAILED);
        ParkedReceipt elsewhere = parked("b", "id-1", MessageState.FAILED);
        for (ParkedReceipt receipt : List.of(enRoute, delivered, delivered, other, elsewhere)) {
            fixture.run(answer -> fixture.store().park(receipt, Runnable::run, answer));
        }
        fixture.reopen();
        assertThat(parkedOf("a")).containsExactlyInAnyOrder(enRoute, delivered, other);
        assertThat(parkedOf("b")).containsExactly(elsewhere);

        fixture.store().unpark("a", "id-1");
        fixture.flush();
        assertThat(parkedOf("a")).containsExactly(other);
    }

    private ConsumerPosition position(String account, String consumer) {
        return fixture.ask(
                answer -> fixture.store().position(account, consumer, Runnable::run, answer, StoreFixture::unreadable));
    }

    private List<ParkedReceipt> parkedOf(String channel) {
        return fixture.ask(answer -> fixture.store().parked(channel, Runnable::run, answer, StoreFixture::unreadable));
    }

    private static ParkedReceipt parked(String channel, String id, MessageState state) {
        return new ParkedReceipt(channel, id, state, 0, Samples.NOW, Samples.NOW);
    }
}

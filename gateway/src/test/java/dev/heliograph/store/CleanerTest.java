package dev.heliograph.store;

import static dev.heliograph.store.Samples.ACCOUNT;
import static dev.heliograph.store.Samples.CHANNEL;
import static dev.heliograph.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** After 72 hours what is finished goes, with all that belongs to it; what waits stays. */
class CleanerTest {
    private static final long HOUR = Duration.ofHours(1).toMillis();

    @RegisterExtension
    final StoreFixture fixture = new StoreFixture();

    @Test
    void finishedMessagesGoWithTheirStatusAndCorrelations() {
        List<Message> old = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            old.add(delivered("old" + i));
        }
        fixture.now.addAndGet(40 * HOUR);
        Message young = delivered("young");

        fixture.now.addAndGet(33 * HOUR);
        clean();

        await().until(() -> fixture.find(old.get(19).id()) == null);
        assertThat(old)
                .allSatisfy(message -> assertThat(fixture.find(message.id())).isNull());
        assertThat(correlate("old0")).isNull();
        assertThat(fixture.find(young.id()).status().state()).isEqualTo(MessageState.DELIVERED);
        assertThat(correlate("young").message()).isEqualTo(young);
        assertThat(fixture.accept(accepted("next")).id()).isGreaterThan(young.id());
    }

    @Test
    void correlationsAreFoundUntilTheEndOfTheirRetention() {
        Message message = delivered("p");
        fixture.now.addAndGet(71 * HOUR);

        assertThat(correlate("p").message()).isEqualTo(message);
    }

    @Test
    void aProviderIdThatIsGivenAgainBelongsToTheLaterMessage() {
        delivered("p");
        fixture.now.addAndGet(30 * HOUR);
        Message later = delivered("p");

        assertThat(correlate("p").message()).isEqualTo(later);
    }

    @Test
    void whatHasNotEndedStaysHoweverOldAndHoldsBackNoOther() {
        Message before = delivered("before");
        Message waiting = fixture.accept(accepted("waiting"));
        Message sent = fixture.accept(accepted("sent"));
        fixture.run(answer -> fixture.store()
                .sent(
                        sent,
                        Samples.sent(CHANNEL, "s"),
                        CHANNEL,
                        List.of("s"),
                        Long.MAX_VALUE,
                        List.of(),
                        Runnable::run,
                        answer));
        Message after = delivered("after");
        fixture.now.addAndGet(80 * HOUR);
        clean();

        await().until(() -> fixture.find(after.id()) == null);
        assertThat(fixture.find(before.id())).isNull();
        assertThat(fixture.find(waiting.id())).isNotNull();
        assertThat(fixture.find(sent.id())).isNotNull();
        assertThat(texts()).containsExactly("waiting");
    }

    @Test
    void retentionCountsFromTheEnd() {
        Message late = fixture.accept(accepted("ends late"));
        Message early = delivered("ends early");
        fixture.now.addAndGet(70 * HOUR);
        MessageStatus ended = new MessageStatus(MessageState.FAILED, fixture.now.get(), List.of(), null);
        fixture.run(answer -> fixture.store().settle(late, ended, List.of(), Runnable::run, answer));
        fixture.now.addAndGet(10 * HOUR);
        clean();
        await().until(() -> fixture.find(early.id()) == null);
        assertThat(fixture.find(late.id())).isNotNull();

        fixture.now.addAndGet(70 * HOUR);
        clean();
        await().until(() -> fixture.find(late.id()) == null);
    }

    @Test
    void manyInARowGoAsARange() {
        List<Message> old = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            old.add(delivered("p" + i));
        }
        fixture.now.addAndGet(80 * HOUR);
        clean();

        await().until(() -> fixture.find(old.get(299).id()) == null);
        assertThat(old)
                .allSatisfy(message -> assertThat(fixture.find(message.id())).isNull());
    }

    private List<String> texts() {
        return fixture.backlog(CHANNEL, dev.heliograph.message.Priority.TRANSACTIONAL, 0, 10).stream()
                .map(queued -> Samples.text(queued.message()))
                .toList();
    }

    @Test
    void aMessageInTheScheduleIsSteppedAround() throws InterruptedException {
        Message before = delivered("before");
        Message later = fixture.accept(Samples.scheduled("later", NOW + 100 * HOUR));
        Message after = delivered("after");
        fixture.heard.clear();
        fixture.now.addAndGet(80 * HOUR);
        clean();

        await().until(() -> fixture.find(after.id()) == null);
        assertThat(fixture.find(before.id())).isNull();
        assertThat(fixture.find(later.id())).isNotNull();
        fixture.now.set(NOW + 100 * HOUR);
        assertThat(fixture.heard.message().message()).isEqualTo(later);
    }

    @Test
    void eventsGoButForTheNewestSoThatTheirNumbersGoOn() {
        for (int i = 0; i < 10; i++) {
            append();
        }
        fixture.now.addAndGet(10 * HOUR);
        append();
        append();
        fixture.now.addAndGet(63 * HOUR);
        clean();
        await().until(() -> fixture.events(ACCOUNT, 0, 100).size() == 2);
        assertThat(fixture.events(ACCOUNT, 0, 100)).extracting(Event::cursor).containsExactly(11L, 12L);

        fixture.now.addAndGet(100 * HOUR);
        clean();
        await().until(() -> fixture.events(ACCOUNT, 0, 100).size() == 1);
        fixture.reopen();
        append();
        assertThat(fixture.events(ACCOUNT, 0, 100)).extracting(Event::cursor).containsExactly(12L, 13L);
    }

    @Test
    void oldKeysAndParkedReceiptsGo() {
        fixture.offer(accepted("one"), new Idempotency("k", 1, 1));
        fixture.run(answer -> fixture.store()
                .park(new ParkedReceipt(CHANNEL, "p", MessageState.DELIVERED, 0, NOW, NOW), Runnable::run, answer));
        fixture.now.addAndGet(73 * HOUR);
        clean();

        await().until(() -> fixture.<List<ParkedReceipt>>ask(
                        answer -> fixture.store().parked(CHANNEL, Runnable::run, answer, StoreFixture::unreadable))
                .isEmpty());
        fixture.flush();
        fixture.tamper(database -> {
            try (Scan scan = database.scan(Table.IDEMPOTENCY, new byte[0], Keys.day(-1))) {
                assertThat(scan.first().isValid()).isFalse();
            }
        });
        fixture.open();
    }

    /** The writer has seen the time and asked for a run. */
    private void clean() {
        fixture.flush();
    }

    private Message delivered(String providerId) {
        Message message = fixture.accept(accepted(providerId));
        fixture.run(answer -> fixture.store()
                .sent(
                        message,
                        Samples.sent(CHANNEL, providerId),
                        CHANNEL,
                        List.of(providerId),
                        Long.MAX_VALUE,
                        List.of(),
                        Runnable::run,
                        answer));
        fixture.run(answer -> fixture.store()
                .settle(message, Samples.status(MessageState.DELIVERED), List.of(), Runnable::run, answer));
        return message;
    }

    /** As admission makes them: accepted now. */
    private Message accepted(String text) {
        Message message = Samples.message(text);
        return new Message(
                0,
                message.account(),
                message.door(),
                message.from(),
                message.to(),
                message.identities(),
                message.content(),
                Priority.TRANSACTIONAL,
                message.receipts(),
                null,
                fixture.now.get(),
                0,
                fixture.now.get() + HOUR,
                1,
                message.route());
    }

    private void append() {
        fixture.run(answer -> fixture.store()
                .append(ACCOUNT, Samples.receipt(accepted(""), MessageState.SENT), Runnable::run, answer));
    }

    private Correlated correlate(String providerId) {
        return fixture.ask(answer ->
                fixture.store().correlate(CHANNEL, providerId, Runnable::run, answer, StoreFixture::unreadable));
    }
}

package dev.heliograph.store;

import static dev.heliograph.store.Samples.CHANNEL;
import static dev.heliograph.store.Samples.NOW;
import static dev.heliograph.store.Samples.message;
import static dev.heliograph.store.Samples.scheduled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Content;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cancelling and replacing: only what no provider has, decided by what is on the disk, even when all comes in one batch. */
class AmendTest {
    private static final MessageStatus CANCELLED = Samples.status(MessageState.CANCELLED);

    @RegisterExtension
    final StoreFixture fixture = new StoreFixture();

    @Test
    void aCancelledMessageWaitsNoMoreAndItsAccountIsTold() {
        Message waiting = fixture.accept(message("waiting"));
        Event event = Samples.receipt(waiting, MessageState.CANCELLED);

        assertThat(amend(waiting.id(), null, CANCELLED, event)).isEqualTo(Amended.DONE);

        assertThat(fixture.find(waiting.id()).status()).isEqualTo(CANCELLED);
        assertThat(fixture.backlog(CHANNEL, Priority.TRANSACTIONAL, 0, 10)).isEmpty();
        assertThat(fixture.store().backlogSize(CHANNEL)).isZero();
        assertThat(fixture.events(Samples.ACCOUNT, 0, 10)).containsExactly(event.withCursor(1));
    }

    @Test
    void whatIsUnknownSentOrEndedStaysAsItIs() {
        Message sent = fixture.accept(message("sent"));
        fixture.run(answer -> fixture.store()
                .sent(
                        sent,
                        Samples.sent(CHANNEL, "p"),
                        CHANNEL,
                        List.of("p"),
                        Long.MAX_VALUE,
                        List.of(),
                        Runnable::run,
                        answer));
        Message ended = fixture.accept(message("ended"));
        fixture.run(answer ->
                fixture.store().settle(ended, Samples.status(MessageState.EXPIRED), List.of(), Runnable::run, answer));
        Event event = Samples.receipt(sent, MessageState.CANCELLED);

        assertThat(amend(sent.id(), null, CANCELLED, event)).isEqualTo(Amended.TOO_LATE);
        assertThat(amend(ended.id(), null, CANCELLED, event)).isEqualTo(Amended.TOO_LATE);
        assertThat(amend(4711, null, CANCELLED, event)).isEqualTo(Amended.UNKNOWN);
        assertThat(fixture.events(Samples.ACCOUNT, 0, 10)).isEmpty();
    }

    @Test
    void aReplacedMessageKeepsItsPlaceWhenItsTimeStays() {
        Message first = fixture.accept(message("first"));
        fixture.accept(message("second"));
        Message replacement = replaced(first, "replaced", 0);

        assertThat(amend(first.id(), replacement, Records.accepted(first), null))
                .isEqualTo(Amended.DONE);

        assertThat(fixture.find(first.id()).message()).isEqualTo(replacement);
        assertThat(texts()).containsExactly("replaced", "second");
        assertThat(fixture.store().backlogSize(CHANNEL)).isEqualTo(2);
    }

    @Test
    void aScheduledMessageMovesWithItsTime() throws InterruptedException {
        Message later = fixture.accept(scheduled("later", NOW + 1_000));
        Message stillLater = replaced(later, "still later", NOW + 2_000);
        amend(later.id(), stillLater, Records.accepted(later), null);
        fixture.now.set(NOW + 1_999);
        fixture.flush();
        assertThat(fixture.heard.messages).isEmpty();

        fixture.now.set(NOW + 2_000);
        assertThat(fixture.heard.message().message()).isEqualTo(stillLater);
        assertThat(texts()).containsExactly("still later");
    }

    @Test
    void aScheduledMessageIsSentWhenItsNewTimeHasCome() throws InterruptedException {
        Message later = fixture.accept(scheduled("later", NOW + 1_000));
        Message now = replaced(later, "now", NOW);
        amend(later.id(), now, Records.accepted(later), null);

        Queued queued = fixture.heard.message();
        assertThat(queued.message()).isEqualTo(now);
        assertThat(queued.position()).isGreaterThan(later.id());
        fixture.now.set(NOW + 1_000);
        fixture.flush();
        assertThat(fixture.heard.messages).isEmpty();
    }

    @Test
    void aWaitingMessageGoesBackToTheScheduleWithANewTime() throws InterruptedException {
        Message waiting = fixture.accept(message("waiting"));
        fixture.heard.message();
        amend(waiting.id(), replaced(waiting, "later", NOW + 1_000), Records.accepted(waiting), null);
        assertThat(texts()).isEmpty();
        assertThat(fixture.store().backlogSize(CHANNEL)).isZero();

        fixture.now.set(NOW + 1_000);
        assertThat(Samples.text(fixture.heard.message().message())).isEqualTo("later");
        assertThat(fixture.store().backlogSize(CHANNEL)).isOne();
    }

    @Test
    void ofSeveralCommandsInOneBatchEachSeesTheOneBefore() {
        Message first = fixture.accept(message("first"));
        Message second = fixture.accept(message("second"));
        fixture.close();
        DiskStore store = fixture.openUnstarted();
        List<CompletableFuture<Amended>> answers = new ArrayList<>();
        for (long id : List.of(first.id(), second.id(), first.id())) {
            answers.add(cancelled(store, id));
        }
        store.sent(
                second,
                Samples.sent(CHANNEL, "p"),
                CHANNEL,
                List.of("p"),
                Long.MAX_VALUE,
                List.of(),
                Runnable::run,
                () -> {});
        answers.add(cancelled(store, second.id()));
        store.start(fixture.heard);

        assertThat(answers.stream().map(StoreFixture::get))
                .containsExactly(Amended.DONE, Amended.DONE, Amended.TOO_LATE, Amended.TOO_LATE);
        assertThat(store.counts().batches().sum())
                .as("the first two need no sync between them")
                .isLessThanOrEqualTo(3);
    }

    @Test
    void whatWaitsBetweenTwoAddressesIsFoundInBacklogAndSchedule() {
        Message waiting = fixture.accept(message("waiting"));
        Message later = fixture.accept(scheduled("later", NOW + 1_000));
        fixture.accept(message("other", "393331234567", "other account", Priority.OTP, 0, CHANNEL));
        fixture.accept(message(Samples.ACCOUNT, "1", "other recipient", Priority.OTP, 0, CHANNEL));
        Message gone = fixture.accept(message("gone"));
        fixture.run(answer ->
                fixture.store().settle(gone, Samples.status(MessageState.FAILED), List.of(), Runnable::run, answer));

        List<Message> found = fixture.ask(answer -> fixture.store()
                .findPending(Samples.ACCOUNT, "Demo", "393331234567", Runnable::run, answer, StoreFixture::unreadable));

        assertThat(found).containsExactlyInAnyOrder(waiting, later);
    }

    private static CompletableFuture<Amended> cancelled(DiskStore store, long id) {
        CompletableFuture<Amended> answer = new CompletableFuture<>();
        store.amend(id, null, CANCELLED, null, Runnable::run, answer::complete);
        return answer;
    }

    private Amended amend(long id, Message replacement, MessageStatus status, Event event) {
        return fixture.ask(answer -> fixture.store().amend(id, replacement, status, event, Runnable::run, answer));
    }

    private List<String> texts() {
        return fixture.backlog(CHANNEL, Priority.TRANSACTIONAL, 0, 10).stream()
                .map(queued -> Samples.text(queued.message()))
                .toList();
    }

    private static Message replaced(Message message, String text, long sendAtMillis) {
        return message.replacedBy(new Content.Text(text), 1, ReceiptWish.ALL, sendAtMillis, message.expiresAtMillis());
    }
}

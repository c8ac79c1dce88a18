package dev.heliograph.store;

import static dev.heliograph.store.Samples.CHANNEL;
import static dev.heliograph.store.Samples.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageId;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Priority;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A message's life through the store, and what a second life of the store knows of it. */
class DiskStoreTest {
    @RegisterExtension
    final StoreFixture fixture = new StoreFixture();

    @Test
    void givesAnAcceptedMessageAnIdAndHandsItOn() throws InterruptedException {
        Message stored = fixture.accept(message("one"));

        assertThat(MessageId.node(stored.id())).isEqualTo(3);
        Queued queued = fixture.heard.message();
        assertThat(queued).isEqualTo(new Queued(stored.id(), stored, Records.accepted(stored)));
        assertThat(fixture.find(stored.id())).isEqualTo(new Found(stored, Records.accepted(stored)));
        assertThat(fixture.store().backlogSize(CHANNEL)).isOne();
    }

    @Test
    void carriesAMessageThroughToItsReceipt() {
        Message stored = fixture.accept(message("one"));
        var sent = Samples.sent(CHANNEL, "p-1", "p-2");

        fixture.run(answer -> fixture.store()
                .sent(stored, sent, CHANNEL, List.of("p-1", "p-2"), Long.MAX_VALUE, List.of(), Runnable::run, answer));

        Correlated correlated = fixture.ask(
                answer -> fixture.store().correlate(CHANNEL, "p-2", Runnable::run, answer, StoreFixture::unreadable));
        assertThat(correlated).isEqualTo(new Correlated(stored, sent));
        assertThat(fixture.store().backlogSize(CHANNEL)).isZero();

        var delivered = Samples.status(MessageState.DELIVERED);
        Event event = Samples.receipt(stored, MessageState.DELIVERED);
        fixture.run(answer -> fixture.store().settle(stored, delivered, List.of(event), Runnable::run, answer));

        assertThat(fixture.find(stored.id())).isEqualTo(new Found(stored, delivered));
        assertThat(fixture.events(Samples.ACCOUNT, 0, 10)).containsExactly(event.withCursor(1));
        assertThat(fixture.store().lastCursor(Samples.ACCOUNT)).isOne();
        fixture.flush();
        assertThat(fixture.heard.events.poll()).isEqualTo(event.withCursor(1));
    }

    @Test
    void knowsEverythingAgainAfterReopening() {
        Message waiting = fixture.accept(message("waiting"));
        Message done = fixture.accept(message("done"));
        fixture.run(answer -> fixture.store()
                .sent(
                        done,
                        Samples.sent(CHANNEL, "p"),
                        CHANNEL,
                        List.of("p"),
                        Long.MAX_VALUE,
                        List.of(Samples.receipt(done, MessageState.SENT)),
                        Runnable::run,
                        answer));

        fixture.reopen();

        assertThat(fixture.find(waiting.id())).isEqualTo(new Found(waiting, Records.accepted(waiting)));
        assertThat(fixture.find(done.id()).status()).isEqualTo(Samples.sent(CHANNEL, "p"));
        assertThat(fixture.store().lastCursor(Samples.ACCOUNT)).isOne();
        assertThat(fixture.backlog(CHANNEL, Priority.TRANSACTIONAL, 0, 10))
                .containsExactly(new Queued(waiting.id(), waiting, Records.accepted(waiting)));
        assertThat(fixture.accept(message("next")).id()).isGreaterThan(done.id());
    }
}

package dev.heliograph.store;

import static dev.heliograph.store.Samples.CHANNEL;
import static dev.heliograph.store.Samples.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Priority;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A message ends once: what comes later is answered, counted, and changes nothing. */
@Timeout(60)
class FinalStateTest {
    @TempDir
    Path directory;

    private SteppedStore stepped;
    private Message message;
    private int answers;

    @BeforeEach
    void open() {
        stepped = new SteppedStore(StoreFixture.options(directory));
        stepped.store()
                .accept(message("m"), null, Runnable::run, answer -> message = ((Accepted.Stored) answer).message());
        stepped.run();
        stepped.heard.clear();
    }

    @AfterEach
    void close() {
        stepped.close();
    }

    @Test
    void aLaterEndChangesNothingAndIsAnswered() {
        settle(MessageState.CANCELLED);
        settle(MessageState.FAILED);
        stepped.run();

        assertUntouched(MessageState.CANCELLED, 2);
    }

    @Test
    void twoEndsInOneBatchAreDecidedByTheirOrder() {
        settle(MessageState.EXPIRED);
        settle(MessageState.DELIVERED);
        settle(MessageState.FAILED);
        stepped.run();

        assertUntouched(MessageState.EXPIRED, 3);
    }

    @Test
    void neitherAMoveNorAMarkBringsItBack() {
        settle(MessageState.EXPIRED);
        stepped.run();
        stepped.crash();
        stepped.store()
                .requeue(
                        message,
                        CHANNEL,
                        "other",
                        Samples.status(MessageState.QUEUED),
                        Long.MAX_VALUE,
                        List.of(Samples.receipt(message, MessageState.SENT)),
                        Runnable::run,
                        () -> answers++);
        stepped.store().sending(message.id(), Samples.status(MessageState.QUEUED), Runnable::run, () -> answers++);
        stepped.run();

        assertThat(stepped.heard.messages).isEmpty();
        assertThat(stepped.heard.events).isEmpty();
        assertUntouched(MessageState.EXPIRED, 3);
        assertThat(stepped.store().backlogSize("other")).isZero();
    }

    @Test
    void whatAProviderTookAfterTheEndIsStillFoundByItsId() {
        settle(MessageState.CANCELLED);
        stepped.store()
                .sent(
                        message,
                        Samples.sent(CHANNEL, "p"),
                        CHANNEL,
                        List.of("p"),
                        Long.MAX_VALUE,
                        List.of(Samples.receipt(message, MessageState.SENT)),
                        Runnable::run,
                        () -> answers++);
        stepped.run();

        assertUntouched(MessageState.CANCELLED, 2);
        List<Correlated> found = new ArrayList<>();
        stepped.store().correlate(CHANNEL, "p", Runnable::run, found::add, StoreFixture::unreadable);
        stepped.run();
        assertThat(found).singleElement().extracting(Correlated::message).isEqualTo(message);
    }

    @Test
    void readMayFollowDelivered() {
        settle(MessageState.DELIVERED);
        settle(MessageState.READ, ((Event.Receipt) Samples.receipt(message, MessageState.READ)).onTheWay());
        stepped.run();

        assertThat(state()).isEqualTo(MessageState.READ);
        assertThat(stepped.store().counts().overtaken().sum()).isZero();
    }

    @Test
    void whoeverClaimsToBeTheEndIsNotWhatFollowsIt() {
        settle(MessageState.DELIVERED);
        settle(MessageState.READ);
        stepped.run();

        assertUntouched(MessageState.DELIVERED, 2);
    }

    @Test
    void theSecondOfTwoChannelsThatEndAMessageIsToldAsLate() {
        stepped.store()
                .accept(
                        message(Samples.ACCOUNT, "393331234567", "two", Priority.OTP, 0, CHANNEL, "other"),
                        null,
                        Runnable::run,
                        answer -> message = ((Accepted.Stored) answer).message());
        stepped.run();
        settle(MessageState.DELIVERED);
        settle(MessageState.READ);
        settle(MessageState.UNKNOWN);
        stepped.run();

        assertThat(state()).isEqualTo(MessageState.DELIVERED);
        assertThat(stepped.heard.events)
                .extracting(event -> ((Event.Receipt) event).state() + " " + ((Event.Receipt) event).last() + " "
                        + ((Event.Receipt) event).late())
                .containsExactly("DELIVERED true false", "READ false true");
    }

    private void settle(MessageState state) {
        settle(state, Samples.receipt(message, state));
    }

    private void settle(MessageState state, Event event) {
        stepped.store().settle(message, Samples.status(state), List.of(event), Runnable::run, () -> answers++);
    }

    private void assertUntouched(MessageState state, int asked) {
        assertThat(state()).isEqualTo(state);
        assertThat(answers).isEqualTo(asked);
        assertThat(stepped.store().lastCursor(Samples.ACCOUNT)).isEqualTo(1);
        assertThat(stepped.store().backlogSize(CHANNEL)).isZero();
    }

    private MessageState state() {
        List<MessageState> found = new ArrayList<>();
        stepped.store()
                .find(message.id(), Runnable::run, one -> found.add(one.status().state()), StoreFixture::unreadable);
        stepped.run();
        return found.get(0);
    }
}

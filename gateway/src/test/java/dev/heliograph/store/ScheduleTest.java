package dev.heliograph.store;

import static dev.heliograph.store.Samples.CHANNEL;
import static dev.heliograph.store.Samples.NOW;
import static dev.heliograph.store.Samples.message;
import static dev.heliograph.store.Samples.scheduled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Priority;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages for later: not before their time, at the end of their backlog when it has come, across restarts. */
class ScheduleTest {
    @RegisterExtension
    final StoreFixture fixture = new StoreFixture();

    @Test
    void waitsForItsTimeAndThenComesAsAnyOther() throws InterruptedException {
        Message later = fixture.accept(scheduled("later", NOW + 1_000));
        fixture.accept(message("now"));
        assertThat(Samples.text(fixture.heard.message().message())).isEqualTo("now");
        assertThat(fixture.store().backlogSize(CHANNEL)).isOne();
        assertThat(fixture.find(later.id()).status().state()).isEqualTo(MessageState.ACCEPTED);

        fixture.now.set(NOW + 999);
        fixture.flush();
        assertThat(fixture.heard.messages).isEmpty();

        fixture.now.set(NOW + 1_000);
        Queued due = fixture.heard.message();
        assertThat(due.message()).isEqualTo(later);
        assertThat(due.position()).isGreaterThan(later.id());
        assertThat(fixture.store().backlogSize(CHANNEL)).isEqualTo(2);
    }

    @Test
    void standsBehindWhatWasAcceptedBeforeItsTime() {
        fixture.heard.takes = (channel, queued) -> false;
        fixture.accept(scheduled("later", NOW + 1_000));
        Message now = fixture.accept(message("now"));
        fixture.now.set(NOW + 5_000);
        fixture.flush();

        List<Queued> left = fixture.backlog(CHANNEL, Priority.TRANSACTIONAL, now.id(), 10);
        assertThat(left).extracting(queued -> Samples.text(queued.message())).containsExactly("later");
    }

    @Test
    void moreThanOneBatchOfThemComesInOrderOfTheirTimesEachOnce() {
        List<String> expected = new ArrayList<>();
        int count = 2 * Schedule.DUE_MAX + 10;
        for (int i = 0; i < count; i++) {
            expected.add("m" + i);
            Message message = scheduled("m" + (count - 1 - i), NOW + 10_000 - i);
            if (i < count - 1) {
                fixture.store().accept(message, null, Runnable::run, answer -> {});
            } else {
                fixture.accept(message);
            }
        }
        fixture.now.set(NOW + 10_000);
        for (int batch = 0; batch < 3; batch++) {
            fixture.flush(); // between two batches of what is due the writer serves its commands
        }

        assertThat(fixture.heard.texts()).isEqualTo(expected);
        assertThat(fixture.store().backlogSize(CHANNEL)).isEqualTo(count);
        fixture.now.set(NOW + 20_000);
        fixture.flush();
        assertThat(fixture.heard.messages).isEmpty();
    }

    @Test
    void isRememberedOverARestartAndLeavesWhenSent() throws InterruptedException {
        Message first = fixture.accept(scheduled("first", NOW + 1_000));
        fixture.accept(scheduled("second", NOW + 2_000));
        fixture.reopen();
        fixture.now.set(NOW + 1_000);
        assertThat(fixture.heard.message().message()).isEqualTo(first);
        fixture.run(answer -> fixture.store()
                .sent(
                        first,
                        Samples.sent(CHANNEL, "p"),
                        CHANNEL,
                        List.of("p"),
                        Long.MAX_VALUE,
                        List.of(),
                        Runnable::run,
                        answer));
        assertThat(fixture.store().backlogSize(CHANNEL)).isZero();

        fixture.reopen();
        fixture.now.set(NOW + 2_000);
        assertThat(Samples.text(fixture.heard.message().message())).isEqualTo("second");
    }

    @Test
    void aTimeThatHasPassedIsNow() throws InterruptedException {
        Message message = fixture.accept(scheduled("past", NOW - 1));

        assertThat(fixture.heard.message().position()).isEqualTo(message.id());
    }

    @Test
    void aFinalStateTakesItOutOfTheSchedule() {
        Message later = fixture.accept(scheduled("later", NOW + 1_000));
        fixture.run(answer ->
                fixture.store().settle(later, Samples.status(MessageState.EXPIRED), List.of(), Runnable::run, answer));
        fixture.now.set(NOW + 1_000);
        fixture.flush();

        assertThat(fixture.heard.messages).isEmpty();
        assertThat(fixture.store().backlogSize(CHANNEL)).isZero();
    }
}

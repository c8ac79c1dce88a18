package dev.heliograph.store;

import static dev.heliograph.store.Samples.ACCOUNT;
import static dev.heliograph.store.Samples.CHANNEL;
import static dev.heliograph.store.Samples.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where messages wait: what a lane is handed, what it must read, and that between the two nothing is lost, doubled or disordered. */
@Timeout(60)
class BacklogTest {
    private static final Priority PRIORITY = Priority.TRANSACTIONAL;

    @RegisterExtension
    final StoreFixture fixture = new StoreFixture();

    @Test
    void aLaneThatRefusedIsNotAskedAgainUntilItHasCaughtUp() {
        fixture.heard.takes =
                (channel, queued) -> !Samples.text(queued.message()).equals("two");
        for (String text : List.of("one", "two", "three")) {
            fixture.accept(message(text));
        }
        fixture.flush();
        assertThat(fixture.heard.texts()).containsExactly("one");

        Queued one = fixture.backlog(CHANNEL, PRIORITY, 0, 1).get(0);
        List<Queued> left = fixture.catchUp(CHANNEL, PRIORITY, one.position(), 10);
        assertThat(left).extracting(queued -> Samples.text(queued.message())).containsExactly("two", "three");

        fixture.accept(message("four"));
        fixture.flush();
        assertThat(fixture.heard.texts()).containsExactly("four");
    }

    @Test
    void catchingUpIsRefusedWhileMoreIsLeftThanTheLaneHasRoomFor() {
        fixture.heard.takes = (channel, queued) -> false;
        for (int i = 0; i < 5; i++) {
            fixture.accept(message("m" + i));
        }

        assertThat(fixture.catchUp(CHANNEL, PRIORITY, 0, 4)).isNull();
        fixture.heard.takes = (channel, queued) -> true;
        fixture.accept(message("m5"));
        fixture.flush();
        assertThat(fixture.heard.texts()).isEmpty();
        assertThat(fixture.catchUp(CHANNEL, PRIORITY, 0, 6)).hasSize(6);
    }

    @Test
    void prioritiesAndChannelsAreApart() {
        fixture.heard.takes = (channel, queued) -> false;
        fixture.accept(message(ACCOUNT, "1", "otp", Priority.OTP, 0, "a"));
        fixture.accept(message(ACCOUNT, "1", "bulk", Priority.BULK, 0, "a"));
        fixture.accept(message(ACCOUNT, "1", "other", Priority.OTP, 0, "a2"));

        assertThat(texts(fixture.backlog("a", Priority.OTP, 0, 10))).containsExactly("otp");
        assertThat(texts(fixture.backlog("a", Priority.BULK, 0, 10))).containsExactly("bulk");
        assertThat(texts(fixture.backlog("a2", Priority.OTP, 0, 10))).containsExactly("other");
        assertThat(fixture.backlog("a", Priority.TRANSACTIONAL, 0, 10)).isEmpty();
        assertThat(fixture.store().backlogSize("a")).isEqualTo(2);
    }

    @Test
    void aRequeuedMessageJoinsTheEndOfTheOtherBacklogWithWhatWasTried() {
        Message switched = fixture.accept(message(ACCOUNT, "1", "switched", PRIORITY, 0, "first", "second"));
        fixture.heard.takes = (channel, queued) -> !channel.equals("second");
        Message waiting = fixture.accept(message(ACCOUNT, "1", "waiting", PRIORITY, 0, "second"));
        MessageStatus tried = Samples.status(MessageState.QUEUED);

        requeue(switched, "first", "second", tried);

        List<Queued> second = fixture.backlog("second", PRIORITY, 0, 10);
        assertThat(texts(second)).containsExactly("waiting", "switched");
        assertThat(second.get(1).position()).isGreaterThan(waiting.id());
        assertThat(second.get(1).status()).isEqualTo(tried);
        assertThat(fixture.backlog("first", PRIORITY, 0, 10)).isEmpty();
        assertThat(fixture.store().backlogSize("first")).isZero();
        assertThat(fixture.backlog("second", PRIORITY, waiting.id(), 10)).hasSize(1);

        fixture.reopen();
        assertThat(texts(fixture.backlog("second", PRIORITY, 0, 10))).containsExactly("waiting", "switched");
    }

    @Test
    void aRequeuedMessageIsHandedToALaneInMemory() throws InterruptedException {
        Message switched = fixture.accept(message(ACCOUNT, "1", "switched", PRIORITY, 0, "first", "second"));
        fixture.heard.message();
        MessageStatus tried = Samples.status(MessageState.QUEUED);

        requeue(switched, "first", "second", tried);

        Queued queued = fixture.heard.message();
        assertThat(queued.message()).isEqualTo(switched);
        assertThat(queued.status()).isEqualTo(tried);
        assertThat(queued.position()).isGreaterThan(switched.id());
    }

    @Test
    void whatWasRequeuedManyTimesLeavesNothingBehind() {
        Message message = fixture.accept(message(ACCOUNT, "1", "m", PRIORITY, 0, "a", "b"));
        for (int i = 0; i < 5; i++) {
            requeue(message, "a", "b", Samples.status(MessageState.QUEUED));
            requeue(message, "b", "a", Samples.status(MessageState.QUEUED));
            requeue(message, "a", "a", Samples.status(MessageState.QUEUED));
        }
        assertThat(fixture.backlog("a", PRIORITY, 0, 10)).hasSize(1);
        assertThat(fixture.backlog("b", PRIORITY, 0, 10)).isEmpty();

        fixture.run(answer -> fixture.store()
                .sent(
                        message,
                        Samples.sent("a", "p"),
                        "a",
                        List.of("p"),
                        Long.MAX_VALUE,
                        List.of(),
                        Runnable::run,
                        answer));
        fixture.reopen();

        assertThat(fixture.backlog("a", PRIORITY, 0, 10)).isEmpty();
        assertThat(fixture.store().backlogSize("a")).isZero();
    }

    @Test
    void aFinalStateEndsTheWaitingWhetherItWasSentOrNot() {
        Message failed = fixture.accept(message("failed"));
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
        for (Message message : List.of(failed, sent, failed)) {
            fixture.run(answer -> fixture.store()
                    .settle(message, Samples.status(MessageState.FAILED), List.of(), Runnable::run, answer));
        }

        assertThat(fixture.backlog(CHANNEL, PRIORITY, 0, 10)).isEmpty();
        assertThat(fixture.store().backlogSize(CHANNEL)).isZero();
    }

    @Test
    void aStateThatIsNotFinalLetsItWait() {
        Message waiting = fixture.accept(message("waiting"));
        MessageStatus queued = Samples.status(MessageState.QUEUED);
        fixture.run(answer -> fixture.store().sending(waiting.id(), queued, Runnable::run, answer));
        fixture.run(answer -> fixture.store().settle(waiting, queued, List.of(), Runnable::run, answer));

        assertThat(fixture.backlog(CHANNEL, PRIORITY, 0, 10))
                .containsExactly(new Queued(waiting.id(), waiting, queued));
    }

    @Test
    void aReopenedStoreCountsWhatWaitsAndHandsNothingOutUnasked() {
        for (int i = 0; i < 7; i++) {
            fixture.accept(message("m" + i));
        }
        fixture.reopen();
        fixture.accept(message("m7"));
        fixture.flush();

        assertThat(fixture.heard.texts()).isEmpty();
        org.awaitility.Awaitility.await().until(() -> fixture.store().backlogSize(CHANNEL) == 8);
        assertThat(fixture.catchUp(CHANNEL, PRIORITY, 0, 100)).hasSize(8);
    }

    /**
     * A lane of bounded memory that refuses, reads pages, catches up and sends, while others accept: the messages leave it once each, in the order of their
     * positions.
     */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void nothingFallsBetweenReadingAndBeingHanded(long seed) throws Exception {
        int producers = 3;
        int each = 1_500;
        SpillingLane lane = new SpillingLane(fixture, CHANNEL, PRIORITY, new Random(seed), producers * each);
        fixture.heard.takes = lane::offer;
        ExecutorService pool = Executors.newFixedThreadPool(producers);
        CountDownLatch stored = new CountDownLatch(producers * each);
        for (int p = 0; p < producers; p++) {
            pool.execute(() -> {
                for (int i = 0; i < each; i++) {
                    while (!fixture.store().accept(message("m"), null, Runnable::run, answer -> stored.countDown())) {
                        Thread.onSpinWait();
                    }
                }
            });
        }
        lane.start();

        assertThat(lane.done.await(40, TimeUnit.SECONDS)).as("all sent").isTrue();
        assertThat(stored.getCount()).isZero();
        lane.close();
        pool.shutdown();
        List<Long> sorted = new ArrayList<>(lane.taken);
        sorted.sort(null);
        assertThat(lane.taken).doesNotHaveDuplicates().hasSize(producers * each).isEqualTo(sorted);
        assertThat(lane.refused).as("the lane was full at times").isPositive();
        assertThat(fixture.backlog(CHANNEL, PRIORITY, 0, 10)).isEmpty();
        assertThat(fixture.store().backlogSize(CHANNEL)).isZero();
    }

    private void requeue(Message message, String from, String to, MessageStatus status) {
        fixture.run(answer ->
                fixture.store().requeue(message, from, to, status, Long.MAX_VALUE, List.of(), Runnable::run, answer));
        fixture.flush();
    }

    private static List<String> texts(List<Queued> queued) {
        return queued.stream().map(one -> Samples.text(one.message())).toList();
    }
}

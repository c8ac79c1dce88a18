package dev.heliograph.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.channel.Capability;
import dev.heliograph.channel.Channel;
import dev.heliograph.channel.ChannelEvents;
import dev.heliograph.channel.ChannelHealth;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.OutcomeHandler;
import dev.heliograph.channel.Submission;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.message.Step;
import dev.heliograph.receipt.CorrelatorLimits;
import dev.heliograph.store.DiskStore;
import dev.heliograph.store.Queued;
import dev.heliograph.store.QuietListener;
import dev.heliograph.store.StoreOptions;
import dev.heliograph.throttle.LocalTokenBucket;
import dev.heliograph.throttle.Rate;
import io.vertx.core.Future;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Very many messages of which a provider says nothing, all waiting for the same moment on a real disk: none goes on before it, each goes on after it, once, and what waits
 * takes no memory. As many as {@code -Dheliograph.acceptance.waiting} says. Wall time stands and is moved.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class WaitingCrowdTest {
    private static final int CROWD = Integer.getInteger("heliograph.acceptance.waiting", 10_000);
    private static final int BOUND = 2_000;
    private static final int IN_FLIGHT = 4_096;
    private static final long START = 1_800_000_000_000L;
    private static final long AFTER = 3_600_000;
    private static final long MOVE_MILLIS = 200;

    /** Of memory, beside what waits: lanes, correlators, the store's own, all bounded. */
    private static final long SLACK_OCTETS = 48L << 20;

    private static final List<Step> ROUTE =
            List.of(new Step("a", MessageState.DELIVERED, AFTER), new Step("b", MessageState.SENT, 0));

    @TempDir
    private Path folder;

    private final AtomicLong now = new AtomicLong(START);
    private final Taking a = new Taking("a");
    private final Taking b = new Taking("b");
    private final Ends ends = new Ends();
    private DiskStore store;
    private Dispatcher dispatcher;

    @BeforeEach
    void open() {
        store = DiskStore.open(StoreOptions.in(folder.resolve("data"), 3), now::get);
        dispatcher = new Dispatcher();
        Correlators correlators = new Correlators(store, now::get, new CorrelatorLimits(BOUND, BOUND), made -> {});
        for (Taking channel : List.of(a, b)) {
            LaneClock clock = new LaneClock(System::nanoTime, now::get, channel::after, new SplittableRandom(1));
            Lane lane = new Lane(
                    channel,
                    store,
                    LocalTokenBucket.full(new Rate(10_000_000, 100_000), System.nanoTime()),
                    channel.loop,
                    clock,
                    (from, message, stored) -> stored.run(),
                    correlators,
                    LaneOptions.DEFAULT.withHeldMax(BOUND));
            dispatcher.add(lane, channel.loop);
            channel.loop.execute(lane::start);
        }
        store.start(ends);
    }

    @AfterEach
    void close() {
        store.close();
        a.loop.shutdownNow();
        b.loop.shutdownNow();
    }

    @Test
    void noneGoesOnEarlyOrNeverAndWhatWaitsTakesNoMemory(TestReporter reporter) throws InterruptedException {
        submit(0, CROWD / 10);
        long few = memory();
        submit(CROWD / 10, CROWD);
        long all = memory();

        now.set(START + AFTER - 1);
        someTurns();
        assertThat(b.count()).as("early").isZero();
        assertThat(ends.count()).as("ended early").isZero();

        now.set(START + AFTER);
        moveUntil(CROWD / 2);
        long midst = memory();
        moveUntil(CROWD);
        someTurns();
        long after = memory();

        assertThat(b.count()).as("gone on").isEqualTo(CROWD);
        assertThat(b.twice.get()).as("gone on twice").isZero();
        assertThat(ends.count()).as("ended").isEqualTo(CROWD);
        assertThat(ends.twice.get()).as("ended twice").isZero();
        reporter.publishEntry(Map.of(
                "messages", Integer.toString(CROWD),
                "octets in use, a tenth waiting", Long.toString(few),
                "all waiting", Long.toString(all),
                "half gone on", Long.toString(midst),
                "all ended", Long.toString(after),
                "minutes until all had gone on", Long.toString((now.get() - START - AFTER) / 60_000)));
        assertThat(all - few).as("memory for those that wait").isLessThan(SLACK_OCTETS);
        assertThat(midst - few).as("memory while they go on").isLessThan(SLACK_OCTETS);
        assertThat(after - few).as("memory when all have ended").isLessThan(SLACK_OCTETS);
    }

    private void submit(int from, int to) throws InterruptedException {
        Semaphore room = new Semaphore(IN_FLIGHT);
        for (int i = from; i < to; i++) {
            room.acquire();
            while (!store.accept(message(i), null, Runnable::run, accepted -> room.release())) {
                Thread.onSpinWait();
            }
        }
        await().atMost(Duration.ofMinutes(20))
                .until(() -> a.count() == to
                        && store.backlogSize("a") == 0
                        && dispatcher.lane("a").status().held() == 0);
    }

    private static Message message(int number) {
        return new Message(
                0,
                "demo",
                Door.HTTP,
                Address.alphanumeric("Test"),
                Address.international("391234567"),
                Map.of(),
                new Content.Text("Your parcel leaves the depot at 10:40 and will be with you before noon."),
                Priority.BULK,
                ReceiptWish.FINAL,
                Integer.toString(number),
                START,
                0,
                START + 10 * AFTER,
                1,
                ROUTE);
    }

    /** Lets time run until so many have ended. */
    private void moveUntil(int ended) {
        await().atMost(Duration.ofMinutes(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    now.addAndGet(MOVE_MILLIS);
                    return ends.count() >= ended;
                });
    }

    /** Returns when the store's writer has come round some hundred times, with a pass over what is due in it. */
    private void someTurns() throws InterruptedException {
        for (int i = 0; i < 500; i++) {
            CountDownLatch turn = new CountDownLatch(1);
            store.keep(List.of(), Runnable::run, turn::countDown);
            assertThat(turn.await(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    /** @return octets of the heap in use when nothing more can be thrown away */
    private static long memory() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    /** Which messages were seen, by the number in their reference; each once. */
    private static class Once {
        private final BitSet seen = new BitSet(CROWD);
        private final AtomicInteger count = new AtomicInteger();
        final AtomicInteger twice = new AtomicInteger();

        void see(String reference) {
            int number = Integer.parseInt(reference);
            if (seen.get(number)) {
                twice.incrementAndGet();
            } else {
                seen.set(number);
                count.incrementAndGet();
            }
        }

        int count() {
            return count.get();
        }
    }

    /** Hears of the ends, on the store's writer. */
    private final class Ends extends Once implements QuietListener {
        @Override
        public boolean onAccepted(String channel, Queued queued) {
            return dispatcher.onAccepted(channel, queued);
        }

        @Override
        public void onDeadline(Queued queued) {
            dispatcher.onDeadline(queued);
        }

        @Override
        public void onEvent(String account, Event event) {
            Event.Receipt receipt = (Event.Receipt) event;
            if (receipt.last()) {
                see(String.valueOf(receipt.reference()));
            }
        }
    }

    /** A channel that takes everything and never says anything more, on a loop of its own. */
    private static final class Taking extends Once implements Channel {
        final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
        private final String id;
        private ChannelEvents events;
        private int underWay;

        Taking(String id) {
            this.id = id;
        }

        void after(long nanos, Runnable task) {
            loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public String kind() {
            return "test";
        }

        @Override
        public Capability capability() {
            return new Capability(true, false, false, 160);
        }

        @Override
        public Future<Void> start(ChannelEvents heard) {
            events = heard;
            return Future.succeededFuture();
        }

        @Override
        public int cost(Message message) {
            return 1;
        }

        @Override
        public int credit() {
            return creditMax() - underWay;
        }

        @Override
        public int creditMax() {
            return BOUND / 2;
        }

        @Override
        public void submit(Submission submission, OutcomeHandler answer) {
            underWay++;
            String reference = String.valueOf(submission.message().reference());
            see(reference);
            loop.execute(() -> {
                underWay--;
                answer.onOutcome(submission, new Outcome.Sent(List.of(id + "-" + reference)));
                events.onCredit();
            });
        }

        @Override
        public ChannelHealth health() {
            return new ChannelHealth(1, 1, underWay, null);
        }

        @Override
        public Future<Void> close(long drainMillis) {
            return Future.succeededFuture();
        }
    }
}

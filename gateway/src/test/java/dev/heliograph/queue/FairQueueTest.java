package dev.heliograph.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FairQueueTest {
    private static final int OTP = 0;
    private static final int TRANSACTIONAL = 1;
    private static final int BULK = 2;

    private record Item(int priority, String account, int cost, int number) {}

    private static final FairQueue.Traits<Item> TRAITS = new FairQueue.Traits<>() {
        @Override
        public int priority(Item item) {
            return item.priority;
        }

        @Override
        public Object account(Item item) {
            return item.account;
        }

        @Override
        public int cost(Item item) {
            return item.cost;
        }
    };

    private int numbers;

    private static FairQueue<Item> queue(int capacityMax, int accountMax, int quantum, int shareOneIn) {
        return new FairQueue<>(TRAITS, new FairQueue.Limits(3, capacityMax, accountMax, quantum, shareOneIn));
    }

    private Item item(int priority, String account, int cost) {
        return new Item(priority, account, cost, numbers++);
    }

    private static List<Item> drain(FairQueue<Item> queue) {
        List<Item> drained = new ArrayList<>();
        for (Item item = queue.poll(); item != null; item = queue.poll()) {
            drained.add(item);
        }
        return drained;
    }

    @Test
    void urgentGoesFirst() {
        var queue = queue(10, 10, 1, 64);
        queue.offer(item(BULK, "a", 1));
        queue.offer(item(TRANSACTIONAL, "a", 1));
        assertThat(queue.peek().priority()).isEqualTo(TRANSACTIONAL);
        queue.offer(item(OTP, "a", 1));
        assertThat(queue.peek().priority()).isEqualTo(OTP);
        assertThat(drain(queue)).extracting(Item::priority).containsExactly(OTP, TRANSACTIONAL, BULK);
        assertThat(queue.poll()).isNull();
        assertThat(queue.peek()).isNull();
    }

    @Test
    void lowerPrioritiesKeepTheirShare() {
        var queue = queue(10_000, 10_000, 1, 64);
        for (int priority : new int[] {OTP, TRANSACTIONAL, BULK}) {
            IntStream.range(0, 2_000).forEach(i -> queue.offer(item(priority, "a", 1)));
        }
        int[] served = new int[3];
        int longestGap = 0;
        int lastBulk = 0;
        for (int polls = 1; polls <= 1_300; polls++) {
            int priority = queue.poll().priority();
            served[priority]++;
            if (priority == BULK) {
                longestGap = Math.max(longestGap, polls - lastBulk);
                lastBulk = polls;
            }
        }
        assertThat(served).containsExactly(1_300 - 2 * 20, 20, 20);
        assertThat(longestGap).isLessThanOrEqualTo(65);
    }

    @Test
    void theShareIsNotSavedUpWhileThereIsNothingToServe() {
        var queue = queue(1_000, 1_000, 1, 4);
        IntStream.range(0, 100).forEach(i -> queue.offer(item(OTP, "a", 1)));
        IntStream.range(0, 50).forEach(i -> queue.poll());
        queue.offer(item(BULK, "a", 1));
        assertThat(IntStream.range(0, 4).mapToObj(i -> queue.poll().priority())).containsExactly(OTP, OTP, OTP, BULK);
    }

    @Test
    void accountsTakeTurnsHoweverLongTheirQueues() {
        var queue = queue(1_000, 1_000, 1, 64);
        IntStream.range(0, 100).forEach(i -> queue.offer(item(BULK, "big", 1)));
        queue.offer(item(BULK, "small", 1));
        queue.offer(item(BULK, "other", 1));
        assertThat(IntStream.range(0, 4).mapToObj(i -> queue.poll().account()))
                .containsExactly("big", "small", "other", "big");
    }

    @Test
    void boundsHoldForAllAndForEachAccount() {
        var queue = queue(5, 3, 1, 64);
        for (int i = 0; i < 3; i++) {
            assertThat(queue.offer(item(BULK, "a", 1))).isTrue();
        }
        assertThat(queue.offer(item(BULK, "a", 1)))
                .as("over the account's part")
                .isFalse();
        assertThat(queue.offer(item(OTP, "a", 1))).as("another priority").isTrue();
        assertThat(queue.offer(item(BULK, "b", 1))).isTrue();
        assertThat(queue.offer(item(BULK, "c", 1))).as("over the whole").isFalse();
        Item polled = queue.poll();
        assertThat(queue.offer(item(BULK, "c", 1))).isTrue();
        queue.putBack(polled);
        assertThat(queue.size()).as("put back though full").isEqualTo(6);
        assertThat(queue.peek()).isSameAs(polled);
    }

    @Test
    void whatWasPutBackComesFirstInItsOrder() {
        var queue = queue(100, 100, 4, 64);
        for (int i = 0; i < 3; i++) {
            queue.offer(item(BULK, "a", 2));
            queue.offer(item(BULK, "b", 3));
        }
        Item first = queue.poll();
        Item second = queue.poll();
        queue.putBack(second);
        queue.putBack(first);
        assertThat(queue.poll()).isSameAs(first);
        assertThat(queue.poll()).isSameAs(second);
        assertThat(drain(queue)).hasSize(4);
    }

    @Test
    void retryingInVainGivesNobodyAnAdvantage() {
        var queue = queue(10_000, 10_000, 10, 64);
        IntStream.range(0, 1_000).forEach(i -> queue.offer(item(BULK, "b", 10)));
        queue.offer(item(BULK, "a", 10));
        queue.poll();
        for (int i = 0; i < 500; i++) {
            Item blocked = queue.poll();
            assertThat(blocked.account()).isEqualTo("a");
            queue.putBack(blocked);
        }
        IntStream.range(0, 100).forEach(i -> queue.offer(item(BULK, "a", 10)));
        long servedOfA = IntStream.range(0, 100)
                .filter(i -> queue.poll().account().equals("a"))
                .count();
        assertThat(servedOfA).isBetween(49L, 51L);
    }

    /**
     * The bound of deficit round-robin: between two accounts that both have work all the time, the difference of what they were
     * served is at most a quantum and twice the greatest cost.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 40, 300})
    void servesEqualPermitsToAllWhoWait(int quantum) {
        var random = new Random(quantum);
        int costMax = 30;
        var queue = queue(100_000, 100_000, quantum, 64);
        for (int account = 0; account < 10; account++) {
            int cost = 1 + account * (costMax - 1) / 9;
            for (int i = 0; i < 5_000; i++) {
                queue.offer(item(BULK, "a" + account, 1 + random.nextInt(cost)));
            }
        }
        Map<String, Integer> served = new HashMap<>();
        for (int i = 0; i < 4_000; i++) {
            Item item = queue.poll();
            served.merge(item.account(), item.cost(), Integer::sum);
            if (served.size() == 10) {
                int least = served.values().stream().min(Integer::compare).orElseThrow();
                int most = served.values().stream().max(Integer::compare).orElseThrow();
                assertThat(most - least).isLessThanOrEqualTo(quantum + 2 * costMax);
            }
        }
        assertThat(served).hasSize(10);
    }

    /** Offers, polls and put-backs at random: nothing lost or doubled, each account in order, peek tells the truth. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void keepsEachAccountsOrderAndLosesNothing(long seed) {
        var random = new Random(seed);
        var queue = queue(300, 40, 8, 5);
        Map<String, Deque<Item>> model = new HashMap<>();
        int size = 0;
        for (int step = 0; step < 100_000; step++) {
            boolean filling = step / 500 % 2 == 0;
            if (random.nextInt(10) < (filling ? 6 : 4)) {
                Item item = item(random.nextInt(3), "a" + random.nextInt(200), 1 + random.nextInt(20));
                Deque<Item> account = model.computeIfAbsent(item.priority + item.account, key -> new ArrayDeque<>());
                boolean room = size < 300 && account.size() < 40;
                assertThat(queue.offer(item)).isEqualTo(room);
                if (room) {
                    account.addLast(item);
                    size++;
                }
            } else {
                Item peeked = queue.peek();
                Item polled = queue.poll();
                assertThat(polled).isSameAs(peeked);
                if (polled == null) {
                    assertThat(size).isZero();
                } else if (random.nextInt(4) == 0) {
                    queue.putBack(polled);
                } else {
                    assertThat(model.get(polled.priority + polled.account).pollFirst())
                            .isSameAs(polled);
                    size--;
                }
            }
            assertThat(queue.size()).isEqualTo(size);
        }
        assertThat(drain(queue)).hasSize(size);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void allocatesNothingOnceGrown() {
        var queue = queue(1_000, 100, 4, 64);
        Item[] items = IntStream.range(0, 500)
                .mapToObj(i -> item(i % 3, "a" + i % 50, 1 + i % 5))
                .toArray(Item[]::new);
        churn(queue, items, 20);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        churn(queue, items, 200);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }

    /** Fills and empties the queue, so that accounts come and go. */
    private static void churn(FairQueue<Item> queue, Item[] items, int times) {
        for (int i = 0; i < times; i++) {
            for (Item item : items) {
                queue.offer(item);
            }
            while (!queue.isEmpty()) {
                queue.peek();
                queue.poll();
            }
        }
    }

    @Test
    void limitsAreChecked() {
        assertThatThrownBy(() -> queue(0, 1, 1, 2)).hasMessage("capacityMax is 0, must be at least 1");
        assertThatThrownBy(() -> queue(1, 1, 1, 1)).hasMessage("shareOneIn is 1, must be at least 2");
    }
}

package dev.heliograph.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Event;
import dev.heliograph.simulation.MemoryStore;
import dev.heliograph.simulation.World;
import dev.heliograph.store.QuietListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventStreamsTest implements QuietListener {
    private final World world = new World(3);
    private final MemoryStore store = new MemoryStore(world, 1, this);
    private EventStreams streams = new EventStreams(store, 16);

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            store.append(
                    "demo",
                    new Event.Inbound(0, "a", Address.NONE, Address.NONE, new Content.Text("x"), "x", i),
                    world,
                    () -> {});
        }
        world.runMillis(5);
    }

    private EventSource.Subscription open(String consumer, long after) {
        List<EventSource.Subscription> opened = new ArrayList<>();
        streams.subscribe("demo", consumer, after, world, opened::add);
        world.runMillis(10);
        return opened.get(0);
    }

    private List<Long> drain(EventSource.Subscription subscription, int page) {
        List<Long> cursors = new ArrayList<>();
        for (int before = -1; before != cursors.size(); ) {
            before = cursors.size();
            subscription.fetch(page, events -> events.forEach(event -> cursors.add(event.cursor())));
            world.runMillis(10);
        }
        return cursors;
    }

    @Test
    void aReaderThatFellBehindTheTailReadsTheStoreAndMissesNothing() {
        EventSource.Subscription slow = open(null, 0);
        append(100);
        List<Long> seen = drain(slow, 7);
        append(3);
        seen.addAll(drain(slow, 7));
        assertThat(seen).hasSize(103).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void whoWaitsIsWokenOnce() {
        EventSource.Subscription subscription = open(null, -1);
        List<String> woken = new ArrayList<>();
        subscription.onAvailable(() -> woken.add("now"));
        world.runMillis(10);
        assertThat(woken).isEmpty();
        append(5);
        assertThat(woken).hasSize(1);
        subscription.onAvailable(() -> woken.add("again"));
        world.runMillis(1);
        assertThat(woken).as("there are events that were not fetched").hasSize(2);
    }

    @Test
    void aNamedConsumerResumesAfterARestartWithoutWhatItAnsweredOutOfOrder() {
        EventSource.Subscription first = open("smpp", -1);
        append(10);
        drain(first, 100);
        first.acknowledge(1);
        first.acknowledge(2);
        first.acknowledge(5);
        first.acknowledge(9);
        world.runMillis(10);
        streams = new EventStreams(store, 16);
        assertThat(drain(open("smpp", -1), 100)).containsExactly(3L, 4L, 6L, 7L, 8L, 10L);
    }

    @Test
    void aNewNamedConsumerKeepsItsPlaceBeforeItsFirstAcknowledgement() {
        append(4);
        open("smpp", -1);
        append(2);
        streams = new EventStreams(store, 16);
        assertThat(drain(open("smpp", -1), 100)).containsExactly(5L, 6L);
    }

    @Test
    void acknowledgingUpToACursorCoversAllBefore() {
        EventSource.Subscription first = open("ws", -1);
        append(10);
        drain(first, 100);
        first.acknowledge(9);
        first.acknowledgeUpTo(7);
        world.runMillis(10);
        streams = new EventStreams(store, 16);
        assertThat(drain(open("ws", -1), 100)).containsExactly(8L, 10L);
    }

    @Test
    void whoTakesOverAConsumerBeginsBehindAcknowledgementsThatAreNotStoredYet() {
        EventSource.Subscription first = open("ws", -1);
        append(10);
        drain(first, 100);
        first.acknowledgeUpTo(3);
        world.runMillis(0);
        first.acknowledgeUpTo(6);
        first.close();
        List<EventSource.Subscription> second = new ArrayList<>();
        streams.subscribe("demo", "ws", -1, world, second::add);
        world.runMillis(10);
        assertThat(drain(second.get(0), 100)).containsExactly(7L, 8L, 9L, 10L);

        second.get(0).acknowledgeUpTo(8);
        world.runMillis(10);
        streams = new EventStreams(store, 16);
        assertThat(drain(open("ws", -1), 100)).containsExactly(9L, 10L);
    }

    @Test
    void whoSetsAConsumerBackIsNotOvertakenByAnOlderAcknowledgement() {
        EventSource.Subscription first = open("ws", -1);
        append(10);
        drain(first, 100);
        first.acknowledgeUpTo(3);
        world.runMillis(0);
        first.acknowledgeUpTo(9);
        first.close();
        open("ws", 2);
        streams = new EventStreams(store, 16);
        assertThat(drain(open("ws", -1), 100)).startsWith(3L);
    }

    @Test
    void acknowledgementsThatComeFasterThanTheDiskAreStoredTogether() {
        EventSource.Subscription first = open("ws", -1);
        append(1_000);
        drain(first, 2_000);
        long before = store.acknowledgements;
        for (int cursor = 1; cursor <= 1_000; cursor++) {
            first.acknowledge(cursor);
            world.runMillis(0); // a turn of the loop
        }
        world.runMillis(10);
        assertThat(store.acknowledgements - before).isLessThanOrEqualTo(2);
        assertThat(first.behind()).isZero();
        streams = new EventStreams(store, 16);
        assertThat(drain(open("ws", -1), 100)).isEmpty();
    }

    @Test
    void whatWasCleanedAwayBeforeItsConsumerCameIsCounted() {
        EventSource.Subscription first = open("ws", -1);
        append(10);
        drain(first, 100);
        first.acknowledge(1);
        first.acknowledge(5);
        world.runMillis(10);
        append(100);
        streams = new EventStreams(store, 16);
        store.dropEventsUpTo("demo", 8);
        assertThat(drain(open("ws", -1), 200)).hasSize(102).startsWith(9L);
        assertThat(streams.missed().sum()).as("2, 3, 4, 6, 7, 8").isEqualTo(6);
        drain(open(null, 0), 200);
        assertThat(streams.missed().sum())
                .as("who asks for the first there is misses nothing")
                .isEqualTo(6);
    }

    @Test
    void aListThatIsKeptIsThereAfterARestart() {
        streams.keep("demo", "later", new long[] {3, 17}, world, () -> {});
        world.runMillis(10);
        streams = new EventStreams(store, 16);
        List<long[]> kept = new ArrayList<>();
        streams.kept("demo", "later", world, kept::add);
        world.runMillis(10);
        streams.kept("demo", "other", world, kept::add);
        world.runMillis(10);
        assertThat(kept).containsExactly(new long[] {3, 17}, new long[0]);
    }

    @Override
    public void onEvent(String account, Event event) {
        streams.onEvent(account, event);
    }

    @Override
    public void onBatchEnd() {
        streams.onBatchEnd();
    }
}

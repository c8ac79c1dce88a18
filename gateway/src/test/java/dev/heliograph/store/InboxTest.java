package dev.heliograph.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InboxTest {
    private final Inbox inbox = new Inbox(10_000, 1 << 14);

    private static Command command() {
        return new Note(null, to -> {}, () -> {});
    }

    private static List<Command> commands(int count) {
        List<Command> commands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            commands.add(command());
        }
        return commands;
    }

    @Test
    void whatIsOnItsWayOutGoesBeforeWhatWantsToComeIn() {
        List<Command> acceptances = commands(100);
        List<Command> rest = commands(70);
        acceptances.forEach(inbox::offer);
        rest.forEach(inbox::put);
        List<Command> first = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            first.add(inbox.poll());
        }
        assertThat(first).containsAll(rest);
        assertThat(first).filteredOn(acceptances::contains).containsExactlyElementsOf(acceptances.subList(0, 10));
    }

    @Test
    void acceptancesOfOneBatchAreBoundedAndTheOthersAreNot() {
        commands(2_000).forEach(inbox::offer);
        commands(3_000).forEach(inbox::put);
        assertThat(pollAll()).isEqualTo(3_000 + Inbox.ACCEPTANCES_A_BATCH_MAX);
        inbox.beginBatch();
        assertThat(pollAll()).isEqualTo(Inbox.ACCEPTANCES_A_BATCH_MAX);
    }

    private int pollAll() {
        int count = 0;
        while (inbox.poll() != null) {
            count++;
        }
        return count;
    }

    @Test
    void acceptancesAreRefusedAtTheirBoundAndTheOthersAreNot() {
        Inbox small = new Inbox(4, 16);
        for (int i = 0; i < 4; i++) {
            assertThat(small.offer(command())).isTrue();
        }
        assertThat(small.offer(command())).isFalse();
        small.put(command());
        assertThat(small.size()).isEqualTo(5);
        small.clear();
        assertThat(small.isEmpty()).isTrue();
    }

    @Test
    void anAcceptanceWakesAWriterThatWaits() throws Exception {
        for (int round = 0; round < 200; round++) {
            List<Command> taken = new ArrayList<>();
            Command acceptance = command();
            Thread writer = new Thread(() -> {
                Command next = null;
                while (next != acceptance) {
                    inbox.beginBatch();
                    next = inbox.poll();
                    if (next == null) {
                        next = inbox.await(TimeUnit.SECONDS.toNanos(60));
                    }
                }
                taken.add(next);
            });
            writer.start();
            inbox.offer(acceptance);
            writer.join(10_000);
            assertThat(taken).containsExactly(acceptance);
        }
    }
}

package dev.heliograph.store;

import static dev.heliograph.store.Samples.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSpaceTest {
    @Test
    void isFullBelowTheMarkAndHasRoomAgainAQuarterHigher() {
        AtomicLong usable = new AtomicLong(1_000);
        DiskSpace disk = new DiskSpace(1_000, usable::get);

        assertThat(disk.isFull(0)).isFalse();
        usable.set(999);
        assertThat(disk.isFull(1_000)).isTrue();
        usable.set(1_249);
        assertThat(disk.isFull(2_000)).isTrue();
        usable.set(1_250);
        assertThat(disk.isFull(3_000)).isFalse();
        usable.set(1_000);
        assertThat(disk.isFull(4_000)).isFalse();
    }

    @Test
    void asksTheFileSystemOnceASecondAndAgainWhenTheClockWasSetBack() {
        AtomicInteger asked = new AtomicInteger();
        DiskSpace disk = new DiskSpace(1_000, asked::incrementAndGet);

        for (long now = 5_000; now < 7_000; now += 100) {
            disk.isFull(now);
        }
        assertThat(asked).hasValue(2);
        disk.isFull(1_000);
        assertThat(asked).hasValue(3);
    }

    @Test
    void aFullStoreDrainsAndTakesMessagesAgainByItself(@TempDir Path directory) {
        StoreOptions options = StoreFixture.options(directory);
        try (StoreFixture fixture = new StoreFixture(directory)
                .with(new StoreOptions(
                        directory, 3, 10, 10, true, 72, 1_000, options.memtableBytes(), options.cacheBytes()))) {
            fixture.open();
            Message waiting = fixture.accept(message("one"));

            fixture.usableBytes.set(10);
            fixture.now.addAndGet(1_000);
            assertThat(fixture.offer(message("two"), null)).isEqualTo(new Accepted.Full());
            fixture.run(answer -> fixture.store()
                    .settle(waiting, Samples.status(MessageState.DELIVERED), List.of(), Runnable::run, answer));
            assertThat(fixture.store().backlogSize(Samples.CHANNEL)).isZero();
            assertThat(fixture.store().counts().refusedFull().sum()).isOne();

            fixture.usableBytes.set(10_000);
            fixture.now.addAndGet(1_000);
            assertThat(fixture.offer(message("three"), null)).isInstanceOf(Accepted.Stored.class);
        }
    }
}

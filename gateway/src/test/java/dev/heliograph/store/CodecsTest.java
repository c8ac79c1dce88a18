package dev.heliograph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heliograph.message.Event;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Every record comes back as it was, and whatever was done to its octets on the disk is noticed or harmless, never an error of another kind. */
class CodecsTest {
    private static final int VALUES = 300;
    private static final int DAMAGES = 20;

    @Test
    void messages() {
        RandomValues random = new RandomValues(1);
        for (int i = 0; i < VALUES; i++) {
            roundTrip(
                    random,
                    random.message(i),
                    MessageCodec::write,
                    octets -> MessageCodec.read(7, octets),
                    i,
                    "id",
                    "identities",
                    "notes");
        }
    }

    @Test
    void messagesOfVersion1HaveNoNotes() {
        RecordWriter out = new RecordWriter(256);
        MessageCodec.write(Samples.message("old"), out);
        byte[] octets = Arrays.copyOf(out.toOctets(), out.length() - 1);
        octets[0] = 1;

        assertThat(MessageCodec.read(0, octets).notes()).isEmpty();
    }

    @Test
    void statuses() {
        RandomValues random = new RandomValues(2);
        for (int i = 0; i < VALUES; i++) {
            roundTrip(
                    random,
                    random.status(),
                    (status, out) -> StatusCodec.write(status, StatusCodec.writeDeadline(7, out)),
                    StatusCodec::read,
                    i);
        }
    }

    @Test
    void events() {
        RandomValues random = new RandomValues(3);
        for (int i = 0; i < VALUES; i++) {
            Event event = random.event(i);
            roundTrip(
                    random,
                    event,
                    EventCodec::write,
                    octets -> EventCodec.read(0, new RecordReader(octets)),
                    i,
                    "cursor");
        }
    }

    @Test
    void parkedReceipts() {
        RandomValues random = new RandomValues(4);
        for (int i = 0; i < VALUES; i++) {
            roundTrip(random, random.parked(), SmallCodecs::writeParked, SmallCodecs::readParked, i);
        }
    }

    @Test
    void acceptedKeys() {
        RandomValues random = new RandomValues(5);
        for (int i = 0; i < VALUES; i++) {
            roundTrip(random, random.seen(), SmallCodecs::writeSeen, SmallCodecs::readSeen, i);
        }
    }

    @Test
    void positionsOfConsumers() {
        RandomValues random = new RandomValues(6);
        for (int i = 0; i < VALUES; i++) {
            long cursor = Math.abs(random.number() >> 2);
            ConsumerPosition position = new ConsumerPosition(cursor, random.cursors(cursor));
            roundTrip(random, position, SmallCodecs::writePosition, SmallCodecs::readPosition, i);
        }
    }

    @Test
    void aRecordOfALaterVersionIsRefusedByItsVersion() {
        byte[] octets = recorded(Samples.sent("c", "1"), 0);
        octets[0]++;

        assertThatThrownBy(() -> StatusCodec.read(octets))
                .isInstanceOf(DamagedRecordException.class)
                .hasMessage("version 3 where 2 is known");
    }

    @Test
    void aStatusOfTheFirstVersionIsReadAndHasTheDeadlineOfItsMessage() {
        MessageStatus status = Samples.sent("c", "1");
        RecordWriter out = new RecordWriter(64).octet(1);
        StatusCodec.write(status, out);

        assertThat(StatusCodec.read(out.toOctets())).isEqualTo(status);
        assertThat(StatusCodec.head(out.toOctets()))
                .isEqualTo(new StatusCodec.Head(MessageState.SENT, status.atMillis(), 0));
        assertThat(StatusCodec.head(recorded(status, 77)).deadlineMillis()).isEqualTo(77);
    }

    private static byte[] recorded(MessageStatus status, long deadlineMillis) {
        RecordWriter out = StatusCodec.writeDeadline(deadlineMillis, new RecordWriter(64));
        StatusCodec.write(status, out);
        return out.toOctets();
    }

    private static <T> void roundTrip(
            RandomValues random,
            T value,
            BiConsumer<T, RecordWriter> write,
            Function<byte[], T> read,
            int number,
            String... fieldsOfTheKey) {
        RecordWriter out = new RecordWriter(8);
        write.accept(value, out);
        byte[] octets = out.toOctets();

        assertThat(read.apply(octets))
                .as("value %d", number)
                .usingRecursiveComparison()
                .ignoringFields(fieldsOfTheKey)
                .isEqualTo(value);
        if (value instanceof dev.heliograph.message.Message message) {
            assertThat(MessageCodec.read(7, octets).identities()).isEqualTo(message.identities());
            assertThat(MessageCodec.acceptedAtMillis(octets)).isEqualTo(message.acceptedAtMillis());
        }
        for (int i = 0; i < DAMAGES; i++) {
            readDamaged(damage(random, octets), read);
        }
        assertThatThrownBy(() -> read.apply(Arrays.copyOf(octets, random.below(octets.length))))
                .as("cut short")
                .isInstanceOf(DamagedRecordException.class);
        assertThatThrownBy(() -> read.apply(Arrays.copyOf(octets, octets.length + 1)))
                .as("too long")
                .isInstanceOf(DamagedRecordException.class);
    }

    private static byte[] damage(RandomValues random, byte[] octets) {
        byte[] damaged = octets.clone();
        damaged[random.below(damaged.length)] ^= (byte) (1 << random.below(8));
        return damaged;
    }

    private static <T> void readDamaged(byte[] damaged, Function<byte[], T> read) {
        try {
            Objects.requireNonNull(read.apply(damaged));
        } catch (DamagedRecordException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }
}

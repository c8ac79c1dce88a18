package dev.heliograph.store;

import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import java.util.ArrayList;
import java.util.List;

/** Encodes records on the thread that asks, through a buffer that the thread keeps. */
final class Encoding {
    private static final int KEPT_OCTETS = 64 << 10;
    private static final ThreadLocal<RecordWriter> BUFFER = ThreadLocal.withInitial(() -> new RecordWriter(1024));

    private Encoding() {}

    /** An event and its record. */
    record EncodedEvent(Event event, byte[] octets) {}

    static byte[] message(Message message) {
        RecordWriter out = buffer();
        MessageCodec.write(message, out);
        return out.toOctets();
    }

    static byte[] status(MessageStatus status) {
        RecordWriter out = buffer();
        StatusCodec.write(status, out);
        return out.toOctets();
    }

    static EncodedEvent event(Event event) {
        RecordWriter out = buffer();
        EventCodec.write(event, out);
        return new EncodedEvent(event, out.toOctets());
    }

    static List<EncodedEvent> events(List<Event> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        if (events.size() == 1) {
            return List.of(event(events.get(0)));
        }
        List<EncodedEvent> encoded = new ArrayList<>(events.size());
        for (Event event : events) {
            encoded.add(event(event));
        }
        return encoded;
    }

    static boolean tellTheEnd(List<EncodedEvent> events) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).event instanceof Event.Receipt receipt && receipt.last()) {
                return true;
            }
        }
        return false;
    }

    /** @return what is told instead of the end of a message that has ended already; what nobody reported is not told at all */
    static List<EncodedEvent> late(List<EncodedEvent> ends) {
        List<EncodedEvent> late = new ArrayList<>(ends.size());
        for (EncodedEvent end : ends) {
            if (end.event instanceof Event.Receipt receipt && receipt.state() != MessageState.UNKNOWN) {
                late.add(event(receipt.asLate()));
            }
        }
        return late;
    }

    static byte[] seen(SmallCodecs.Seen seen) {
        RecordWriter out = buffer();
        SmallCodecs.writeSeen(seen, out);
        return out.toOctets();
    }

    static byte[] parked(ParkedReceipt receipt) {
        RecordWriter out = buffer();
        SmallCodecs.writeParked(receipt, out);
        return out.toOctets();
    }

    static byte[] position(ConsumerPosition position) {
        RecordWriter out = buffer();
        SmallCodecs.writePosition(position, out);
        return out.toOctets();
    }

    private static RecordWriter buffer() {
        RecordWriter buffer = BUFFER.get();
        if (buffer.array().length > KEPT_OCTETS) {
            buffer = new RecordWriter(1024);
            BUFFER.set(buffer);
        }
        return buffer.reset();
    }
}

package dev.heliograph.store;

import dev.heliograph.message.Attempt;
import dev.heliograph.message.MessageError;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The record of what has become of a message; the message's id is the key. Layout of version 2:
 *
 * <pre>
 * octet   version
 * varint  deadlineMillis, 0 for the first of the message itself; not there in version 1
 * octet   state
 * varint  atMillis
 * varint  number of attempts   varint number, text channel, octet state, varint startedAtMillis, varint endedAtMillis,
 *                              varint number of parts (text provider id, octet state, varint error code), error?
 * error?  octet 0 for none, or octet 1, text type, varint code, text? detail
 * </pre>
 */
final class StatusCodec {
    private static final int VERSION = 2;
    private static final int WITHOUT_DEADLINE = 1;

    private StatusCodec() {}

    /** What a record begins with. */
    record Head(MessageState state, long atMillis, long deadlineMillis) {
        Head(MessageStatus status, long deadlineMillis) {
            this(status.state(), status.atMillis(), deadlineMillis);
        }
    }

    /** Writes what only the writer knows; {@link #write} follows. */
    static RecordWriter writeDeadline(long deadlineMillis, RecordWriter out) {
        return out.octet(VERSION).varint(deadlineMillis);
    }

    static void write(MessageStatus status, RecordWriter out) {
        out.ordinal(status.state()).varint(status.atMillis());
        out.varint(status.attempts().size());
        for (Attempt attempt : status.attempts()) {
            out.varint(attempt.number()).text(attempt.channel());
            out.ordinal(attempt.state());
            out.varint(attempt.startedAtMillis()).varint(attempt.endedAtMillis());
            out.varint(attempt.parts().size());
            for (Attempt.Part part : attempt.parts()) {
                out.text(part.providerId()).ordinal(part.state()).varint(part.errorCode());
            }
            writeError(attempt.error(), out);
        }
        writeError(status.error(), out);
    }

    static MessageStatus read(byte[] octets) {
        RecordReader in = new RecordReader(octets);
        Head head = head(in);
        int count = in.count();
        List<Attempt> attempts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            attempts.add(readAttempt(in));
        }
        MessageError error = readError(in);
        in.end();
        return new MessageStatus(head.state, head.atMillis, List.copyOf(attempts), error);
    }

    static Head head(byte[] octets) {
        return head(new RecordReader(octets));
    }

    private static Head head(RecordReader in) {
        long deadlineMillis = in.version(WITHOUT_DEADLINE, VERSION) == WITHOUT_DEADLINE ? 0 : in.varint();
        return new Head(readState(in), in.varint(), deadlineMillis);
    }

    static void writeError(@Nullable MessageError error, RecordWriter out) {
        if (error == null) {
            out.octet(0);
        } else {
            out.octet(1).text(error.type()).varint(error.code()).nullableText(error.detail());
        }
    }

    static @Nullable MessageError readError(RecordReader in) {
        return in.flag() ? new MessageError(in.text(), in.varint32(), in.nullableText()) : null;
    }

    static MessageState readState(RecordReader in) {
        return MessageState.of(in.ordinal(MessageCodec.STATES, "state"));
    }

    private static Attempt readAttempt(RecordReader in) {
        int number = in.varint32();
        String channel = in.text();
        MessageState state = readState(in);
        long startedAtMillis = in.varint();
        long endedAtMillis = in.varint();
        int count = in.count();
        List<Attempt.Part> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            parts.add(new Attempt.Part(in.text(), readState(in), in.varint32()));
        }
        return new Attempt(number, channel, state, startedAtMillis, endedAtMillis, List.copyOf(parts), readError(in));
    }
}

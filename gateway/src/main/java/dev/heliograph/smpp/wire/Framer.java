package dev.heliograph.smpp.wire;

import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.Decoded;
import dev.heliograph.smpp.pdu.Malformed;
import dev.heliograph.smpp.pdu.PduDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.ByteToMessageDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Cuts octets into frames at command_length only, whatever TCP made of them. A length that cannot be is told before anything of
 * that size exists, and nothing after it is read. What it holds is bounded by the largest frame and one read of the socket.
 */
final class Framer {
    private static final int SEQUENCE_NUMBER_AT = PduDecoder.HEADER_OCTETS - Integer.BYTES;

    private final int pduOctetsMax;
    private @Nullable ByteBuf received;
    private boolean closed;

    /** Takes frames of at most this many octets, header included. */
    Framer(int pduOctetsMax) {
        this.pduOctetsMax = pduOctetsMax;
    }

    /** Takes octets, and their reference. */
    void add(ByteBufAllocator allocator, ByteBuf octets) {
        if (closed) {
            octets.release();
        } else if (received == null) {
            received = octets;
        } else {
            received = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, received, octets);
        }
    }

    /** Octets that were taken and not handed on. */
    int heldOctets() {
        return received == null ? 0 : received.readableBytes();
    }

    /** The next complete frame, decoded; null if there is none yet. After a {@link Malformed.Fatal} there is none for good. */
    @Nullable
    Decoded next(int version) {
        ByteBuf in = received;
        if (in == null || in.readableBytes() < Integer.BYTES) {
            return null;
        }
        int start = in.readerIndex();
        int length = in.getInt(start);
        if (length < PduDecoder.HEADER_OCTETS || length > pduOctetsMax) {
            boolean headerRead = in.readableBytes() >= PduDecoder.HEADER_OCTETS;
            int sequenceNumber = headerRead ? in.getInt(start + SEQUENCE_NUMBER_AT) : 0;
            close();
            return new Malformed.Fatal(CommandStatus.ESME_RINVCMDLEN, sequenceNumber);
        }
        if (in.readableBytes() < length) {
            return null;
        }
        Decoded frame = LoopCodecs.get().decoder().decode(in, start, length, version);
        in.skipBytes(length);
        return frame;
    }

    /** Lets go of what was read; a small rest is moved, so that half a PDU does not hold a whole read of the socket. */
    void compact(ByteBufAllocator allocator) {
        ByteBuf in = received;
        if (in == null) {
            return;
        }
        int rest = in.readableBytes();
        if (rest == 0) {
            in.release();
            received = null;
        } else if (rest < in.capacity() / 2) {
            received = allocator.ioBuffer(rest).writeBytes(in);
            in.release();
        }
    }

    /** Drops what it holds and all that comes. */
    void close() {
        closed = true;
        if (received != null) {
            received.release();
            received = null;
        }
    }
}

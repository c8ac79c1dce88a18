package dev.heliograph.smpp.pdu;

import io.netty.buffer.ByteBuf;

/**
 * Turns frames into {@link Decoded} values; any octets give one, none throws. Not thread-safe: it keeps a scratch array, so one
 * decoder serves all sessions of an event loop.
 */
public final class PduDecoder {
    /** Octets of a PDU's header. */
    public static final int HEADER_OCTETS = 16;

    private final PduReader reader = new PduReader();
    private byte[] scratch = new byte[1024];

    /**
     * Decodes one frame out of a buffer whose indices stay as they are.
     *
     * @param length command_length of the frame, all of it readable at the index
     * @param version interface version the session runs at
     */
    public Decoded decode(ByteBuf buffer, int index, int length, int version) {
        if (buffer.hasArray()) {
            return decode(buffer.array(), buffer.arrayOffset() + index, length, version);
        }
        if (scratch.length < length) {
            scratch = new byte[Math.max(length, scratch.length * 2)];
        }
        buffer.getBytes(index, scratch, 0, length);
        return decode(scratch, 0, length, version);
    }

    /** Decodes one frame out of an array, of which nothing is kept. */
    public Decoded decode(byte[] octets, int offset, int length, int version) {
        if (length < HEADER_OCTETS) {
            return new Malformed.Fatal(CommandStatus.ESME_RINVCMDLEN, 0);
        }
        int wireId = int32(octets, offset + 4);
        int sequenceNumber = int32(octets, offset + 12);
        CommandId id = CommandId.of(wireId);
        if (id == null) {
            return wireId < 0
                    ? new Malformed.Ignorable(wireId, sequenceNumber)
                    : new Malformed.Answerable(null, sequenceNumber, CommandStatus.ESME_RINVCMDID);
        }
        reader.start(octets, offset + HEADER_OCTETS, offset + length, version);
        reader.header(id, int32(octets, offset + 8), sequenceNumber);
        Pdu pdu = id.decode(reader);
        return reader.failed() ? new Malformed.Answerable(id, sequenceNumber, reader.status()) : pdu;
    }

    static int int32(byte[] octets, int at) {
        return octets[at] << 24
                | (octets[at + 1] & 0xFF) << 16
                | (octets[at + 2] & 0xFF) << 8
                | (octets[at + 3] & 0xFF);
    }
}

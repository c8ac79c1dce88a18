package dev.heliograph.smpp.pdu;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A cursor over one PDU's octets, for the decoders of this package.
 *
 * <p>It never throws: the first fault sets {@link #status}, and from then on every read gives an empty value. So a decoder
 * reads its fields in a straight line, each naming the status that a bad value of it deserves, and the caller asks once at
 * the end whether all went well.
 */
public final class PduReader {
    private static final byte[] NO_OCTETS = {};

    private byte[] octets = NO_OCTETS;
    private int position;
    private int limit;
    private int status;
    private int version;
    private CommandId commandId = CommandId.GENERIC_NACK;
    private int commandStatus;
    private int sequenceNumber;

    PduReader() {}

    /** Points this at the body between two indices. */
    void start(byte[] octets, int position, int limit, int version) {
        this.octets = octets;
        this.position = position;
        this.limit = limit;
        this.version = version;
        this.status = CommandStatus.ESME_ROK;
    }

    void header(CommandId commandId, int commandStatus, int sequenceNumber) {
        this.commandId = commandId;
        this.commandStatus = commandStatus;
        this.sequenceNumber = sequenceNumber;
    }

    CommandId commandId() {
        return commandId;
    }

    int commandStatus() {
        return commandStatus;
    }

    int sequenceNumber() {
        return sequenceNumber;
    }

    /** The version the session runs at: a few bounds differ between 3.4 and 5.0. */
    int version() {
        return version;
    }

    /** What is wrong with the PDU; {@link CommandStatus#ESME_ROK} while nothing is. */
    int status() {
        return status;
    }

    boolean failed() {
        return status != CommandStatus.ESME_ROK;
    }

    int remaining() {
        return limit - position;
    }

    /** Records a fault unless an earlier one is known. */
    void fail(int faultStatus) {
        if (status == CommandStatus.ESME_ROK) {
            status = faultStatus;
        }
        position = limit;
    }

    /** Fails with this status unless the condition holds. */
    void require(boolean condition, int faultStatus) {
        if (!condition) {
            fail(faultStatus);
        }
    }

    /** Fails with this status unless it is {@link CommandStatus#ESME_ROK}. */
    void require(int fieldStatus) {
        if (fieldStatus != CommandStatus.ESME_ROK) {
            fail(fieldStatus);
        }
    }

    int octet() {
        if (position == limit) {
            fail(CommandStatus.ESME_RINVCMDLEN);
            return 0;
        }
        return octets[position++] & 0xFF;
    }

    int int32() {
        if (remaining() < Integer.BYTES) {
            fail(CommandStatus.ESME_RINVCMDLEN);
            return 0;
        }
        int value = PduDecoder.int32(octets, position);
        position += Integer.BYTES;
        return value;
    }

    /**
     * A C-octet string.
     *
     * @param octetsMax its largest size with the NUL
     * @param faultStatus the status when there is no NUL within that size or before the end of the PDU
     */
    String cString(int octetsMax, int faultStatus) {
        int start = position;
        if (start == limit) {
            fail(CommandStatus.ESME_RINVCMDLEN);
            return "";
        }
        int end = Math.min(limit, start + octetsMax);
        byte[] in = octets;
        for (int i = start; i < end; i++) {
            if (in[i] == 0) {
                position = i + 1;
                return i == start ? "" : new String(in, start, i - start, StandardCharsets.ISO_8859_1);
            }
        }
        fail(faultStatus);
        return "";
    }

    /** A C-octet string of a response: any length, its NUL and even all of it may be missing. */
    String lenientCString() {
        if (position == limit) {
            return "";
        }
        int end = position;
        while (end < limit && octets[end] != 0) {
            end++;
        }
        String value = new String(octets, position, end - position, StandardCharsets.ISO_8859_1);
        position = Math.min(limit, end + 1);
        return value;
    }

    /** TON, NPI and address; the status is that of an address without its NUL. */
    SmppAddress address(int octetsMax, int faultStatus) {
        int ton = octet();
        int npi = octet();
        String address = cString(octetsMax, faultStatus);
        return ton == 0 && npi == 0 && address.isEmpty() ? SmppAddress.EMPTY : new SmppAddress(ton, npi, address);
    }

    /** sm_length and short_message. */
    byte[] shortMessage(int octetsMax) {
        int length = octet();
        if (length == 0) {
            return NO_OCTETS;
        }
        if (length > octetsMax || length > remaining()) {
            fail(CommandStatus.ESME_RINVMSGLEN);
            return NO_OCTETS;
        }
        position += length;
        return Arrays.copyOfRange(octets, position - length, position);
    }

    /** The rest of the PDU as TLVs, each well formed; known ones that serve this use are checked by {@link Tag}. */
    Tlvs tlvs(Tag.Use use) {
        if (position == limit) {
            return Tlvs.EMPTY;
        }
        require(Tlvs.check(octets, position, limit, use));
        return restAsTlvs(limit);
    }

    /** The rest of the PDU as TLVs without any fault: what follows the last well-formed one is dropped. */
    Tlvs lenientTlvs() {
        return restAsTlvs(Tlvs.wellFormedEnd(octets, position, limit));
    }

    private Tlvs restAsTlvs(int end) {
        if (position >= end) {
            return Tlvs.EMPTY;
        }
        Tlvs tlvs = new Tlvs(Arrays.copyOfRange(octets, position, end));
        position = limit;
        return tlvs;
    }
}

package dev.heliograph.smpp.pdu;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PduRoundTripTest {
    private static final int PDUS = 20_000;

    /** Comparing every field by reflection is slow, so only so many. */
    private static final int FIELD_BY_FIELD = 500;

    @Test
    void everyPduComesBackAsItWasWritten() {
        RandomPdus pdus = new RandomPdus(7);
        Set<CommandId> seen = EnumSet.noneOf(CommandId.class);
        for (int i = 0; i < PDUS; i++) {
            Pdu pdu = pdus.next();
            seen.add(pdu.commandId());
            byte[] octets = PduOctets.of(pdu);
            Decoded back = PduOctets.decode(octets);
            assertThat(back).isInstanceOf(pdu.getClass());
            assertThat(PduOctets.of((Pdu) back)).isEqualTo(octets);
            if (i < FIELD_BY_FIELD) {
                assertThat(back).usingRecursiveComparison().isEqualTo(pdu);
            }
        }
        assertThat(seen).isEqualTo(EnumSet.allOf(CommandId.class));
    }

    @Test
    void decodesOutOfDirectBuffersAndLeavesTheirIndicesAlone() {
        PduDecoder decoder = new PduDecoder();
        RandomPdus pdus = new RandomPdus(8);
        ByteBuf buffer = Unpooled.directBuffer();
        for (int i = 0; i < FIELD_BY_FIELD; i++) {
            byte[] octets = PduOctets.of(pdus.next());
            buffer.clear().writeByte(i).writeBytes(octets);
            Decoded direct = decoder.decode(buffer, 1, octets.length, InterfaceVersion.V5_0);
            assertThat(direct).usingRecursiveComparison().isEqualTo(PduOctets.decode(octets));
            assertThat(buffer.readerIndex()).isZero();
        }
        buffer.release();
    }

    @Test
    void theHeaderCarriesLengthStatusAndTheSequenceNumberGiven() {
        ByteBuf out = Unpooled.buffer();
        Pdu pdu = new SubmitSmResp(CommandStatus.ESME_RTHROTTLED, 5, "id", Tlvs.EMPTY);
        assertThat(new PduEncoder().encode(pdu, 0xFFFFFFF0, InterfaceVersion.V3_4, -1, out))
                .isTrue();
        assertThat(out.readInt()).isEqualTo(16 + 3);
        assertThat(out.readInt()).isEqualTo(0x80000004);
        assertThat(out.readInt()).isEqualTo(0x58);
        assertThat(out.readInt()).isEqualTo(0xFFFFFFF0);
        assertThat(out.readableBytes()).isEqualTo(3);
    }

    @Test
    void refusedRequestsAreAnsweredInTheirOwnResponseWithTheirOwnNumber() {
        RandomPdus pdus = new RandomPdus(9);
        for (int i = 0; i < PDUS; i++) {
            if (pdus.next() instanceof Pdu.Request request) {
                Pdu.Response response = request.respond(CommandStatus.ESME_RSYSERR);
                assertThat(response.sequenceNumber()).isEqualTo(request.sequenceNumber());
                assertThat(response.commandStatus()).isEqualTo(CommandStatus.ESME_RSYSERR);
                assertThat(response.commandId()).isEqualTo(request.commandId().response());
                assertThat(PduOctets.decode(PduOctets.of(response))).isEqualTo(response);
            }
        }
    }
}

package dev.heliograph.smpp.pdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PduFuzzTest {
    private static final int PDUS = 100_000;

    @Test
    void noDamageMakesTheDecoderThrow() {
        PduMutator mutator = new PduMutator(20260);
        PduDecoder decoder = new PduDecoder();
        int answerable = 0;
        int decoded = 0;
        for (int i = 0; i < PDUS; i++) {
            byte[] octets = mutator.framed();
            int version = i % 2 == 0 ? InterfaceVersion.V3_4 : InterfaceVersion.V5_0;
            Decoded result = decoder.decode(octets, 0, octets.length, version);
            if (result instanceof Malformed.Answerable fault) {
                answerable++;
                assertThat(fault.status()).isNotZero();
                assertThat(fault.sequenceNumber()).isEqualTo(PduDecoder.int32(octets, 12));
                assertThat(PduOctets.of(fault.answer())).hasSizeGreaterThanOrEqualTo(16);
            } else if (result instanceof Pdu pdu) {
                decoded++;
                touch(pdu);
            }
        }
        // Both ways are taken often, or this proves nothing.
        assertThat(answerable).isGreaterThan(PDUS / 5);
        assertThat(decoded).isGreaterThan(PDUS / 5);
    }

    @Test
    void noiseMakesNoneOfTheDecodersThrow() {
        Random random = new Random(3);
        for (CommandId id : CommandId.values()) {
            for (int i = 0; i < 2_000; i++) {
                byte[] body = new byte[random.nextInt(300)];
                random.nextBytes(body);
                byte[] octets = PduOctets.frame(id.wireId(), random.nextInt(), random.nextInt(), body);
                Decoded result = PduOctets.decode(octets);
                assertThat(result instanceof Malformed && id.isResponse())
                        .as("a response is never answered")
                        .isFalse();
            }
        }
    }

    /** Uses what was decoded: a decoded PDU must be whole. */
    private static void touch(Pdu pdu) {
        assertThatCode(pdu::toString).doesNotThrowAnyException();
        if (pdu instanceof Sm sm) {
            assertThat(sm.userData()).isNotNull();
            sm.tlvs().forEach((tag, value) -> assertThat(sm.tlvs().has(tag)).isTrue());
        }
        if (pdu instanceof DeliverSm deliver) {
            DeliveryReceiptText.of(deliver);
        }
    }
}

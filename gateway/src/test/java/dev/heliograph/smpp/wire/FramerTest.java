package dev.heliograph.smpp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.smpp.pdu.EnquireLink;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import dev.heliograph.smpp.pdu.Malformed;
import dev.heliograph.smpp.pdu.PduOctets;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class FramerTest {
    private static final int OCTETS_MAX = 1_000;
    private static final ByteBufAllocator ALLOCATOR = ByteBufAllocator.DEFAULT;

    private final Framer framer = new Framer(OCTETS_MAX);
    private final byte[] pdu = PduOctets.of(new EnquireLink(7));

    @Test
    void halfAPduDoesNotHoldAWholeReadOfTheSocket() {
        ByteBuf read = Unpooled.buffer(64 * 1024).writeBytes(pdu).writeBytes(pdu, 0, 10);
        framer.add(ALLOCATOR, read);
        assertThat(framer.next(InterfaceVersion.V3_4)).isEqualTo(new EnquireLink(7));
        assertThat(framer.next(InterfaceVersion.V3_4)).isNull();
        framer.compact(ALLOCATOR);
        assertThat(read.refCnt()).isZero();
        framer.add(ALLOCATOR, Unpooled.buffer().writeBytes(pdu, 10, pdu.length - 10));
        assertThat(framer.next(InterfaceVersion.V3_4)).isEqualTo(new EnquireLink(7));
        framer.close();
    }

    @Test
    void nothingIsHeldBetweenWholePdus() {
        ByteBuf read = Unpooled.buffer().writeBytes(pdu);
        framer.add(ALLOCATOR, read);
        assertThat(framer.next(InterfaceVersion.V3_4)).isNotNull();
        framer.compact(ALLOCATOR);
        assertThat(read.refCnt()).isZero();
    }

    @Test
    void afterAnImpossibleLengthNothingIsHeldOrTaken() {
        ByteBuf read = Unpooled.buffer().writeInt(OCTETS_MAX + 1).writeZero(500);
        framer.add(ALLOCATOR, read);
        assertThat(framer.next(InterfaceVersion.V3_4)).isInstanceOf(Malformed.Fatal.class);
        assertThat(read.refCnt()).isZero();
        ByteBuf more = Unpooled.buffer().writeBytes(pdu);
        framer.add(ALLOCATOR, more);
        assertThat(more.refCnt()).isZero();
        assertThat(framer.next(InterfaceVersion.V3_4)).isNull();
    }
}

package dev.heliograph.smpp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.Decoded;
import dev.heliograph.smpp.pdu.EnquireLink;
import dev.heliograph.smpp.pdu.Malformed;
import dev.heliograph.smpp.pdu.Outbind;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.PduOctets;
import dev.heliograph.smpp.pdu.RandomPdus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PduChannelTest {
    private static final int OCTETS_MAX = 66_576;

    private final Recorder recorder = new Recorder();
    private final PduChannel channel = new PduChannel(recorder, OCTETS_MAX, 64 * 1024, Runnable::run);
    private final EmbeddedChannel netty = new EmbeddedChannel(channel);

    @AfterEach
    void leavesNothingBehind() {
        netty.finishAndReleaseAll();
    }

    private final class Recorder implements PduChannel.Listener {
        final List<Decoded> frames = new ArrayList<>();
        int reads;
        int inactive;
        int answersPerFrame;
        int pauseAfter = Integer.MAX_VALUE;

        @Override
        public void onRead() {
            reads++;
        }

        @Override
        public void onFrame(Decoded frame) {
            frames.add(frame);
            for (int i = 0; i < answersPerFrame; i++) {
                channel.write(new EnquireLink(0), i, -1);
            }
            if (frames.size() >= pauseAfter) {
                channel.pause();
            }
        }

        @Override
        public void onWritabilityChanged() {
            // Sessions look at it.
        }

        @Override
        public void onInactive() {
            inactive++;
        }

        List<byte[]> octets() {
            return frames.stream().map(frame -> PduOctets.of((Pdu) frame)).toList();
        }
    }

    private static List<byte[]> pdus(int count) {
        RandomPdus random = new RandomPdus(count);
        List<byte[]> pdus = new ArrayList<>();
        while (pdus.size() < count) {
            pdus.add(PduOctets.of(random.next()));
        }
        return pdus;
    }

    private static byte[] joined(List<byte[]> pdus) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pdus.forEach(out::writeBytes);
        return out.toByteArray();
    }

    @Test
    void framesComeOutOfSingleOctets() {
        List<byte[]> pdus = pdus(100);
        for (byte octet : joined(pdus)) {
            netty.writeInbound(Unpooled.wrappedBuffer(new byte[] {octet}));
        }
        assertThat(recorder.octets()).containsExactly(pdus.toArray(new byte[0][]));
    }

    @Test
    void aHundredFramesComeOutOfOneRead() {
        List<byte[]> pdus = pdus(100);
        netty.writeInbound(Unpooled.wrappedBuffer(joined(pdus)));
        assertThat(recorder.octets()).containsExactly(pdus.toArray(new byte[0][]));
        assertThat(recorder.reads).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void framesComeOutOfAnySplit(long seed) {
        List<byte[]> pdus = pdus(200);
        byte[] all = joined(pdus);
        Random random = new Random(seed);
        for (int at = 0; at < all.length; ) {
            int end = Math.min(all.length, at + 1 + random.nextInt(2000));
            netty.writeInbound(Unpooled.copiedBuffer(Arrays.copyOfRange(all, at, end)));
            at = end;
        }
        assertThat(recorder.octets()).containsExactly(pdus.toArray(new byte[0][]));
    }

    @ParameterizedTest
    @CsvSource({"0", "4", "15", "66577", "0x7fffffff", "0xffffffff"})
    void anImpossibleLengthIsToldOnceAndNothingBehindItIsRead(String length) {
        byte[] header = PduOctets.frame(0x15, 0, 4711, new byte[0]);
        PduOctets.putInt(header, 0, Long.decode(length).intValue());
        netty.writeInbound(
                Unpooled.wrappedBuffer(PduOctets.of(new EnquireLink(1)), header, PduOctets.of(new EnquireLink(2))));
        netty.writeInbound(Unpooled.wrappedBuffer(PduOctets.of(new EnquireLink(3))));
        assertThat(recorder.frames)
                .containsExactly(new EnquireLink(1), new Malformed.Fatal(CommandStatus.ESME_RINVCMDLEN, 4711));
    }

    @Test
    void anImpossibleLengthIsToldBeforeTheRestOfTheHeaderIsThere() {
        netty.writeInbound(Unpooled.wrappedBuffer(new byte[] {-1, -1, -1, -1}));
        assertThat(recorder.frames).containsExactly(new Malformed.Fatal(CommandStatus.ESME_RINVCMDLEN, 0));
    }

    @Test
    void theLargestFrameIsTaken() {
        byte[] largest = PduOctets.frame(0x7F, 0, 9, new byte[OCTETS_MAX - 16]);
        netty.writeInbound(Unpooled.wrappedBuffer(largest));
        assertThat(recorder.frames).containsExactly(new Malformed.Answerable(null, 9, CommandStatus.ESME_RINVCMDID));
    }

    @Test
    void whatIsWrittenInOneReadLeavesInOneBuffer() {
        recorder.answersPerFrame = 3;
        netty.writeInbound(Unpooled.wrappedBuffer(joined(pdus(50))));
        ByteBuf out = netty.readOutbound();
        assertThat(out.readableBytes()).isEqualTo(50 * 3 * 16);
        out.release();
        assertThat(netty.<ByteBuf>readOutbound()).isNull();
    }

    @Test
    void whatIsWrittenInOneTurnLeavesInOneBuffer() {
        for (int i = 0; i < 10; i++) {
            assertThat(channel.write(new EnquireLink(0), i, -1)).isTrue();
        }
        assertThat(netty.<ByteBuf>readOutbound()).isNull();
        netty.runPendingTasks();
        ByteBuf out = netty.readOutbound();
        assertThat(out.readableBytes()).isEqualTo(10 * 16);
        out.release();
        assertThat(netty.<ByteBuf>readOutbound()).isNull();
    }

    @Test
    void aLargeBatchDoesNotWaitForTheTurn() {
        for (int i = 0; i < 3000; i++) {
            channel.write(new EnquireLink(0), i, -1);
        }
        ByteBuf out = netty.readOutbound();
        assertThat(out.readableBytes()).isEqualTo(32 * 1024);
        out.release();
    }

    @Test
    void whatCannotBeEncodedIsRefusedAndTheRestLeaves() {
        assertThat(channel.write(new EnquireLink(0), 1, -1)).isTrue();
        assertThat(channel.write(new Outbind(0, "x".repeat(99), ""), 2, -1)).isFalse();
        netty.runPendingTasks();
        ByteBuf out = netty.readOutbound();
        assertThat(out.readableBytes()).isEqualTo(16);
        out.release();
    }

    @Test
    void pausedItKeepsWhatCameAndGoesOnWhereItStopped() {
        List<byte[]> pdus = pdus(100);
        recorder.pauseAfter = 10;
        netty.writeInbound(Unpooled.wrappedBuffer(joined(pdus.subList(0, 60))));
        netty.writeInbound(Unpooled.wrappedBuffer(joined(pdus.subList(60, 100))));
        assertThat(recorder.frames).hasSize(10);
        recorder.pauseAfter = Integer.MAX_VALUE;
        channel.resume();
        assertThat(recorder.frames).as("not before its own turn").hasSize(10);
        netty.runPendingTasks();
        assertThat(recorder.octets()).containsExactly(pdus.toArray(new byte[0][]));
    }

    @Test
    void itKnowsWhenItHasCaughtUpWithWhatThePeerSent() {
        byte[] pdu = PduOctets.frame(0x7F, 0, 9, new byte[1024 - 16]);
        netty.writeInbound(Unpooled.copiedBuffer(pdu));
        assertThat(channel.timesCaughtUp()).isEqualTo(1);

        recorder.pauseAfter = 2;
        netty.writeInbound(Unpooled.copiedBuffer(pdu, pdu));
        assertThat(channel.timesCaughtUp()).as("one is held").isEqualTo(1);
        recorder.pauseAfter = Integer.MAX_VALUE;
        channel.resume();
        netty.runPendingTasks();
        assertThat(channel.timesCaughtUp()).as("all was read").isEqualTo(2);

        recorder.pauseAfter = 4;
        for (int i = 0; i < 17; i++) {
            netty.writeInbound(Unpooled.copiedBuffer(pdu));
        }
        recorder.pauseAfter = Integer.MAX_VALUE;
        channel.resume();
        netty.runPendingTasks();
        assertThat(channel.timesCaughtUp()).as("more may lie in the socket").isEqualTo(2);
        netty.writeInbound(Unpooled.copiedBuffer(pdu));
        assertThat(channel.timesCaughtUp()).isEqualTo(3);
    }

    @Test
    void pausedItReadsOnForTheEndOfTheStreamButHoldsOnlySoMuch() {
        byte[] pdu = PduOctets.frame(0x7F, 0, 9, new byte[1024 - 16]);
        recorder.pauseAfter = 1;
        for (int i = 0; i < 16; i++) {
            netty.writeInbound(Unpooled.copiedBuffer(pdu));
            assertThat(netty.config().isAutoRead()).isTrue();
        }
        netty.writeInbound(Unpooled.copiedBuffer(pdu));
        assertThat(netty.config().isAutoRead()).isFalse();
        recorder.pauseAfter = Integer.MAX_VALUE;
        channel.resume();
        netty.runPendingTasks();
        assertThat(netty.config().isAutoRead()).isTrue();
        assertThat(recorder.frames).hasSize(17);
    }

    @Test
    void finishedItSendsItsLastWordAndEnds() {
        channel.write(new EnquireLink(0), 1, -1);
        channel.finish();
        ByteBuf out = netty.readOutbound();
        assertThat(out.readableBytes()).isEqualTo(16);
        out.release();
        assertThat(recorder.frames).isEmpty();
        assertThat(netty.isOpen()).isFalse();
        assertThat(recorder.inactive).isEqualTo(1);
    }

    @Test
    void afterTheConnectionIsGoneWritingDoesNothing() {
        netty.writeInbound(Unpooled.wrappedBuffer(new byte[] {0, 0}));
        netty.close();
        assertThat(recorder.inactive).isEqualTo(1);
        assertThat(channel.write(new EnquireLink(0), 1, -1)).isTrue();
        channel.finish();
        channel.mute();
        channel.cut();
        channel.resume();
        assertThat(channel.isWritable()).isFalse();
    }
}

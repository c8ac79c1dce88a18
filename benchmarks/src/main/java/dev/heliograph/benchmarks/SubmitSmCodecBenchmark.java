package dev.heliograph.benchmarks;

import com.cloudhopper.smpp.transcoder.DefaultPduTranscoder;
import com.cloudhopper.smpp.transcoder.DefaultPduTranscoderContext;
import com.cloudhopper.smpp.transcoder.PduTranscoder;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import dev.heliograph.smpp.pdu.PduDecoder;
import dev.heliograph.smpp.pdu.PduEncoder;
import dev.heliograph.smpp.pdu.SubmitSm;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.TimeUnit;
import org.jboss.netty.buffer.ChannelBuffer;
import org.jboss.netty.buffer.ChannelBuffers;
import org.jsmpp.util.DefaultComposer;
import org.jsmpp.util.DefaultDecomposer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A submit_sm of 160 octets out of its frame and back into one, every field read, by us and by two other stacks. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SubmitSmCodecBenchmark {
    private static final int TEXT_OCTETS = 160;
    private final byte[] frame = Frames.submitSm(TEXT_OCTETS);
    private final ByteBuf in = Unpooled.wrappedBuffer(frame);
    private final ByteBuf out = Unpooled.buffer(512);
    private final PduDecoder decoder = new PduDecoder();
    private final PduEncoder encoder = new PduEncoder();
    private final DefaultDecomposer decomposer = new DefaultDecomposer();
    private final DefaultComposer composer = new DefaultComposer();
    private final PduTranscoder transcoder = new DefaultPduTranscoder(new DefaultPduTranscoderContext());

    @Benchmark
    public int heliograph() {
        SubmitSm pdu = (SubmitSm) decoder.decode(in, 0, frame.length, InterfaceVersion.V3_4);
        out.clear();
        encoder.encode(pdu, pdu.sequenceNumber(), InterfaceVersion.V3_4, PduEncoder.NO_CONGESTION_STATE, out);
        return out.readableBytes();
    }

    @Benchmark
    public byte[] jsmpp() throws Exception {
        org.jsmpp.bean.SubmitSm pdu = decomposer.submitSm(frame);
        return composer.submitSm(
                pdu.getSequenceNumber(),
                pdu.getServiceType(),
                pdu.getSourceAddrTon(),
                pdu.getSourceAddrNpi(),
                pdu.getSourceAddr(),
                pdu.getDestAddrTon(),
                pdu.getDestAddrNpi(),
                pdu.getDestAddress(),
                pdu.getEsmClass(),
                pdu.getProtocolId(),
                pdu.getPriorityFlag(),
                pdu.getScheduleDeliveryTime(),
                pdu.getValidityPeriod(),
                pdu.getRegisteredDelivery(),
                pdu.getReplaceIfPresent(),
                pdu.getDataCoding(),
                pdu.getSmDefaultMsgId(),
                pdu.getShortMessage());
    }

    @Benchmark
    public ChannelBuffer cloudhopper() throws Exception {
        return transcoder.encode(transcoder.decode(ChannelBuffers.wrappedBuffer(frame)));
    }
}

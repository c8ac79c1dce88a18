package dev.heliograph.benchmarks;

import com.cloudhopper.smpp.transcoder.DefaultPduTranscoder;
import com.cloudhopper.smpp.transcoder.DefaultPduTranscoderContext;
import com.cloudhopper.smpp.transcoder.PduTranscoder;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import dev.heliograph.smpp.pdu.PduDecoder;
import dev.heliograph.smpp.pdu.SubmitSm;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.TimeUnit;
import org.jboss.netty.buffer.ChannelBuffers;
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

/** A submit_sm of 160 octets out of its frame, every field read, by us and by two other stacks. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SubmitSmDecodeBenchmark {
    private static final int TEXT_OCTETS = 160;
    private final byte[] frame = Frames.submitSm(TEXT_OCTETS);
    private final ByteBuf in = Unpooled.wrappedBuffer(frame);
    private final PduDecoder decoder = new PduDecoder();
    private final DefaultDecomposer decomposer = new DefaultDecomposer();
    private final PduTranscoder transcoder = new DefaultPduTranscoder(new DefaultPduTranscoderContext());

    @Benchmark
    public int heliograph() {
        return ((SubmitSm) decoder.decode(in, 0, frame.length, InterfaceVersion.V3_4)).shortMessage().length;
    }

    @Benchmark
    public Object jsmpp() throws Exception {
        return decomposer.submitSm(frame);
    }

    @Benchmark
    public Object cloudhopper() throws Exception {
        return transcoder.decode(ChannelBuffers.wrappedBuffer(frame));
    }
}

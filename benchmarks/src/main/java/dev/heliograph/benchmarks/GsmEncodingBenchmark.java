package dev.heliograph.benchmarks;

import com.cloudhopper.commons.charset.CharsetUtil;
import dev.heliograph.sms.EncodingPolicy;
import dev.heliograph.sms.Segmentation;
import dev.heliograph.sms.Segmenter;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** 160 characters of the default alphabet: ours chooses the encoding and cuts, the peer only encodes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GsmEncodingBenchmark {
    private final String text = "Your code is 123456. It is valid for ten minutes; do not give it to anybody. "
            .repeat(3)
            .substring(0, 160);

    @Benchmark
    public Segmentation heliograph() {
        return Segmenter.segment(text, EncodingPolicy.DEFAULT, 7);
    }

    @Benchmark
    public byte[] cloudhopper() {
        return CharsetUtil.encode(text, CharsetUtil.CHARSET_GSM);
    }
}

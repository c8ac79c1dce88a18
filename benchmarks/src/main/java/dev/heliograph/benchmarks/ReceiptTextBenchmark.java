package dev.heliograph.benchmarks;

import dev.heliograph.smpp.pdu.DeliveryReceiptText;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jsmpp.bean.DeliveryReceipt;
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

/** A delivery receipt out of the text of a deliver_sm (3.4 appendix B). */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReceiptTextBenchmark {
    private final byte[] text =
            "id:0123456789 sub:001 dlvrd:001 submit date:2611230815 done date:2611230816 stat:DELIVRD err:000 text:Your parcel leaves"
                    .getBytes(StandardCharsets.US_ASCII);
    private final DefaultDecomposer decomposer = new DefaultDecomposer();

    @Benchmark
    public DeliveryReceiptText heliograph() {
        return DeliveryReceiptText.parse(new String(text, StandardCharsets.ISO_8859_1));
    }

    @Benchmark
    public DeliveryReceipt jsmpp() throws Exception {
        return decomposer.deliveryReceipt(text);
    }
}

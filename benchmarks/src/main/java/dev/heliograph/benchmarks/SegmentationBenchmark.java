package dev.heliograph.benchmarks;

import com.cloudhopper.commons.charset.CharsetUtil;
import dev.heliograph.sms.EncodingPolicy;
import dev.heliograph.sms.Segmentation;
import dev.heliograph.sms.Segmenter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A long text cut into parts with a user data header each: four parts of the default alphabet, or three of UCS-2. Ours finds out which of the two it takes, and never cuts
 * through an escape or a surrogate pair. No stack that we know of does both; the peer is what users of Cloudhopper write: its charset, told which, and a loop that
 * cuts wherever a part is full. jSMPP has neither an alphabet nor a cutter.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SegmentationBenchmark {
    private static final int GSM_OCTETS = 153;
    private static final int UCS2_OCTETS = 134;

    @Param({"gsm", "ucs2"})
    private String alphabet;

    private String text;
    private boolean gsm;

    @Setup
    public void write() {
        gsm = alphabet.equals("gsm");
        text = gsm
                ? "Your parcel leaves the depot at 10:40 and will be with you before noon. "
                        .repeat(8)
                        .substring(0, 500)
                : "Ihr Paket verlässt das Depot um 10:40 — Sie erhalten es vor 12 Uhr. "
                        .repeat(3)
                        .substring(0, 180);
    }

    @Benchmark
    public Segmentation heliograph() {
        return Segmenter.segment(text, EncodingPolicy.DEFAULT, 7);
    }

    @Benchmark
    public List<byte[]> cloudhopperCutByHand() {
        byte[] octets = CharsetUtil.encode(text, gsm ? CharsetUtil.CHARSET_GSM : CharsetUtil.CHARSET_UCS_2);
        int perPart = gsm ? GSM_OCTETS : UCS2_OCTETS;
        int count = (octets.length + perPart - 1) / perPart;
        List<byte[]> parts = new ArrayList<>(count);
        for (int number = 1, at = 0; number <= count; number++, at += perPart) {
            int length = Math.min(perPart, octets.length - at);
            byte[] part = new byte[6 + length];
            part[0] = 5; // octets of header that follow
            part[2] = 3; // octets of the concatenation element
            part[3] = 7; // reference
            part[4] = (byte) count;
            part[5] = (byte) number;
            System.arraycopy(octets, at, part, 6, length);
            parts.add(part);
        }
        return parts;
    }
}

package dev.heliograph.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.ingress.http.LineSplitter.Found;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private static final String TOO_LONG = "<too long>";
    private static final int LINE_MAX = 20;
    private static final long SEED = 4711;

    private static List<String> split(byte[] text, Random pieces) {
        LineSplitter splitter = new LineSplitter(LINE_MAX);
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < text.length; ) {
            int end = Math.min(text.length, at + 1 + pieces.nextInt(15));
            splitter.add(Arrays.copyOfRange(text, at, end));
            for (Found found = splitter.next(); found != Found.MORE; found = splitter.next()) {
                lines.add(found == Found.LINE ? line(splitter) : TOO_LONG);
            }
            at = end;
        }
        if (splitter.last() == Found.LINE) {
            lines.add(line(splitter));
        }
        return lines;
    }

    private static String line(LineSplitter splitter) {
        return new String(
                splitter.bytes(), splitter.from(), splitter.to() - splitter.from(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void findsTheSameLinesHoweverTheyCome() {
        Random random = new Random(SEED);
        for (int round = 0; round < 5_000; round++) {
            List<String> expected = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            int count = random.nextInt(8);
            for (int i = 0; i < count; i++) {
                String line = "abcdefghijklmnopqrstuvwxyz01234567890".substring(0, random.nextInt(30));
                boolean unfinished = i == count - 1 && random.nextBoolean();
                text.append(line).append(unfinished ? "" : "\n");
                if (!(unfinished && line.isEmpty())) {
                    expected.add(line.length() > LINE_MAX ? TOO_LONG : line);
                }
            }
            assertThat(split(text.toString().getBytes(StandardCharsets.ISO_8859_1), random))
                    .as("round %d of seed %d: %s", round, SEED, text)
                    .isEqualTo(expected);
        }
    }

    @Test
    void holdsNoMoreThanALine() {
        LineSplitter splitter = new LineSplitter(LINE_MAX);
        int tooLong = 0;
        for (int i = 0; i < 10_000; i++) {
            splitter.add("0123456789".getBytes(StandardCharsets.ISO_8859_1));
            tooLong += splitter.next() == Found.TOO_LONG ? 1 : 0;
            assertThat(splitter.isUsedUp()).isTrue();
        }
        assertThat(tooLong).as("told once").isEqualTo(1);
        splitter.add("\nshort\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(splitter.next()).isEqualTo(Found.LINE);
        assertThat(line(splitter)).isEqualTo("short");
    }
}

package dev.heliograph.store.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a log holds is read however it is damaged, and what is not read is said. */
class LogReaderTest {
    @TempDir
    Path directory;

    private final SplittableRandom random = new SplittableRandom(7);
    private final List<byte[]> written = new ArrayList<>();
    private Path log;
    private byte[] whole;

    /** Batches of 1 record each, short ones and some that go over several blocks. */
    @BeforeEach
    void write() throws IOException {
        log = directory.resolve("000007.log");
        try (LogWriter writer = new LogWriter(log)) {
            for (int i = 0; i < 200; i++) {
                byte[] batch = new byte[i % 40 == 0 ? 100_000 : 20 + random.nextInt(2_000)];
                random.nextBytes(batch);
                ByteBuffer.wrap(batch).order(ByteOrder.LITTLE_ENDIAN).putLong(i).putInt(1);
                written.add(batch);
                writer.write(batch);
            }
        }
        whole = Files.readAllBytes(log);
    }

    private final List<byte[]> read = new ArrayList<>();
    private final List<LogReader.Fault> faults = new ArrayList<>();

    private void read(byte[] file) throws IOException {
        Files.write(log, file);
        read.clear();
        faults.clear();
        LogReader.read(log, new LogReader.Visitor() {
            @Override
            public void record(byte[] payload) {
                read.add(payload);
            }

            @Override
            public void fault(LogReader.Fault fault, long at, long octets) {
                faults.add(fault);
            }
        });
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        read(whole);

        assertThat(read).containsExactlyElementsOf(written);
        assertThat(faults).isEmpty();
    }

    @Test
    void aRecordMayBeginWithNothingAtTheEndOfABlock() throws IOException {
        for (int left = 0; left < 20; left++) {
            List<byte[]> records = List.of(new byte[LogReader.BLOCK - 2 * LogReader.HEADER - left], new byte[100]);
            try (LogWriter writer = new LogWriter(log)) {
                for (byte[] record : records) {
                    Arrays.fill(record, (byte) 7);
                    writer.write(record);
                }
            }
            read(Files.readAllBytes(log));
            assertThat(read).as(left + " octets left").containsExactlyElementsOf(records);
            assertThat(faults).isEmpty();
        }
    }

    @Test
    void anyFlippedBitIsMended() throws IOException {
        for (int i = 0; i < 400; i++) {
            byte[] file = whole.clone();
            int at = random.nextInt(file.length);
            file[at] ^= (byte) (1 << random.nextInt(8));
            read(file);
            assertThat(read).as("flipped at " + at).containsExactlyElementsOf(written);
        }
    }

    @Test
    void aFlippedBitInAHeaderIsMended() throws IOException {
        for (int bit = 0; bit < 7 * 8; bit++) {
            byte[] file = whole.clone();
            int at = LogReader.BLOCK; // begins with the second fragment of a large record
            file[at + bit / 8] ^= (byte) (1 << (bit % 8));
            read(file);
            assertThat(read).as("bit " + bit).containsExactlyElementsOf(written);
            assertThat(faults).containsExactly(LogReader.Fault.MENDED);
        }
    }

    @Test
    void damageCostsTheRecordsThatItTouchesAndTheSurveyCountsThem() throws IOException {
        for (int i = 0; i < 200; i++) {
            byte[] file = whole.clone();
            int at = random.nextInt(file.length - 20_000);
            byte[] rubbish = new byte[1 + random.nextInt(10_000)];
            random.nextBytes(rubbish);
            System.arraycopy(rubbish, 0, file, at, rubbish.length);
            read(file);
            assertThat(written).as("at " + at).containsSubsequence(read);
            WriteAheadLogs.Survey survey = WriteAheadLogs.read(List.of(log));
            assertThat(survey.records()).isEqualTo(read.size());
            int lost = written.size() - read.size();
            assertThat(survey.missing())
                    .as("of %d octets at %d", rubbish.length, at)
                    .isEqualTo(isFirstLost() ? lost - firstsLost() : lost);
            assertThat(faults).isNotEmpty();
        }
    }

    private boolean isFirstLost() {
        return !Arrays.equals(read.get(0), written.get(0));
    }

    /** Nobody knows what stood before the first that can be read. */
    private int firstsLost() {
        return written.indexOf(written.stream()
                .filter(one -> Arrays.equals(one, read.get(0)))
                .findFirst()
                .orElseThrow());
    }

    @Test
    void aSectorOfZerosIsDamageAndZerosAtTheEndAreNot() throws IOException {
        byte[] file = whole.clone();
        Arrays.fill(file, 3 * LogReader.BLOCK, 4 * LogReader.BLOCK, (byte) 0);
        read(file);
        assertThat(faults).contains(LogReader.Fault.LOST);

        read(Arrays.copyOf(whole, whole.length + 5_000));
        assertThat(read).containsExactlyElementsOf(written);
        assertThat(faults).containsExactly(LogReader.Fault.TORN);
    }

    @Test
    void aLogThatWasCutOffIsTorn() throws IOException {
        for (int i = 0; i < 200; i++) {
            int length = whole.length - 1 - random.nextInt(5_000);
            read(Arrays.copyOf(whole, length));
            assertThat(written).startsWith(read.toArray(byte[][]::new));
            assertThat(faults).isSubsetOf(LogReader.Fault.TORN);
        }
    }

    @Test
    void anEarlierLogThatLacksItsEndIsMissed() throws IOException {
        Path later = directory.resolve("000009.log");
        try (LogWriter first = new LogWriter(log);
                LogWriter second = new LogWriter(later)) {
            for (int i = 0; i < 100; i++) {
                (i < 50 ? first : second).write(written.get(i));
            }
        }
        assertThat(WriteAheadLogs.read(List.of(log, later)).damage()).isNull();
        assertThat(WriteAheadLogs.read(List.of(log, later)).missing()).isZero();
        byte[] octets = Files.readAllBytes(log);
        Files.write(log, Arrays.copyOf(octets, octets.length - 1));

        WriteAheadLogs.Survey survey = WriteAheadLogs.read(List.of(log, later));

        assertThat(survey.missing()).isOne();
        assertThat(survey.damage()).isNotNull();
    }
}

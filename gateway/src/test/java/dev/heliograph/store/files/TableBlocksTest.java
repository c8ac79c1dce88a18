package dev.heliograph.store.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ChecksumType;
import org.rocksdb.CompressionType;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/** A table file whose index or footer is gone is read by its blocks; one flipped bit is mended. */
class TableBlocksTest {
    private static final int ENTRIES = 20_000;

    @TempDir
    Path directory;

    private final SplittableRandom random = new SplittableRandom(5);
    private Path table;
    private byte[] whole;

    @BeforeEach
    void write() throws RocksDBException, IOException {
        RocksDB.loadLibrary();
        table = directory.resolve("000012.sst");
        try (BloomFilter bloom = new BloomFilter(10, false);
                Options options = new Options()
                        .setCompressionType(CompressionType.LZ4_COMPRESSION)
                        .setTableFormatConfig(new BlockBasedTableConfig()
                                .setBlockSize(8 << 10)
                                .setChecksumType(ChecksumType.kCRC32c)
                                .setFormatVersion(5)
                                .setFilterPolicy(bloom));
                EnvOptions environment = new EnvOptions();
                SstFileWriter writer = new SstFileWriter(environment, options)) {
            writer.open(table.toString());
            for (int i = 0; i < ENTRIES; i++) {
                if (i % 10 == 3) {
                    writer.delete(key(i));
                } else {
                    writer.put(key(i), value(i));
                }
            }
            writer.finish();
        }
        whole = Files.readAllBytes(table);
    }

    private static byte[] key(int i) {
        return "key-%08d".formatted(i).getBytes(StandardCharsets.US_ASCII);
    }

    /** Some of it can be packed, some cannot. */
    private static byte[] value(int i) {
        byte[] value = new byte[20 + i % 200];
        new java.util.Random(i).nextBytes(value);
        Arrays.fill(value, value.length / 2, value.length, (byte) i);
        return value;
    }

    /** @return how many entries are found, each as it was written */
    private int found() throws IOException {
        Set<Integer> found = new HashSet<>();
        for (TableBlocks.Entry entry : TableBlocks.read(table, 7)) {
            byte[] batch = entry.batch();
            assertThat(entry.sequence()).as("as such a writer has it").isZero();
            assertThat(batch[8]).as("one record").isEqualTo((byte) 1);
            assertThat(batch[13]).as("of its family").isEqualTo((byte) 7);
            int number = Integer.parseInt(new String(batch, 15, 12, StandardCharsets.US_ASCII).substring(4));
            assertThat(batch[12]).as("its kind").isEqualTo((byte) (number % 10 == 3 ? 4 : 5));
            if (number % 10 != 3) {
                byte[] value = value(number);
                assertThat(Arrays.copyOfRange(batch, batch.length - value.length, batch.length))
                        .isEqualTo(value);
            }
            assertThat(found.add(number)).as("once").isTrue();
        }
        return found.size();
    }

    private void damage(int at, int length) throws IOException {
        byte[] octets = whole.clone();
        Arrays.fill(octets, at, at + length, (byte) 0xA5);
        Files.write(table, octets);
    }

    @Test
    void everyEntryIsFoundWithoutFooterAndIndex() throws IOException {
        damage(whole.length - 2_000, 2_000);
        assertThat(TableFiles.check(table, Files.createDirectories(directory.resolve("copies")))
                        .isReadable())
                .isFalse();

        assertThat(found()).isEqualTo(ENTRIES);
    }

    @Test
    void damagedBlocksCostTheirEntriesOnly() throws IOException {
        for (int i = 0; i < 20; i++) {
            int at = random.nextInt(whole.length / 2);
            byte[] octets = whole.clone();
            Arrays.fill(octets, at, at + 512, (byte) 0xA5);
            Arrays.fill(octets, octets.length - 100, octets.length, (byte) 0);
            Files.write(table, octets);

            assertThat(found()).as("damaged at " + at).isBetween(ENTRIES - 400, ENTRIES - 1);
        }
    }

    @Test
    void anyFlippedBitIsMended() throws IOException {
        Path copies = Files.createDirectories(directory.resolve("copies"));
        for (int i = 0; i < 60; i++) {
            byte[] octets = whole.clone();
            // Every part has its share: blocks, filter, index, properties, footer.
            int at = i % 2 == 0 ? random.nextInt(whole.length) : whole.length - 1 - random.nextInt(1_500);
            octets[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(table, octets);

            TableFiles.TableFile checked = TableFiles.check(table, copies);

            assertThat(checked.condition())
                    .as("flipped at %d of %d: %s", at, whole.length, checked)
                    .isIn(TableFiles.Condition.MENDED, TableFiles.Condition.WHOLE);
            if (checked.condition() == TableFiles.Condition.MENDED) {
                Files.delete(checked.file());
            }
            assertThat(checked.entries()).isEqualTo(ENTRIES);
        }
    }
}

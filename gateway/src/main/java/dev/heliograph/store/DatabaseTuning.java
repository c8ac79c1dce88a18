package dev.heliograph.store;

import java.util.ArrayDeque;
import java.util.Deque;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ChecksumType;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RateLimiter;
import org.rocksdb.RateLimiterMode;
import org.rocksdb.WALRecoveryMode;

/** How RocksDB is set. Every object here is native and is closed with this. */
final class DatabaseTuning implements AutoCloseable {
    /** 10 bits a key: one absent key in a hundred is looked for in vain. */
    private static final double BLOOM_BITS = 10;

    private static final int TABLE_FORMAT = 5;
    private static final long TABLE_MEMTABLE_BYTES = 48L << 20;
    private static final int MEMTABLES_MAX = 4;
    /** A log larger than this makes RocksDB flush what keeps its start alive, which bounds the work of reopening. */
    private static final long WAL_BYTES_MAX = 256L << 20;

    /** Some 200 KB of memory each, by what a soak showed, and a descriptor: messages come in rising order, so their tables are moved and not merged, and stay as small as they were written. */
    private static final int OPEN_FILES_MAX = 512;

    private static final int BACKGROUND_JOBS = 2;
    /** Tables are handed to the disk while they are written, so much at a time: a table synced as a whole at its end keeps the log, on the same disk, from being synced meanwhile. */
    private static final long SYNC_BYTES = 1L << 20;

    /**
     * Merging goes no faster than it must, for what it takes of processor and disk at once the messages of that second lack. RocksDB finds the rate by what is waiting, up to this many octets a
     * second; what is flushed from memory goes first.
     */
    private static final long MERGE_BYTES_A_SECOND = 96L << 20;

    private static final long MERGE_REFILL_MICROS = 20_000;
    private static final int MERGE_FAIRNESS = 10;
    private static final long INFO_LOG_BYTES_MAX = 4L << 20;
    private static final int INFO_LOGS_KEPT = 3;
    /** Share of a memtable that a Bloom filter over its keys may take. */
    private static final double MEMTABLE_BLOOM_SHARE = 0.02;

    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final StoreOptions options;
    private final Cache cache;
    private final BloomFilter bloom;

    DatabaseTuning(StoreOptions options) {
        this.options = options;
        this.cache = own(new LRUCache(options.cacheBytes()));
        this.bloom = own(new BloomFilter(BLOOM_BITS, false));
    }

    /**
     * One thread writes, so nothing is spent on writers that run at once. A torn end of the log is what a crash leaves and is dropped; damage anywhere else
     * makes opening fail, because dropping it would lose what was answered for.
     */
    DBOptions database() {
        return own(new DBOptions())
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setParanoidChecks(true)
                .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
                .setMaxTotalWalSize(WAL_BYTES_MAX)
                .setDbWriteBufferSize(options.memtableBytes())
                .setMaxBackgroundJobs(BACKGROUND_JOBS)
                .setMaxOpenFiles(OPEN_FILES_MAX)
                .setBytesPerSync(SYNC_BYTES)
                .setRateLimiter(own(new RateLimiter(
                        MERGE_BYTES_A_SECOND, MERGE_REFILL_MICROS, MERGE_FAIRNESS, RateLimiterMode.WRITES_ONLY, true)))
                .setAllowConcurrentMemtableWrite(false)
                .setEnableWriteThreadAdaptiveYield(false)
                .setAvoidUnnecessaryBlockingIO(true)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(INFO_LOG_BYTES_MAX)
                .setKeepLogFileNum(INFO_LOGS_KEPT)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0);
    }

    ColumnFamilyOptions table(Table table) {
        BlockBasedTableConfig format = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                .setPinL0FilterAndIndexBlocksInCache(true)
                .setBlockSize(8 << 10)
                // What repair can mend a flipped bit by, see TableFiles; newer formats mix the place of a block into
                // its checksum.
                .setChecksumType(ChecksumType.kCRC32c)
                .setFormatVersion(TABLE_FORMAT);
        ColumnFamilyOptions family = own(new ColumnFamilyOptions())
                .setWriteBufferSize(Math.min(TABLE_MEMTABLE_BYTES, options.memtableBytes() / 2))
                .setMaxWriteBufferNumber(MEMTABLES_MAX)
                .setLevelCompactionDynamicLevelBytes(true)
                .setCompressionType(CompressionType.LZ4_COMPRESSION);
        if (table.isOftenAbsent()) {
            format.setFilterPolicy(bloom);
        }
        if (table.isAskedByWriter()) {
            family.setMemtableWholeKeyFiltering(true).setMemtablePrefixBloomSizeRatio(MEMTABLE_BLOOM_SHARE);
        }
        return family.setTableFormatConfig(format);
    }

    private <T extends AutoCloseable> T own(T part) {
        owned.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!owned.isEmpty()) {
            try {
                owned.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e); // none of them throws
            }
        }
    }
}

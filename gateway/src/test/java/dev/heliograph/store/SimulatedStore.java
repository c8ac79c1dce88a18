package dev.heliograph.store;

import dev.heliograph.simulation.World;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The real store over a {@link SimulatedDisk}, turned by simulated time. A batch gathers while the one before it is being synced; reads take their time, and both
 * wait while the disk stalls.
 */
public class SimulatedStore {
    private static final long MICRO = 1_000;
    private static final int SYNC_MICROS_MIN = 200;
    private static final int SYNC_MICROS_SPREAD = 2_500;
    private static final int READ_MICROS = 1_500;
    private static final int COMMANDS_MAX = 1 << 16;

    private final World world;
    private final SimulatedDisk disk;
    private final int acceptQueueMax;
    private final int batchMax;
    private final StoreMemory memory;
    private DiskStore store;
    private boolean turning;
    private long idleUntil;
    private long stalledUntil;

    /** @param remembered messages that the store remembers so that it need not read, a power of two, at least 64 */
    public SimulatedStore(World world, int acceptQueueMax, int batchMax, int remembered) {
        this(world, acceptQueueMax, batchMax, remembered, new SimulatedDisk());
    }

    SimulatedStore(World world, int acceptQueueMax, int batchMax, int remembered, SimulatedDisk disk) {
        this.world = world;
        this.acceptQueueMax = acceptQueueMax;
        this.batchMax = batchMax;
        this.memory = new StoreMemory(remembered, remembered, 8 * remembered, COMMANDS_MAX);
        this.disk = disk;
    }

    /** A store whose answers come before the sync: power loss takes the last batch back although it was answered. */
    public static SimulatedStore thatSyncsLate(World world, int acceptQueueMax, int batchMax, int remembered) {
        return new SimulatedStore(world, acceptQueueMax, batchMax, remembered, new SimulatedDisk() {
            @Override
            public void commit(BatchBuffer batch) {
                sync();
                write(batch);
            }
        });
    }

    /** A store of whose last batch power loss leaves the first half. */
    public static SimulatedStore thatTears(World world, int acceptQueueMax, int batchMax, int remembered) {
        return new SimulatedStore(world, acceptQueueMax, batchMax, remembered, new SimulatedDisk() {
            @Override
            void crash() {
                keepHalf();
                super.crash();
            }

            @Override
            public void commit(BatchBuffer batch) {
                sync();
                write(batch);
                if (!crashing) {
                    sync();
                }
            }
        });
    }

    // ---- its life

    /** Opens what the disk holds, in a new process. */
    public void open(LongSupplier wallMillis) {
        StoreOptions options = new StoreOptions(
                Path.of("simulated"), 1, acceptQueueMax, batchMax, true, 72, 1_000_000, 8L << 20, 8L << 20);
        store = DiskStore.openThreadless(disk, options, memory, wallMillis, this::read);
        turning = false;
        idleUntil = 0; // whoever was to wake the last process's writer has ended with it
    }

    /** @return the store as the process that runs now sees it; whatever it is asked wakes its writer */
    public Store asStore() {
        return new WakingStore(store, this::wake);
    }

    public void start(StoreListener listener) {
        store.listen(listener);
        wake();
    }

    /** The process is gone, and the power too; the batch under way may just have reached the disk. */
    public void crash() {
        disk.crashing = true;
        if (turning && world.random.nextBoolean()) {
            store.turn();
        }
        disk.crash();
        disk.crashing = false;
    }

    /** Nothing is read or written for a while. */
    public void stall(long millis) {
        stalledUntil = world.nanos() + millis * 1_000_000;
    }

    public void full(boolean on) {
        disk.usableBytes = on ? 0 : Long.MAX_VALUE;
    }

    /** The next sync fails, whether or not the batch was written. */
    public void failNextSync() {
        disk.fate = world.random.nextBoolean() ? SimulatedDisk.Fate.FAILS_BEFORE : SimulatedDisk.Fate.FAILS_BEHIND;
    }

    /** @return records of the tables that are empty once every message has ended */
    public String leftovers() {
        StringBuilder left = new StringBuilder();
        for (Table table : List.of(Table.BACKLOG, Table.SCHEDULE, Table.PLACES)) {
            int size = disk.table(table).size();
            if (size > 0) {
                left.append(size).append(" in ").append(table.label()).append(' ');
            }
        }
        return left.toString();
    }

    private void wake() {
        if (!turning) {
            turning = true;
            long sync = (SYNC_MICROS_MIN + world.random.nextInt(SYNC_MICROS_SPREAD)) * MICRO;
            world.after(Math.max(sync, stalledUntil - world.nanos()), this::turn);
        }
    }

    private void turn() {
        turning = false;
        if (store.turn()) {
            wake();
            return;
        }
        long idle = store.idleMillis() * 1_000_000;
        long due = world.nanos() + idle;
        if (idleUntil <= world.nanos() || due < idleUntil) {
            idleUntil = due;
            world.after(idle, () -> {
                if (idleUntil == due) {
                    wake();
                }
            });
        }
    }

    private void read(Runnable question) {
        long before = (20 + world.random.nextInt(READ_MICROS)) * MICRO;
        long behind = (1 + world.random.nextInt(READ_MICROS)) * MICRO;
        world.after(Math.max(before, stalledUntil - world.nanos()), () -> world.reading(behind, question));
    }
}

package dev.heliograph.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The data directory cannot be used, or what it holds cannot be read. The message is one line for the operator and says which file or record. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean damagedRecord;
    private boolean damagedStore;

    public StoreException(String message) {
        this(message, false);
    }

    private StoreException(String message, boolean damagedRecord) {
        super(message);
        this.damagedRecord = damagedRecord;
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
        this.damagedRecord = false;
    }

    /** One record is not what was written; asking again is of no use, its neighbours are not concerned. */
    static StoreException damagedRecord(Table table, byte[] key, DamagedRecordException damage) {
        String what = "table " + table.label() + ", key " + Keys.hex(key) + ": the record is damaged: ";
        return new StoreException(what + damage.getMessage(), true);
    }

    /** The store as a whole cannot be opened, because what it holds is not what was written. */
    static StoreException damagedStore(Path directory, String what, @Nullable Throwable cause) {
        StoreException damage = new StoreException(
                "the store in " + directory + " is damaged: " + what + "; run: heliograph repair --data " + directory,
                false);
        if (cause != null) {
            damage.initCause(cause);
        }
        damage.damagedStore = true;
        return damage;
    }

    /** Nothing of a store can be read, not even in parts. */
    static StoreException unreadable(String message, @Nullable Throwable cause) {
        StoreException damage = new StoreException(message, false);
        if (cause != null) {
            damage.initCause(cause);
        }
        damage.damagedStore = true;
        return damage;
    }

    /** @return whether the store in the directory is damaged and needs repair, or cannot be read by it either */
    public boolean isDamage() {
        return damagedStore;
    }

    boolean isDamagedRecord() {
        return damagedRecord;
    }
}

package dev.heliograph.channel.web;

import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfKey;
import dev.heliograph.store.ShelfRow;
import dev.heliograph.store.Store;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a provider has to know of the messages it has sent, on the disk for 7 days, so that what people do with them after a restart is understood. Each note has a
 * number, later ones a higher one. The provider bounds how many there are: whatever it forgets it drops here too. Used on the channel's loop.
 */
public final class SentShelf {
    /** The longest that a provider lets somebody be written to after they wrote, which is Meta's HUMAN_AGENT; older buttons and receipts are rare. */
    static final Duration LIFE = Duration.ofDays(7);

    private static final int PAGE_ROWS = 1_000;
    private static final Executor AT_ONCE = Runnable::run;

    private final @Nullable Store store;
    private final String channel;
    private final Executor owner;
    private final LongSupplier wallMillis;
    private List<ShelfRow> changes = new ArrayList<>();

    /** When the newest note was made, milliseconds since 1970, or the first free number after that. */
    private long last;

    private SentShelf(@Nullable Store store, String channel, Executor owner, LongSupplier wallMillis) {
        this.store = store;
        this.channel = channel;
        this.owner = owner;
        this.wallMillis = wallMillis;
    }

    /**
     * @param channel its name in the configuration
     * @param owner the channel's loop
     * @param wallMillis milliseconds since 1970
     */
    public static SentShelf of(Store store, String channel, Executor owner, LongSupplier wallMillis) {
        return new SentShelf(store, channel, owner, wallMillis);
    }

    /** One that keeps nothing, as long as there is no other. */
    public static SentShelf nowhere() {
        return new SentShelf(null, "", AT_ONCE, () -> 0);
    }

    private byte[] key(long number) {
        return ShelfKey.of(channel).number(number).octets();
    }

    /** @return the number of a new note, which is written with the next {@link #write} */
    public long keep(JsonObject note) {
        last = Math.max(last + 1, wallMillis.getAsLong());
        change(last, note);
        return last;
    }

    /** The same for a note that says something else now; it lives no longer for that. */
    public void change(long number, JsonObject note) {
        if (store != null) {
            byte[] value = note.toBuffer().getBytes();
            changes.add(new ShelfRow(Shelf.PROVIDER_SENT, key(number), value, number + LIFE.toMillis()));
        }
    }

    /** The same for what is forgotten. */
    public void drop(long number) {
        if (store != null) {
            changes.add(ShelfRow.dropped(Shelf.PROVIDER_SENT, key(number)));
        }
    }

    /** Nobody waits for it. It is in the store's queue before the outcome of the message is: a crash that loses it loses that too. */
    public void write() {
        if (store != null && !changes.isEmpty()) {
            store.keep(changes, AT_ONCE, () -> {});
            changes = new ArrayList<>();
        }
    }

    /**
     * Reads what an earlier run has kept, in the order in which it was; before anything is kept.
     *
     * @param each is given each note; may throw what JSON of another shape throws, and then it is as good as not there
     * @param done runs behind the last, also when the disk could not tell
     */
    public void read(ObjLongConsumer<JsonObject> each, Runnable done) {
        read(new byte[0], each, done);
    }

    private void read(byte[] after, ObjLongConsumer<JsonObject> each, Runnable done) {
        if (store == null) {
            done.run();
            return;
        }
        store.shelf(
                Shelf.PROVIDER_SENT,
                ShelfKey.of(channel).octets(),
                after,
                PAGE_ROWS,
                owner,
                rows -> {
                    rows.forEach(row -> recall(row, each));
                    write();
                    if (rows.size() < PAGE_ROWS) {
                        done.run();
                    } else {
                        read(rows.get(rows.size() - 1).key(), each, done);
                    }
                },
                done);
    }

    private void recall(ShelfRow row, ObjLongConsumer<JsonObject> each) {
        byte[] key = row.key();
        byte[] value = row.value();
        if (value == null || key.length < Long.BYTES) {
            return;
        }
        long number = ByteBuffer.wrap(key).getLong(key.length - Long.BYTES);
        long leftMillis = number + LIFE.toMillis() - wallMillis.getAsLong();
        if (leftMillis <= 0 || leftMillis > 2 * LIFE.toMillis()) {
            // Too old, or of a clock that was set back since, by which it would never be.
            drop(number);
            return;
        }
        last = Math.max(last, number);
        try {
            each.accept(Buffer.buffer(value).toJsonObject(), number);
        } catch (DecodeException | ClassCastException | IllegalArgumentException | NullPointerException e) {
            // Damaged, or of a later version: left to expire.
        }
    }
}

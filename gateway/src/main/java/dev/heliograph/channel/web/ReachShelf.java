package dev.heliograph.channel.web;

import dev.heliograph.channel.Failure;
import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfKey;
import dev.heliograph.store.ShelfRow;
import dev.heliograph.store.Store;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a provider has said of recipients, on the disk for as long as it is believed, so that a start asks nobody again. Used on the channel's loop. */
final class ReachShelf {
    private static final int PAGE_ROWS = 1_000;
    private static final int VERSION = 1;
    private static final Executor AT_ONCE = Runnable::run;

    private final Store store;
    private final String channel;
    private List<ShelfRow> changes = new ArrayList<>();

    /**
     * An answer as it lies on the disk.
     *
     * @param address as {@link Reachability} knows the recipient
     * @param refusal why nothing arrives; null when messages arrive
     * @param device see {@link Reach#device}
     * @param atMillis when it was said, milliseconds since 1970
     * @param untilMillis until when it is believed
     */
    record Kept(
            String address,
            @Nullable Failure refusal,
            @Nullable String device,
            long atMillis,
            long untilMillis) {
        private static @Nullable Kept of(ShelfRow row) {
            byte[] value = row.value();
            if (value == null) {
                return null;
            }
            try {
                JsonObject json = Buffer.buffer(value).toJsonObject();
                String refusal = json.getString("refusal");
                return new Kept(
                        json.getString("address"),
                        refusal == null ? null : Failure.valueOf(refusal),
                        json.getString("device"),
                        json.getLong("at"),
                        json.getLong("until"));
            } catch (DecodeException | ClassCastException | IllegalArgumentException | NullPointerException e) {
                // Damaged, or of a later version: as good as not said.
                return null;
            }
        }

        private JsonObject toJson() {
            JsonObject json = new JsonObject()
                    .put("v", VERSION)
                    .put("address", address)
                    .put("at", atMillis)
                    .put("until", untilMillis);
            if (refusal != null) {
                json.put("refusal", refusal.name());
            }
            if (device != null) {
                json.put("device", device);
            }
            return json;
        }
    }

    /** @param channel its name in the configuration */
    ReachShelf(Store store, String channel) {
        this.store = store;
        this.channel = channel;
    }

    private byte[] key(String address) {
        return ShelfKey.of(channel, address).octets();
    }

    /** To be written with the next {@link #write}. */
    void keep(Kept kept) {
        byte[] value = kept.toJson().toBuffer().getBytes();
        changes.add(new ShelfRow(Shelf.PROVIDER_REACH, key(kept.address()), value, kept.untilMillis()));
    }

    /** The same for what is forgotten. */
    void drop(String address) {
        changes.add(ShelfRow.dropped(Shelf.PROVIDER_REACH, key(address)));
    }

    /** Nobody waits for it: what a crash loses is asked again. */
    void write() {
        if (!changes.isEmpty()) {
            store.keep(changes, AT_ONCE, () -> {});
            changes = new ArrayList<>();
        }
    }

    /**
     * Reads what an earlier run was told.
     *
     * @param owner the channel's loop
     * @param each is given each, also what is too old
     * @param done runs behind the last, also when the disk could not tell
     */
    void read(Executor owner, Consumer<Kept> each, Runnable done) {
        read(new byte[0], owner, each, done);
    }

    private void read(byte[] after, Executor owner, Consumer<Kept> each, Runnable done) {
        store.shelf(
                Shelf.PROVIDER_REACH,
                ShelfKey.of(channel).octets(),
                after,
                PAGE_ROWS,
                owner,
                rows -> {
                    for (ShelfRow row : rows) {
                        Kept kept = Kept.of(row);
                        if (kept != null) {
                            each.accept(kept);
                        }
                    }
                    if (rows.size() < PAGE_ROWS) {
                        done.run();
                    } else {
                        read(rows.get(rows.size() - 1).key(), owner, each, done);
                    }
                },
                done);
    }
}

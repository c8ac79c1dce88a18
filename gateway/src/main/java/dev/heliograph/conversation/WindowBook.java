package dev.heliograph.conversation;

import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfKey;
import dev.heliograph.store.ShelfRow;
import dev.heliograph.store.Store;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Who wrote when, on channels that make a difference of it. Durable but for the count of messages that followed, which begins anew with the process: what this gateway
 * does not know the provider judges.
 */
public final class WindowBook implements Windows {
    /** People in memory, some 120 octets each; of those beyond nothing is known until others are forgotten. */
    public static final int HELD_MAX = 500_000;

    /** Whose window has been closed for so long is as if never seen. */
    private static final long REMEMBERED_MILLIS = Duration.ofDays(30).toMillis();

    /** The same where windows do not close. */
    private static final long SILENT_MILLIS = Duration.ofDays(365).toMillis();

    private static final String ROWS = "window";

    /** Whether somebody may be written to freely. */
    public enum State {
        OPEN,
        CLOSED,
        /** Never seen to write; the provider knows. */
        UNKNOWN
    }

    private final Store store;
    private final LongSupplier wallMillis;
    private final Map<Long, Heard> held = new ConcurrentHashMap<>();

    private record Heard(long atMillis, long openMillis, int messagesMax, AtomicInteger followed) {
        long openUntil() {
            if (messagesMax > 0 && followed.get() >= messagesMax) {
                return atMillis;
            }
            return openMillis == 0 ? Long.MAX_VALUE : atMillis + openMillis;
        }

        long forgottenAt() {
            return atMillis + forgottenAfter(openMillis);
        }
    }

    WindowBook(Store store, LongSupplier wallMillis) {
        this.store = store;
        this.wallMillis = wallMillis;
    }

    private static long forgottenAfter(long openMillis) {
        return openMillis == 0 ? SILENT_MILLIS : openMillis + REMEMBERED_MILLIS;
    }

    void load(Executor owner, Runnable done, Runnable failed) {
        Consumer<ShelfRow> row = one -> {
            byte[] value = one.value();
            JsonObject json = value == null ? new JsonObject() : Json.read(value);
            if (json.getValue("channel") instanceof String channel
                    && json.getValue("address") instanceof String address) {
                Window window = new Window(json.getLong("open", 0L), json.getInteger("messages", 0), false);
                hold(channel, address, window, json.getLong("at", 0L));
            }
        };
        ShelfScan.read(
                store, Shelf.CONVERSATIONS, ShelfKey.of(ROWS).octets(), owner, row, done, failed);
    }

    private void hold(String channel, String address, Window window, long atMillis) {
        long fingerprint = Fingerprint.of(channel, address, "");
        if (held.size() >= HELD_MAX && !held.containsKey(fingerprint)) {
            return;
        }
        Heard heard = new Heard(atMillis, window.openMillis(), window.messagesMax(), new AtomicInteger());
        held.merge(fingerprint, heard, (before, now) -> now.atMillis >= before.atMillis ? now : before);
    }

    /** Somebody has written. @return the row to be written with it */
    ShelfRow heard(String channel, String address, Window window, long atMillis) {
        String plain = PlainAddress.of(address);
        // A provider's clock that runs ahead opens no window for longer than ours does.
        long at = Math.min(atMillis, wallMillis.getAsLong());
        hold(channel, plain, window, at);
        JsonObject json = new JsonObject()
                .put("v", 1)
                .put("channel", channel)
                .put("address", plain)
                .put("at", at)
                .put("open", window.openMillis())
                .put("messages", window.messagesMax());
        byte[] key = ShelfKey.of(ROWS, channel, plain).octets();
        return new ShelfRow(Shelf.CONVERSATIONS, key, json.toBuffer().getBytes(), at + forgottenAfter(window.openMillis()));
    }

    /** A message was taken by the provider. */
    public void followed(String channel, String address) {
        Heard heard = held.get(Fingerprint.of(channel, PlainAddress.of(address), ""));
        if (heard != null && heard.messagesMax > 0) {
            heard.followed.incrementAndGet();
        }
    }

    @Override
    public long openUntil(String channel, String address) {
        Heard heard = held.isEmpty() ? null : held.get(Fingerprint.of(channel, PlainAddress.of(address), ""));
        return heard == null ? UNKNOWN : heard.openUntil();
    }

    public State state(String channel, String address, long nowMillis) {
        long until = openUntil(channel, address);
        return until == UNKNOWN ? State.UNKNOWN : nowMillis < until ? State.OPEN : State.CLOSED;
    }

    /** Forgets who has been silent for long. */
    void sweep() {
        long now = wallMillis.getAsLong();
        held.values().removeIf(heard -> heard.forgottenAt() < now);
    }
}

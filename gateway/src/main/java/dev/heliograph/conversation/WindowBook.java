package dev.heliograph.conversation;

import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfKey;
import dev.heliograph.store.ShelfRow;
import dev.heliograph.store.Store;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who wrote when, on channels that make a difference of it. Durable but for the count of messages that followed, which begins anew with the process.
 *
 * <p>What this gateway does not know the provider judges, and so a window is said to be closed only where nothing can have been missed: not right after a start, when
 * providers bring again what nobody took, and not while another node may have heard more ({@link #blind}).
 */
public final class WindowBook implements Windows {
    /** People in memory, some 130 octets each; of those beyond nothing is known until others are forgotten. */
    public static final int HELD_MAX = 500_000;

    /** How long after a start providers are given to bring what was written meanwhile. */
    static final long CATCH_UP_MILLIS = Duration.ofHours(1).toMillis();

    /** Whose window has been closed for so long is as if never seen. */
    private static final long REMEMBERED_MILLIS = Duration.ofDays(30).toMillis();

    /** The same where windows do not close. */
    private static final long SILENT_MILLIS = Duration.ofDays(365).toMillis();

    private static final String ROWS = "window";

    /** Whether somebody may be written to freely. */
    public enum State {
        OPEN,
        CLOSED,
        /** Never seen to write, or perhaps not seen; the provider knows. */
        UNKNOWN
    }

    private final Store store;
    private final LongSupplier wallMillis;
    private final Map<Long, Heard> held = new ConcurrentHashMap<>();
    private volatile long blindAtMillis;
    private volatile boolean shared;
    private volatile Consumer<Wrote> told = wrote -> {};

    /** @param learnedAtMillis when this process heard of it, 0 when it was read from the disk */
    private record Heard(
            long atMillis, long openMillis, int messagesMax, long learnedAtMillis, AtomicInteger followed) {
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

    /**
     * That somebody wrote.
     *
     * @param address as {@link PlainAddress} has it
     */
    public record Wrote(String channel, String address, long atMillis, long openMillis, int messagesMax) {
        public JsonObject toJson() {
            return new JsonObject()
                    .put("channel", channel)
                    .put("address", address)
                    .put("at", atMillis)
                    .put("open", openMillis)
                    .put("messages", messagesMax);
        }

        /** @return what {@link #toJson} wrote; null when it is something else */
        public static @Nullable Wrote of(JsonObject json) {
            return json.getValue("channel") instanceof String channel
                            && json.getValue("address") instanceof String address
                            && json.getValue("at") instanceof Number at
                            && json.getValue("open") instanceof Number open
                            && json.getValue("messages") instanceof Number messages
                    ? new Wrote(channel, address, at.longValue(), open.longValue(), messages.intValue())
                    : null;
        }

        ShelfRow row() {
            byte[] key = ShelfKey.of(ROWS, channel, address).octets();
            byte[] value = toJson().put("v", 1).toBuffer().getBytes();
            return new ShelfRow(Shelf.CONVERSATIONS, key, value, atMillis + forgottenAfter(openMillis));
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
        blind();
        Consumer<ShelfRow> row = one -> {
            byte[] value = one.value();
            Wrote wrote = value == null ? null : Wrote.of(Json.read(value));
            if (wrote != null) {
                hold(wrote, 0);
            }
        };
        ShelfScan.read(store, Shelf.CONVERSATIONS, ShelfKey.of(ROWS).octets(), owner, row, done, failed);
    }

    private void hold(Wrote wrote, long learnedAtMillis) {
        long fingerprint = Fingerprint.of(wrote.channel(), wrote.address(), "");
        if (held.size() >= HELD_MAX && !held.containsKey(fingerprint)) {
            return;
        }
        Heard heard = new Heard(
                wrote.atMillis(), wrote.openMillis(), wrote.messagesMax(), learnedAtMillis, new AtomicInteger());
        held.merge(fingerprint, heard, (before, now) -> now.atMillis >= before.atMillis ? now : before);
    }

    // ---- other nodes

    /**
     * There are other nodes, whose webhooks bring what people write too.
     *
     * @param listener hears who wrote here; any thread
     */
    public void share(Consumer<Wrote> listener) {
        shared = true;
        told = listener;
    }

    /** Something may have been missed up to now. */
    public void blind() {
        blindAtMillis = wallMillis.getAsLong();
    }

    /** Somebody wrote to another node. */
    public void take(Wrote wrote, Executor owner, Runnable stored) {
        hold(wrote, wallMillis.getAsLong());
        store.keep(List.of(wrote.row()), owner, stored);
    }

    // ---- who wrote

    /**
     * Somebody has written.
     *
     * @return the row to be written with it
     */
    ShelfRow heard(String channel, String address, Window window, long atMillis) {
        long now = wallMillis.getAsLong();
        // A provider's clock that runs ahead opens no window for longer than ours does.
        Wrote wrote = new Wrote(
                channel, PlainAddress.of(address), Math.min(atMillis, now), window.openMillis(), window.messagesMax());
        hold(wrote, now);
        told.accept(wrote);
        return wrote.row();
    }

    /** A message was taken by the provider. */
    public void followed(String channel, String address) {
        Heard heard = held.get(Fingerprint.of(channel, PlainAddress.of(address), ""));
        if (heard != null && heard.messagesMax > 0) {
            heard.followed.incrementAndGet();
        }
    }

    private @Nullable Heard of(String channel, String address) {
        return held.isEmpty() ? null : held.get(Fingerprint.of(channel, PlainAddress.of(address), ""));
    }

    @Override
    public long openUntil(String channel, String address) {
        Heard heard = of(channel, address);
        return heard == null ? UNKNOWN : heard.openUntil();
    }

    public State state(String channel, String address, long nowMillis) {
        Heard heard = of(channel, address);
        if (heard == null) {
            return State.UNKNOWN;
        }
        if (nowMillis < heard.openUntil()) {
            return State.OPEN;
        }
        return isCertain(heard, nowMillis) ? State.CLOSED : State.UNKNOWN;
    }

    /** Whatever was missed would have been heard by now, or would have closed again. */
    private boolean isCertain(Heard heard, long nowMillis) {
        long blindMillis = shared ? Math.max(CATCH_UP_MILLIS, heard.openMillis) : CATCH_UP_MILLIS;
        return heard.learnedAtMillis > blindAtMillis || nowMillis - blindAtMillis >= blindMillis;
    }

    /** @return people in memory */
    public int size() {
        return held.size();
    }

    /** Forgets who has been silent for long. */
    void sweep() {
        long now = wallMillis.getAsLong();
        held.values().removeIf(heard -> heard.forgottenAt() < now);
    }
}

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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Who wrote when, on channels that make a difference of it, how many messages followed, and whose window the provider has called closed. Durable: what a message leaves
 * behind here is handed to the disk before the message's own end is.
 *
 * <p>What this gateway does not know the provider judges, and so a window is said to be closed only where nothing can have been missed: not right after a start, when
 * providers bring again what nobody took, and not while another node may have heard more ({@link #blind}). What the provider then says is known from there on, until
 * the person writes.
 */
public final class WindowBook implements Windows {
    /** People in memory, some 150 octets each; of those beyond nothing is known until others are forgotten. */
    public static final int HELD_MAX = 500_000;

    /** How long after a start providers are given to bring what was written meanwhile. */
    static final long CATCH_UP_MILLIS = Duration.ofHours(1).toMillis();

    /** How long somebody who follows an account, or taps its menu, may be answered: a minute at WeChat, and the clocks of two. */
    private static final long GLIMPSE_MILLIS = Duration.ofSeconds(65).toMillis();

    private static final Executor AT_ONCE = Runnable::run;

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
    private final AtomicLong openings = new AtomicLong();
    private volatile long blindAtMillis;
    private volatile boolean shared;
    private volatile Consumer<Wrote> told = wrote -> {};
    private volatile Consumer<WindowNews> toldMore = news -> {};

    /**
     * That somebody wrote.
     *
     * @param address as {@link PlainAddress} has it
     * @param message what their message is told by from the others of that moment, on every node; 0 where the provider has no id for it
     */
    public record Wrote(String channel, String address, long atMillis, long openMillis, int messagesMax, int message) {
        public JsonObject toJson() {
            JsonObject json = new JsonObject()
                    .put("channel", channel)
                    .put("address", address)
                    .put("at", atMillis)
                    .put("open", openMillis)
                    .put("messages", messagesMax);
            return message == 0 ? json : json.put("message", message);
        }

        /** @return what {@link #toJson} wrote; null when it is something else */
        public static @Nullable Wrote of(JsonObject json) {
            return json.getValue("channel") instanceof String channel
                            && json.getValue("address") instanceof String address
                            && json.getValue("at") instanceof Number at
                            && json.getValue("open") instanceof Number open
                            && json.getValue("messages") instanceof Number messages
                    ? new Wrote(
                            channel,
                            address,
                            at.longValue(),
                            open.longValue(),
                            messages.intValue(),
                            json.getValue("message") instanceof Number message ? message.intValue() : 0)
                    : null;
        }
    }

    /**
     * Free words on their way into somebody's window, where they have a place as long as nobody knows whether the provider takes them.
     *
     * @param address as {@link PlainAddress} has it
     * @param opening of the window that was found, 0 for none
     * @param messages as the provider counts
     */
    public record Visit(String channel, String address, Window window, long opening, int messages) {}

    WindowBook(Store store, LongSupplier wallMillis) {
        this.store = store;
        this.wallMillis = wallMillis;
    }

    void load(Executor owner, Runnable done, Runnable failed) {
        blind();
        Consumer<ShelfRow> row = one -> {
            byte[] value = one.value();
            JsonObject json = value == null ? new JsonObject() : Json.read(value);
            Heard heard = Heard.of(json, openings.incrementAndGet());
            if (heard != null && held.size() < HELD_MAX) {
                held.put(key(json.getString("channel"), json.getString("address")), heard);
            }
        };
        ShelfScan.read(store, Shelf.CONVERSATIONS, ShelfKey.of(Heard.ROWS).octets(), owner, row, done, failed);
    }

    private static long key(String channel, String plainAddress) {
        return Fingerprint.of(channel, plainAddress, "");
    }

    /** @return whether it is news: neither this message nor anything newer was known */
    private boolean hold(Wrote wrote, long learnedAtMillis) {
        long key = key(wrote.channel(), wrote.address());
        if (held.size() >= HELD_MAX && !held.containsKey(key)) {
            return true;
        }
        Heard heard = Heard.of(wrote, learnedAtMillis, openings.incrementAndGet());
        return held.merge(key, heard, (before, now) -> now.behind(before)).opening() == heard.opening();
    }

    // ---- other nodes

    /**
     * There are other nodes, whose webhooks bring what people write too.
     *
     * @param listener hears who wrote here; any thread
     * @param more hears what became of their windows here
     */
    public void share(Consumer<Wrote> listener, Consumer<WindowNews> more) {
        shared = true;
        told = listener;
        toldMore = more;
    }

    /** Something may have been missed up to now. */
    public void blind() {
        blindAtMillis = wallMillis.getAsLong();
    }

    /** Somebody wrote to another node. */
    public void take(Wrote wrote, Executor owner, Runnable stored) {
        if (hold(wrote, wallMillis.getAsLong())) {
            Heard known = held.get(key(wrote.channel(), wrote.address()));
            Heard kept = known == null ? Heard.of(wrote, 0, 0) : known;
            store.keep(List.of(kept.row(wrote.channel(), wrote.address())), owner, stored);
        } else {
            owner.execute(stored);
        }
    }

    /** Another node's words have followed what somebody wrote. Of a message that is not known here, or not the last any more, it says nothing. */
    public void take(WindowNews.Followed news, String node) {
        WindowNews.Opening opening = news.opening();
        change(
                opening.channel(),
                opening.address(),
                true,
                before -> before.atMillis() == opening.atMillis() && before.nth() == opening.nth()
                        ? before.followedElsewhere(node, news.count())
                        : before);
    }

    /** The provider has told another node that somebody's window is closed. */
    public void take(WindowNews.Shut news) {
        WindowNews.Opening opening = news.opening();
        shut(
                opening.channel(),
                opening.address(),
                news.window(),
                wallMillis.getAsLong(),
                before -> !before.isAfter(opening.atMillis(), opening.nth()));
    }

    private static WindowNews.Opening opening(String channel, String plain, Heard heard) {
        return new WindowNews.Opening(channel, plain, heard.atMillis(), heard.nth());
    }

    // ---- who wrote

    /**
     * Somebody has written.
     *
     * @param providerId of the message, null where it has none
     * @return the row to be written with it
     */
    ShelfRow heard(String channel, String address, Window window, long atMillis, @Nullable String providerId) {
        long now = wallMillis.getAsLong();
        String plain = PlainAddress.of(address);
        // A provider's clock that runs ahead opens no window for longer than ours does.
        Wrote wrote = new Wrote(
                channel,
                plain,
                Math.min(atMillis, now),
                window.openMillis(),
                window.messagesMax(),
                providerId == null ? 0 : providerId.hashCode());
        hold(wrote, now);
        told.accept(wrote);
        Heard known = held.get(key(channel, plain));
        return (known == null ? Heard.of(wrote, now, 0) : known).row(channel, plain);
    }

    /** Somebody was there and has written nothing: the provider may take an answer for a moment, and judges it. */
    void glimpsed(String channel, String address) {
        long until = wallMillis.getAsLong() + GLIMPSE_MILLIS;
        change(channel, PlainAddress.of(address), false, before -> before.doubtedUntil(until));
    }

    // ---- what is said to them

    /** Free words are about to be handed to the provider; what became of them is to be told once. */
    public Visit visit(String channel, String address, Window window, int messages) {
        String plain = PlainAddress.of(address);
        Heard heard =
                change(channel, plain, false, before -> before.messagesMax() == 0 ? before : before.with(0, messages));
        return new Visit(channel, plain, window, heard == null ? 0 : heard.opening(), messages);
    }

    /** @param taken messages that the provider has certainly taken, 0 to {@link Visit#messages} */
    public void ended(Visit visit, int taken) {
        if (visit.window().messagesMax() > 0) {
            Heard after = change(visit.channel(), visit.address(), taken > 0, before -> {
                // Whoever wrote meanwhile has opened another window.
                return before.opening() == visit.opening() ? before.with(taken, -visit.messages()) : before;
            });
            if (taken > 0 && after != null && after.opening() == visit.opening()) {
                WindowNews.Opening opening = opening(visit.channel(), visit.address(), after);
                toldMore.accept(new WindowNews.Followed(opening, after.followed()));
            }
        }
    }

    /** The provider has said that it is closed. What the person wrote after the words had left is not what it judged by. */
    public void shut(Visit visit) {
        long now = wallMillis.getAsLong();
        tell(
                visit.channel(),
                visit.address(),
                visit.window(),
                shut(
                        visit.channel(),
                        visit.address(),
                        visit.window(),
                        now,
                        before -> before.opening() == visit.opening()));
    }

    private void tell(String channel, String plain, Window window, @Nullable Heard shut) {
        if (shut != null) {
            toldMore.accept(new WindowNews.Shut(opening(channel, plain, shut), window));
        }
    }

    /**
     * The provider says of words that it had taken before that they found the window closed.
     *
     * @param atMillis when it found that, by its clock, which is the one that people's messages are dated by too
     */
    void shut(String channel, String address, Window window, long atMillis) {
        long now = wallMillis.getAsLong();
        String plain = PlainAddress.of(address);
        tell(channel, plain, window, shut(channel, plain, window, now, before -> before.atMillis() < atMillis));
    }

    /** @return what is known then; null when nothing follows from it */
    private @Nullable Heard shut(String channel, String plain, Window window, long now, Predicate<Heard> meant) {
        long key = key(channel, plain);
        if (held.size() >= HELD_MAX && !held.containsKey(key)) {
            return null;
        }
        boolean[] news = new boolean[1];
        Heard known = held.compute(key, (same, before) -> {
            if (before != null && !meant.test(before)) {
                return before;
            }
            Heard after = before == null ? Heard.shut(window, now) : before.shut(now);
            store.keep(List.of(after.row(channel, plain)), AT_ONCE, () -> {});
            news[0] = true;
            return after;
        });
        return news[0] ? known : null;
    }

    /** Nothing comes between a change in memory and its place on the way to the disk. */
    private @Nullable Heard change(String channel, String plain, boolean durably, UnaryOperator<Heard> changed) {
        return held.computeIfPresent(key(channel, plain), (same, before) -> {
            Heard after = changed.apply(before);
            if (durably && !after.equals(before)) {
                store.keep(List.of(after.row(channel, plain)), AT_ONCE, () -> {});
            }
            return after;
        });
    }

    // ---- questions

    private @Nullable Heard of(String channel, String address) {
        return held.isEmpty() ? null : held.get(key(channel, PlainAddress.of(address)));
    }

    @Override
    public long openUntil(String channel, String address) {
        Heard heard = of(channel, address);
        return heard == null ? UNKNOWN : heard.openUntil();
    }

    /** @param messages that are to be said, as the provider counts */
    public State state(String channel, String address, int messages, long nowMillis) {
        Heard heard = of(channel, address);
        if (heard == null) {
            return State.UNKNOWN;
        }
        if (nowMillis < heard.openUntil() && heard.hasRoomFor(messages)) {
            return State.OPEN;
        }
        return nowMillis >= heard.doubtUntilMillis() && isCertain(heard, nowMillis) ? State.CLOSED : State.UNKNOWN;
    }

    /** Whatever was missed would have been heard by now, or would have closed again. */
    private boolean isCertain(Heard heard, long nowMillis) {
        long blindMillis = shared ? Math.max(CATCH_UP_MILLIS, heard.openMillis()) : CATCH_UP_MILLIS;
        return heard.newestMillis() > blindAtMillis || nowMillis - blindAtMillis >= blindMillis;
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

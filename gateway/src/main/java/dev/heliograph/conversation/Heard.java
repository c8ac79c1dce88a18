package dev.heliograph.conversation;

import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfKey;
import dev.heliograph.store.ShelfRow;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one person's window on a channel.
 *
 * @param atMillis when they last wrote, 0 when they were never seen to
 * @param openMillis how long the window stays open, 0 for as long as they stay
 * @param messagesMax messages that may follow theirs, 0 for any number
 * @param learnedAtMillis when this process heard of it, 0 when it was read from the disk
 * @param opening tells one message of theirs from the next, also within one millisecond, in this process
 * @param nth the same among nodes: how many of their messages of that moment were heard
 * @param messages the last of those, as {@link WindowBook.Wrote#message} tells them apart: what a provider brings to two nodes, or twice, was written once
 * @param shutAtMillis when the provider said that it is closed, and nothing was heard since; 0 when it did not
 * @param followed messages that the provider has taken since from this node
 * @param elsewhere the same of each other node
 * @param underWay messages that it may be about to take
 * @param doubtUntilMillis until when the provider may take words although the window is closed
 */
record Heard(
        long atMillis,
        long openMillis,
        int messagesMax,
        long learnedAtMillis,
        long opening,
        int nth,
        List<Integer> messages,
        long shutAtMillis,
        int followed,
        Map<String, Integer> elsewhere,
        int underWay,
        long doubtUntilMillis) {
    static final String ROWS = "window";

    /** Whose window has been closed for so long is as if never seen. */
    private static final long REMEMBERED_MILLIS = Duration.ofDays(30).toMillis();

    /** The same where windows do not close. */
    private static final long SILENT_MILLIS = Duration.ofDays(365).toMillis();

    /** Of one moment, which is a second at most; of more a repeated one may be taken for another. */
    private static final int MESSAGES_MAX = 8;

    private static final String SHUT = "shut";
    private static final String FOLLOWED = "followed";
    private static final String NTH = "nth";
    private static final String WRITTEN = "written";
    private static final String ELSEWHERE = "elsewhere";

    static Heard of(WindowBook.Wrote wrote, long learnedAtMillis, long opening) {
        return new Heard(
                wrote.atMillis(),
                wrote.openMillis(),
                wrote.messagesMax(),
                learnedAtMillis,
                opening,
                1,
                wrote.message() == 0 ? List.of() : List.of(wrote.message()),
                0,
                0,
                Map.of(),
                0,
                0);
    }

    /** @return what is known behind both; the provider's clock may tell seconds only */
    Heard behind(Heard before) {
        boolean sameMoment = atMillis == before.atMillis;
        boolean same = sameMoment && !messages.isEmpty() && before.messages.containsAll(messages);
        if (same || atMillis < before.atMillis) {
            return before;
        }
        int number = sameMoment ? before.nth + 1 : 1;
        List<Integer> all = sameMoment ? together(before.messages, messages) : messages;
        return new Heard(
                atMillis,
                openMillis,
                messagesMax,
                learnedAtMillis,
                opening,
                number,
                all,
                shutAtMillis,
                followed,
                elsewhere,
                underWay,
                doubtUntilMillis);
    }

    private static List<Integer> together(List<Integer> earlier, List<Integer> later) {
        List<Integer> all = new ArrayList<>(earlier);
        all.addAll(later);
        return List.copyOf(all.subList(Math.max(0, all.size() - MESSAGES_MAX), all.size()));
    }

    /** @return whether {@code otherNth} of that moment is a message before the one that is known */
    boolean isAfter(long otherAtMillis, int otherNth) {
        return atMillis > otherAtMillis || (atMillis == otherAtMillis && nth > otherNth);
    }

    /** Somebody of whom nothing is known but that their window is closed. */
    static Heard shut(Window window, long nowMillis) {
        return new Heard(
                0, window.openMillis(), window.messagesMax(), nowMillis, 0, 0, List.of(), nowMillis, 0, Map.of(), 0, 0);
    }

    Heard shut(long nowMillis) {
        return new Heard(
                atMillis,
                openMillis,
                messagesMax,
                learnedAtMillis,
                opening,
                nth,
                messages,
                nowMillis,
                followed,
                elsewhere,
                underWay,
                0);
    }

    /** Counts more of either, less than 0 for what is under way no longer. */
    Heard with(int moreFollowed, int moreUnderWay) {
        return new Heard(
                atMillis,
                openMillis,
                messagesMax,
                learnedAtMillis,
                opening,
                nth,
                messages,
                shutAtMillis,
                followed + moreFollowed,
                elsewhere,
                underWay + moreUnderWay,
                doubtUntilMillis);
    }

    /** @param count messages of another node that have followed what the person wrote */
    Heard followedElsewhere(String node, int count) {
        Map<String, Integer> counts = new HashMap<>(elsewhere);
        counts.merge(node, count, Math::max);
        return new Heard(
                atMillis,
                openMillis,
                messagesMax,
                learnedAtMillis,
                opening,
                nth,
                messages,
                shutAtMillis,
                followed,
                Map.copyOf(counts),
                underWay,
                doubtUntilMillis);
    }

    private int followedInAll() {
        int sum = followed;
        for (int count : elsewhere.values()) {
            sum += count;
        }
        return sum;
    }

    /** Somebody was there and has written nothing. */
    Heard doubtedUntil(long millis) {
        return new Heard(
                atMillis,
                openMillis,
                messagesMax,
                learnedAtMillis,
                opening,
                nth,
                messages,
                shutAtMillis,
                followed,
                elsewhere,
                underWay,
                millis);
    }

    /** @param more messages that are to follow */
    boolean hasRoomFor(int more) {
        return messagesMax == 0 || followedInAll() + underWay + more <= messagesMax;
    }

    /** @return milliseconds since 1970, in the past when it is closed */
    long openUntil() {
        if (shutAtMillis > 0) {
            return shutAtMillis;
        }
        if (messagesMax > 0 && followedInAll() >= messagesMax) {
            return atMillis;
        }
        return openMillis == 0 ? Long.MAX_VALUE : atMillis + openMillis;
    }

    long forgottenAt() {
        long silent = openMillis == 0 ? SILENT_MILLIS : openMillis + REMEMBERED_MILLIS;
        return Math.max(atMillis + silent, shutAtMillis == 0 ? 0 : shutAtMillis + REMEMBERED_MILLIS);
    }

    /** @return when this process learned the last of it */
    long newestMillis() {
        return Math.max(learnedAtMillis, shutAtMillis);
    }

    ShelfRow row(String channel, String address) {
        byte[] key = ShelfKey.of(ROWS, channel, address).octets();
        JsonObject json = new WindowBook.Wrote(channel, address, atMillis, openMillis, messagesMax, 0)
                .toJson()
                .put("v", 1);
        if (followed > 0) {
            json.put(FOLLOWED, followed);
        }
        if (nth > 1) {
            json.put(NTH, nth);
        }
        if (!messages.isEmpty()) {
            json.put(WRITTEN, new JsonArray(messages));
        }
        if (!elsewhere.isEmpty()) {
            json.put(ELSEWHERE, new JsonObject(new HashMap<>(elsewhere)));
        }
        if (shutAtMillis > 0) {
            json.put(SHUT, shutAtMillis);
        }
        return new ShelfRow(Shelf.CONVERSATIONS, key, json.toBuffer().getBytes(), forgottenAt());
    }

    /** @return what {@link #row} wrote, in a process that has not heard of it itself; null when it is something else */
    static @Nullable Heard of(JsonObject json, long opening) {
        WindowBook.Wrote wrote = WindowBook.Wrote.of(json);
        if (wrote == null) {
            return null;
        }
        long shut = json.getValue(SHUT) instanceof Number at ? at.longValue() : 0;
        int followed = json.getValue(FOLLOWED) instanceof Number count ? count.intValue() : 0;
        int nth = json.getValue(NTH) instanceof Number number ? number.intValue() : 1;
        return new Heard(
                wrote.atMillis(),
                wrote.openMillis(),
                wrote.messagesMax(),
                0,
                opening,
                nth,
                messages(json),
                shut,
                followed,
                elsewhere(json),
                0,
                0);
    }

    private static List<Integer> messages(JsonObject json) {
        List<Integer> messages = new ArrayList<>();
        if (json.getValue(WRITTEN) instanceof JsonArray written) {
            written.forEach(one -> {
                if (one instanceof Number message) {
                    messages.add(message.intValue());
                }
            });
        }
        return List.copyOf(messages);
    }

    private static Map<String, Integer> elsewhere(JsonObject json) {
        Map<String, Integer> counts = new HashMap<>();
        if (json.getValue(ELSEWHERE) instanceof JsonObject nodes) {
            nodes.forEach(node -> {
                if (node.getValue() instanceof Number count) {
                    counts.put(node.getKey(), count.intValue());
                }
            });
        }
        return Map.copyOf(counts);
    }
}

package dev.heliograph.conversation;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which words to leave of one person stand, and which were taken back: by the node that heard them, because clocks do not tell which of two was the last. Whoever is back has taken
 * back what was known where they said so, and nothing that another node had heard and not told yet: in doubt they have left.
 *
 * <p>Nodes that know the same words know the same, in whatever order they came to know them: {@link #and} is the larger of both in every place.
 *
 * @param left the last word to leave that each node has heard and that stands, milliseconds since 1970; no node gives two words the same time
 * @param back the last one that each node had heard and that was taken back
 * @param beforeMillis whatever was said before is taken back, by whatever clock
 */
record Stops(Map<String, Long> left, Map<String, Long> back, long beforeMillis) {
    /** The clocks of two nodes are no further apart, else a word is dated by the one that is ahead. */
    static final long APART_MILLIS = Duration.ofMinutes(10).toMillis();

    /** Nothing was ever said. */
    static final Stops NONE = new Stops(Map.of(), Map.of(), 0);

    /** What heard a word that does not say so: it was written before words did. */
    private static final String SOME_NODE = "";

    Stops {
        back = later(back, beforeMillis);
        left = standing(left, back, beforeMillis);
    }

    /** @return a word of which nothing is known but its time: clocks decide */
    static Stops byClock(boolean out, long atMillis) {
        return out ? new Stops(Map.of(SOME_NODE, atMillis), Map.of(), 0) : new Stops(Map.of(), Map.of(), atMillis);
    }

    private static Map<String, Long> standing(Map<String, Long> left, Map<String, Long> back, long beforeMillis) {
        if (left.isEmpty()) {
            return left;
        }
        Map<String, Long> standing = new HashMap<>();
        long last = 0;
        for (Map.Entry<String, Long> word : left.entrySet()) {
            long atMillis = word.getValue();
            if (atMillis >= beforeMillis && atMillis > back.getOrDefault(word.getKey(), Long.MIN_VALUE)) {
                standing.put(word.getKey(), atMillis);
                last = Math.max(last, atMillis);
            }
        }
        // Whoever takes back the last of them takes these back too.
        return later(standing, last - APART_MILLIS);
    }

    private static Map<String, Long> later(Map<String, Long> words, long millis) {
        if (words.isEmpty()) {
            return Map.of();
        }
        Map<String, Long> later = new HashMap<>(words);
        later.values().removeIf(atMillis -> atMillis < millis);
        return Map.copyOf(later);
    }

    private static Map<String, Long> larger(Map<String, Long> one, Map<String, Long> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        Map<String, Long> larger = new HashMap<>(one);
        other.forEach((node, atMillis) -> larger.merge(node, atMillis, Math::max));
        return larger;
    }

    /** @return whether they have left */
    boolean out() {
        return !left.isEmpty();
    }

    /** @return what is known with a word to leave */
    Stops leaving(String node, long atMillis) {
        return new Stops(larger(left, Map.of(node, atMillis)), back, beforeMillis);
    }

    /** @return what is known with a word to come back, that was said where all this was known */
    Stops returning(long atMillis) {
        return new Stops(Map.of(), larger(back, left), Math.max(beforeMillis, atMillis - APART_MILLIS));
    }

    /** @return what is known at two nodes together */
    Stops and(Stops other) {
        return new Stops(
                larger(left, other.left), larger(back, other.back), Math.max(beforeMillis, other.beforeMillis));
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("left", new JsonObject(new HashMap<>(left)))
                .put("back", new JsonObject(new HashMap<>(back)))
                .put("before", beforeMillis);
    }

    /** @return what {@link #toJson} wrote; null when it is something else */
    static @Nullable Stops of(JsonObject json) {
        if (json.getValue("left") instanceof JsonObject left
                && json.getValue("back") instanceof JsonObject back
                && json.getValue("before") instanceof Number before) {
            return new Stops(times(left), times(back), before.longValue());
        }
        return null;
    }

    private static Map<String, Long> times(JsonObject json) {
        Map<String, Long> times = new HashMap<>();
        json.forEach(entry -> {
            if (entry.getValue() instanceof Number atMillis) {
                // There are few nodes and many people.
                times.put(entry.getKey().intern(), atMillis.longValue());
            }
        });
        return times;
    }
}

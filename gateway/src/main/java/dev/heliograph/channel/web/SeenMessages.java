package dev.heliograph.channel.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Inbound messages taken lately, by the provider's id: providers send again what was not acknowledged in time, and attackers what they have recorded. */
public final class SeenMessages {
    private static final int SEEN_MAX = 20_000;

    /** Who waits for a message to be stored; an empty list that is never added to once it is. */
    private static final List<Runnable> STORED = List.of();

    private final Map<String, List<Runnable>> seen = Recent.byAge(SEEN_MAX);

    /** @return true for a message that is new; if not, {@code stored} runs when the first of it is stored */
    public boolean isNew(String id, Runnable stored) {
        if (isRepeated(id, stored)) {
            return false;
        }
        List<Runnable> first = new ArrayList<>();
        first.add(stored);
        seen.put(id, first);
        return true;
    }

    /** @return false for a message that is new, and stays so; if not, {@code stored} runs when the first of it is stored */
    public boolean isRepeated(String id, Runnable stored) {
        List<Runnable> waiting = seen.get(id);
        if (waiting == null) {
            return false;
        }
        if (waiting == STORED) {
            stored.run();
        } else {
            waiting.add(stored);
        }
        return true;
    }

    /** The next one with this id is new. */
    public void forget(String id) {
        seen.remove(id);
    }

    public void stored(String id) {
        List<Runnable> waiting = seen.put(id, STORED);
        if (waiting != null) {
            waiting.forEach(Runnable::run);
        }
    }
}

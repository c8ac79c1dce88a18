package dev.heliograph.campaign;

import dev.heliograph.message.MessageState;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of a campaign's recipients. */
final class Counts {
    long refused;
    long released;
    /** Of the messages of those that were released. */
    final Map<MessageState, Long> states = new EnumMap<>(MessageState.class);
    /** Released, and their end neither known nor waited for in memory. */
    long untracked;

    /** @return messages that have come to their end */
    long ended() {
        long sum = 0;
        for (Map.Entry<MessageState, Long> entry : states.entrySet()) {
            sum += entry.getKey().isFinal() ? entry.getValue() : 0;
        }
        return sum;
    }

    void move(@Nullable MessageState from, MessageState to) {
        if (from != null) {
            states.merge(from, -1L, Long::sum);
        }
        states.merge(to, 1L, Long::sum);
    }
}

package dev.heliograph.channel.web;

import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pace toward one recipient: so many milliseconds between two messages. Who must wait is told until when, each later than the one before, so that a crowd that
 * waits for one recipient comes back one by one.
 *
 * <p>Remembers {@value #RECIPIENTS_MAX} recipients; the provider's own refusal covers those that were forgotten.
 */
public final class RecipientPace {
    private static final int RECIPIENTS_MAX = 100_000;

    private final long gapNanos;
    private final Map<String, Turn> turns = Recent.byUse(RECIPIENTS_MAX);

    private static final class Turn {
        private long freeAt;
        private long promised;
    }

    /** @param gapMillis between two messages, 0 for no such limit */
    public RecipientPace(long gapMillis) {
        this.gapNanos = gapMillis * 1_000_000;
    }

    /** @return null when a message may go now, which counts it; else what is said instead, with the time to wait */
    public Outcome.@Nullable Failed refusal(String recipient, long now) {
        long wait = waitNanos(recipient, now);
        return wait == 0
                ? null
                : new Outcome.Failed(
                        Failure.RECIPIENT_THROTTLED,
                        0,
                        "another message to this recipient has just left",
                        Math.max(1, wait / 1_000_000),
                        List.of());
    }

    /** @return 0 when a message may go now, which counts it; else the nanoseconds to wait before asking again */
    long waitNanos(String recipient, long now) {
        if (gapNanos == 0) {
            return 0;
        }
        Turn turn = turns.get(recipient);
        if (turn == null) {
            turn = new Turn();
            turns.put(recipient, turn);
        } else if (now - turn.freeAt < 0) {
            long promise = turn.promised - turn.freeAt < 0 ? turn.freeAt : turn.promised + gapNanos;
            turn.promised = promise;
            return promise - now;
        }
        turn.freeAt = now + gapNanos;
        turn.promised = now;
        return 0;
    }
}

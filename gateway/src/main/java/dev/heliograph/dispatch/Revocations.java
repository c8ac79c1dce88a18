package dev.heliograph.dispatch;

import dev.heliograph.channel.Channel;
import dev.heliograph.message.Attempt;
import dev.heliograph.message.Message;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Takes messages back from a provider before they go on over another channel, a few at a time. When very many go on at once, those that would have to wait for long are
 * not taken back: to go on in time is what their sender asked for. On the lane's loop.
 */
final class Revocations {
    /** Requests to the provider at once. */
    static final int UNDER_WAY_MAX = 16;

    /** Messages that wait for one of those. */
    static final int WAITING_MAX = 10_000;

    private final Channel channel;
    private final LaneCounts counts;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private int underWay;

    Revocations(Channel channel, LaneCounts counts) {
        this.channel = channel;
        this.counts = counts;
    }

    /** @param then run when it was taken back, or could not be */
    void revoke(Message message, List<Attempt.Part> parts, Runnable then) {
        if (parts.isEmpty() || !channel.capability().revocable() || waiting.size() >= WAITING_MAX) {
            then.run();
            return;
        }
        List<String> ids = parts.stream().map(Attempt.Part::providerId).toList();
        waiting.add(() -> channel.revoke(message, ids, revoked -> {
            underWay--;
            if (revoked) {
                counts.revoked.increment();
            }
            then.run();
            next();
        }));
        next();
    }

    private void next() {
        while (underWay < UNDER_WAY_MAX && !waiting.isEmpty()) {
            underWay++;
            waiting.remove().run();
        }
    }
}

package dev.heliograph.simulator.web;

import dev.heliograph.channel.web.Recent;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How fast a provider lets itself be used: in all, by what is sent, and toward one recipient. */
final class DeskRates {
    private static final int RECIPIENTS_MAX = 10_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final StandInProvider provider;
    private final LongSupplier nanos;
    private final Second all;
    private final Second alike;

    /** When the next message to a recipient would come without any burst. */
    private final Map<String, Long> dueByRecipient = Recent.byUse(RECIPIENTS_MAX);

    private long nextTurn;

    DeskRates(StandInProvider provider, LongSupplier nanos) {
        long now = nanos.getAsLong();
        this.provider = provider;
        this.nanos = nanos;
        this.all = new Second(now);
        this.alike = new Second(now);
        this.nextTurn = now;
    }

    /** What came within a second. */
    private static final class Second {
        private long began;
        private int count;

        Second(long now) {
            began = now;
        }

        boolean isFull(int max, long now) {
            if (now - began >= NANOS_PER_SECOND) {
                began = now;
                count = 0;
            }
            return count >= max;
        }

        void add() {
            count++;
        }
    }

    /** @return as what a message is refused, which counts nowhere; null when it may be taken, which counts it */
    @Nullable
    Trouble refusal(String recipient, JsonObject body) {
        long now = nanos.getAsLong();
        StandInProvider.Pace pace = provider.pace(recipient);
        if (pace != null && due(recipient, now) - now > (pace.burst() - 1) * gapNanos(pace)) {
            return Trouble.RECIPIENT_THROTTLED;
        }
        int own = provider.ratePerSecond(body);
        boolean queues = provider.queuesAboveRate();
        if ((own > 0 && alike.isFull(own, now)) || (!queues && all.isFull(provider.ratePerSecond(), now))) {
            return Trouble.THROTTLED;
        }
        if (pace != null) {
            dueByRecipient.put(recipient, due(recipient, now) + gapNanos(pace));
        }
        if (own > 0) {
            alike.add();
        }
        if (!queues) {
            all.add();
        }
        return null;
    }

    private long due(String recipient, long now) {
        Long before = dueByRecipient.get(recipient);
        return before == null || before - now < 0 ? now : before;
    }

    private static long gapNanos(StandInProvider.Pace pace) {
        return pace.gapMillis() * NANOS_PER_MILLI;
    }

    /** @return milliseconds that a message which was taken waits at the provider for its turn */
    long waitMillis() {
        if (!provider.queuesAboveRate()) {
            return 0;
        }
        long now = nanos.getAsLong();
        long turn = nextTurn - now < 0 ? now : nextTurn;
        nextTurn = turn + NANOS_PER_SECOND / provider.ratePerSecond();
        return (turn - now) / NANOS_PER_MILLI;
    }
}

package dev.heliograph.ingress.smpp;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Slows down the guessing of passwords. Wrong passwords are counted per system_id and address together: a stranger who guesses at an account never keeps its
 * owner out, who comes from another address. Unknown system_ids are counted as well, so that the pause tells nothing either.
 *
 * <p>The first wrong ones are free, for people mistype and deployments roll; then each doubles the pause. Whoever comes during the pause is refused unheard, which
 * costs the gateway nothing and does not lengthen the pause. Owned by the gate's event loop.
 */
final class BindBackoff {
    private record Origin(String systemId, InetAddress address) {}

    private record Failures(int count, long quietUntilNanos) {}

    private final BindGateOptions options;
    private final Map<Origin, Failures> byOrigin;

    BindBackoff(BindGateOptions options) {
        this.options = options;
        this.byOrigin = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Origin, Failures> eldest) {
                return size() > options.backoffOriginsMax();
            }
        };
    }

    boolean isQuiet(BindAttempt attempt, long nowNanos) {
        Failures failures = byOrigin.get(originOf(attempt));
        return failures != null && failures.count > options.freeFailures() && nowNanos - failures.quietUntilNanos < 0;
    }

    void onWrong(BindAttempt attempt, long nowNanos) {
        byOrigin.merge(
                originOf(attempt), failures(1, nowNanos), (before, first) -> failures(before.count + 1, nowNanos));
    }

    void onRight(BindAttempt attempt) {
        byOrigin.remove(originOf(attempt));
    }

    int size() {
        return byOrigin.size();
    }

    private Failures failures(int count, long nowNanos) {
        int doublings = Math.min(Math.max(0, count - options.freeFailures() - 1), 20);
        long pauseMillis = Math.min(options.backoffMillisMax(), options.backoffMillis() << doublings);
        return new Failures(Math.min(count, 1_000_000), nowNanos + TimeUnit.MILLISECONDS.toNanos(pauseMillis));
    }

    private static Origin originOf(BindAttempt attempt) {
        return new Origin(attempt.systemId(), attempt.remote());
    }
}

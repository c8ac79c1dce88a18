package dev.heliograph.ops;

import java.util.List;

/**
 * Whether the gateway should be sent work.
 *
 * @param reasons what keeps it from taking work, a few words each; empty when it is ready
 * @param warnings what somebody should look at although work is taken
 */
public record Readiness(List<String> reasons, List<String> warnings) {
    public boolean isReady() {
        return reasons.isEmpty();
    }
}

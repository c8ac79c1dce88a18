package dev.heliograph.ops;

import java.util.List;

/**
 * Whether the gateway should be sent work.
 *
 * @param reasons what is missing, a few words each; empty when it is ready
 */
public record Readiness(List<String> reasons) {
    public boolean isReady() {
        return reasons.isEmpty();
    }
}

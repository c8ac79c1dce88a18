package dev.heliograph.ops;

import java.util.List;

/**
 * Receipts of an account at a provider that belong to no message known here.
 *
 * @param parked how many wait
 * @param oldestSeconds for how long the oldest of them has waited
 * @param newest of those that wait, newest first
 * @param orphans the last that were given up, newest first
 */
public record ReceiptsView(String account, int parked, long oldestSeconds, List<Entry> newest, List<Entry> orphans) {

    /**
     * A receipt.
     *
     * @param id as the provider gave it, in canonical form
     * @param channel that it came in on
     * @param receivedAt milliseconds since 1970
     */
    public record Entry(String id, String channel, String state, long receivedAt) {}
}

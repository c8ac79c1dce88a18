package dev.heliograph.receipt;

import dev.heliograph.store.ParkedReceipt;
import java.util.List;

/**
 * The receipts of a provider account that belong to no message known here, for people.
 *
 * @param waiting how many are parked
 * @param oldestReceivedAtMillis when the oldest of them came in, 0 when there is none
 * @param newest of them, newest first
 * @param orphans given up after 72 hours since the start, newest first
 */
public record ParkedView(
        String account,
        int waiting,
        long oldestReceivedAtMillis,
        List<ParkedReceipt> newest,
        List<ParkedReceipt> orphans) {}

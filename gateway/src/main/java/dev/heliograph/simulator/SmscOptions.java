package dev.heliograph.simulator;

import dev.heliograph.smpp.server.ServerTls;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the stand-in listens and whom it serves.
 *
 * @param host default 127.0.0.1
 * @param port 0 for any free one; default 2776
 * @param accounts password by system_id; empty lets anybody bind
 * @param window submits of a session that may be unanswered; default 10,000
 * @param deliverWindow receipts and messages to a session that may be unanswered; default 500
 * @param pendingMax receipts that may wait for their time or for a slow client, in all; above it submits get ESME_RMSGQFUL; default 5,000,000
 * @param tls null for plain TCP, the default
 * @param seed what all chance follows from; default 1
 * @param firstId number of the first message; 0 takes it from the clock, so that a restart gives no id twice; default 0
 * @param journalMax submits kept to be looked at, the oldest leave; 0, the default, for none
 */
public record SmscOptions(
        String host,
        int port,
        Map<String, String> accounts,
        int window,
        int deliverWindow,
        int pendingMax,
        @Nullable ServerTls tls,
        long seed,
        long firstId,
        int journalMax) {
    public static final SmscOptions DEFAULT =
            new SmscOptions("127.0.0.1", 2776, Map.of(), 10_000, 500, 5_000_000, null, 1, 0, 0);

    public SmscOptions {
        accounts = Map.copyOf(accounts);
        if (port < 0 || port > 0xFFFF) {
            throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
        }
        if (window < 1 || deliverWindow < 1 || pendingMax < 1) {
            throw new IllegalArgumentException("window, deliverWindow and pendingMax must be at least 1");
        }
        if (firstId < 0 || journalMax < 0) {
            throw new IllegalArgumentException("firstId and journalMax cannot be negative");
        }
    }

    public SmscOptions withAddress(String newHost, int newPort) {
        return new SmscOptions(
                newHost, newPort, accounts, window, deliverWindow, pendingMax, tls, seed, firstId, journalMax);
    }

    public SmscOptions withAccounts(Map<String, String> value) {
        return new SmscOptions(host, port, value, window, deliverWindow, pendingMax, tls, seed, firstId, journalMax);
    }

    public SmscOptions withDeliverWindow(int value) {
        return new SmscOptions(host, port, accounts, window, value, pendingMax, tls, seed, firstId, journalMax);
    }

    public SmscOptions withPendingMax(int value) {
        return new SmscOptions(host, port, accounts, window, deliverWindow, value, tls, seed, firstId, journalMax);
    }

    public SmscOptions withTls(@Nullable ServerTls value) {
        return new SmscOptions(
                host, port, accounts, window, deliverWindow, pendingMax, value, seed, firstId, journalMax);
    }

    /** @param newFirstId 1 or more makes the ids repeatable too */
    public SmscOptions withSeed(long newSeed, long newFirstId) {
        return new SmscOptions(
                host, port, accounts, window, deliverWindow, pendingMax, tls, newSeed, newFirstId, journalMax);
    }

    public SmscOptions withJournal(int value) {
        return new SmscOptions(host, port, accounts, window, deliverWindow, pendingMax, tls, seed, firstId, value);
    }
}

package dev.heliograph.simulation;

import dev.heliograph.message.Event;
import java.util.Arrays;

/** What is known of one account's stream: at each cursor one event, the same for everybody who ever sees it. */
final class StreamRecord {
    private final String account;
    private final Ledger ledger;
    private long[] seen = new long[1 << 10];

    StreamRecord(String account, Ledger ledger) {
        this.account = account;
        this.ledger = ledger;
    }

    /** Somebody was told of an event. */
    void told(Event event, String who) {
        Event.Receipt receipt = (Event.Receipt) event;
        int cursor = (int) event.cursor();
        if (cursor >= seen.length) {
            seen = Arrays.copyOf(seen, Math.max(2 * seen.length, cursor + 1));
        }
        long is = receipt.message() << 8 | (long) receipt.state().ordinal() << 1 | (receipt.late() ? 1 : 0) | 1L << 62;
        if (seen[cursor] == 0) {
            seen[cursor] = is;
        } else if (seen[cursor] != is) {
            ledger.violate(
                    "stable ids",
                    Ledger.number(receipt.reference()),
                    account + " event " + cursor + " is another one for " + who + ": " + receipt.state());
        }
    }
}

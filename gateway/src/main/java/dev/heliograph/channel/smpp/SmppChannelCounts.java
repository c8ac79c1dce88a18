package dev.heliograph.channel.smpp;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What a channel has done since it was made; read from any thread. */
public final class SmppChannelCounts {
    /** submit_sm written. */
    public final LongAdder submitted = new LongAdder();

    /** submit_sm that the message centre took. */
    public final LongAdder taken = new LongAdder();

    /** submit_sm refused because of the rate or a full queue. */
    public final LongAdder throttled = new LongAdder();

    /** submit_sm refused for another reason. */
    public final LongAdder refused = new LongAdder();

    /** submit_sm without an answer: their outcome is unknown. */
    public final LongAdder unanswered = new LongAdder();

    /** Parts sent again after a refusal that may pass. */
    public final LongAdder partsAgain = new LongAdder();

    /** Receipts that came. */
    public final LongAdder receipts = new LongAdder();

    /** Receipts that named no message, acknowledged and dropped. */
    public final LongAdder receiptsUnreadable = new LongAdder();

    /** Receipts whose id was held back because it could be read in two ways. */
    public final LongAdder receiptsInDoubt = new LongAdder();

    /** Messages from people. */
    public final LongAdder inbound = new LongAdder();

    /** alert_notification. */
    public final LongAdder alerts = new LongAdder();

    /** Sessions bound. */
    public final LongAdder binds = new LongAdder();

    /** Tries to bind that failed. */
    public final LongAdder bindsFailed = new LongAdder();

    /** Bound sessions that ended otherwise than by our own unbind. */
    public final LongAdder sessionsLost = new LongAdder();

    SmppChannelCounts() {}

    /** @return those that a lane does not count itself */
    Map<String, LongAdder> byName() {
        return Map.of(
                "smpp.submits", submitted,
                "smpp.throttled", throttled,
                "smpp.unanswered", unanswered,
                "smpp.parts.again", partsAgain,
                "smpp.receipts.unreadable", receiptsUnreadable,
                "smpp.receipts.in.doubt", receiptsInDoubt,
                "smpp.inbound", inbound,
                "smpp.binds", binds,
                "smpp.binds.failed", bindsFailed,
                "smpp.sessions.lost", sessionsLost);
    }
}

package dev.heliograph.ingress.mail;

import java.util.concurrent.atomic.LongAdder;

/** What came to the door. */
public final class MailDoorCounts {
    /** Mails whose consequences are stored. */
    public final LongAdder taken = new LongAdder();

    /** Recipients that are none of ours. */
    public final LongAdder unknown = new LongAdder();

    /** Mails that were too large, or no mails. */
    public final LongAdder refused = new LongAdder();

    /** Mails that are to come again, because nothing could be stored in time. */
    public final LongAdder late = new LongAdder();

    /** Connections beyond the bounds. */
    public final LongAdder turnedAway = new LongAdder();
}

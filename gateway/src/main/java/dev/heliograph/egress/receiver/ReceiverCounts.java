package dev.heliograph.egress.receiver;

import java.util.concurrent.atomic.LongAdder;

/** What all receiver pumps together have done, for the metrics. */
public final class ReceiverCounts {
    /** Events that an ESME took. */
    public final LongAdder taken = new LongAdder();

    /** Sendings that had to be repeated: refused for now, unanswered, or cut off. */
    public final LongAdder repeated = new LongAdder();

    /** Events that an ESME refused for good. */
    public final LongAdder refused = new LongAdder();

    /** Events given up because they broke the code that makes a deliver_sm of them. */
    public final LongAdder quarantined = new LongAdder();

    /** Events that no deliver_sm can carry to the session there is. */
    public final LongAdder unencodable = new LongAdder();
}

package dev.heliograph.ingress.pages;

import java.util.concurrent.atomic.LongAdder;

/** What the desk of the pages counts; any thread may read. */
public final class PageCounts {
    /** Pages shown. */
    public final LongAdder shown = new LongAdder();
    /** Requests that showed a person to have read. */
    public final LongAdder read = new LongAdder();
    /** Replies that became events. */
    public final LongAdder replies = new LongAdder();
    /** Pages of messages that are no longer there, or have expired. */
    public final LongAdder gone = new LongAdder();
    /** Links that are none of ours. */
    public final LongAdder unknown = new LongAdder();
    /** Requests for pages of other nodes, passed on to them. */
    public final LongAdder relayed = new LongAdder();
    /** Those for which no node was found that answers. */
    public final LongAdder unreached = new LongAdder();
    /** Requests refused because of too many wrong links, or too many replies. */
    public final LongAdder refused = new LongAdder();
}

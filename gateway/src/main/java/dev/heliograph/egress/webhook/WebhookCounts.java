package dev.heliograph.egress.webhook;

import java.util.concurrent.atomic.LongAdder;

/** What the webhooks of a node have done since it started, for the metrics. */
public final class WebhookCounts {
    /** Events that an endpoint took. */
    public final LongAdder taken = new LongAdder();

    /** Requests that failed, whatever became of their events. */
    public final LongAdder failed = new LongAdder();

    /** Events given up after the last try; they can be replayed. */
    public final LongAdder dead = new LongAdder();
}

package dev.heliograph.channel.web;

import java.util.concurrent.atomic.LongAdder;

/** What a channel has done so far; any thread may read. */
public final class WebChannelCounts {
    public final LongAdder requests = new LongAdder();
    public final LongAdder receipts = new LongAdder();
    public final LongAdder inbound = new LongAdder();
    /** Inbound messages that had been taken before. */
    public final LongAdder repeated = new LongAdder();
    /** Webhooks with a wrong signature. */
    public final LongAdder forged = new LongAdder();
    /** Webhooks that were signed and could not be read. */
    public final LongAdder unreadable = new LongAdder();
    /** Times the provider was asked whether it reaches somebody. */
    public final LongAdder lookups = new LongAdder();
    /** Access tokens that the provider refused before their time. */
    public final LongAdder tokensRefused = new LongAdder();
}

package dev.heliograph.loadtest;

import org.HdrHistogram.Histogram;

/**
 * What one flow did in one second.
 *
 * @param second from 1
 * @param accept latencies of what was accepted, from the planned time, in nanoseconds
 * @param service the same from the write
 */
record Sample(
        int second,
        Flow flow,
        long sent,
        long accepted,
        long refused,
        long missed,
        long receipts,
        Histogram accept,
        Histogram service) {}

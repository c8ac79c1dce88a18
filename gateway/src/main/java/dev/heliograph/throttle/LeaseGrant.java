package dev.heliograph.throttle;

/**
 * What a node was given.
 *
 * @param ready permits usable now
 * @param promised permits that fall due evenly between {@code fromMicros} and {@code untilMicros} after now
 * @param fromMicros when the first interval of those begins
 * @param untilMicros when the last one falls due; with nothing granted: when asking again makes sense
 * @param nodes nodes that share the bucket
 */
record LeaseGrant(long ready, long promised, long fromMicros, long untilMicros, int nodes) {
    long permits() {
        return ready + promised;
    }
}

package dev.heliograph.throttle;

/**
 * What a node asks of a shared bucket; with nothing wanted, a sign of life.
 *
 * @param bucket its name
 * @param rate the rate this node believes in
 * @param wanted permits, 0 or more
 * @param need permits without which the next message cannot go, at most {@code wanted}
 * @param returned permits of earlier leases that were not spent; negative: permits spent without a lease
 * @param leaseMicros what a lease covers when the bucket is contended, in microseconds of the rate
 * @param leaving this node no longer uses the bucket
 */
record LeaseRequest(
        String bucket, Rate rate, long wanted, long need, long returned, long leaseMicros, boolean leaving) {}

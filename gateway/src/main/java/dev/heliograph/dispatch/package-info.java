/**
 * One lane per channel: queue, bucket, window, channel; retry, fallback and expiry.
 *
 * <p>A lane, its channel and its correlator are owned by one event loop.
 */
@NullMarked
package dev.heliograph.dispatch;

import org.jspecify.annotations.NullMarked;

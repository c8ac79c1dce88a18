/**
 * The way out to the client: one durable, ordered stream of events per account, and whoever consumes it, each from its own cursor.
 *
 * <p>The store's writer appends to a stream's tail; any event loop reads it. A subscription belongs to the loop that made it.
 */
@NullMarked
package dev.heliograph.egress;

import org.jspecify.annotations.NullMarked;

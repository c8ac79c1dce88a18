/**
 * What is known of recipients: over which channel each was reached, by which other addresses they are known, what they prefer. Receipts and refusals feed it, the choice
 * of channels reads it. One owner, an event loop; what it publishes are values that any thread may read.
 */
@NullMarked
package dev.heliograph.reach;

import org.jspecify.annotations.NullMarked;

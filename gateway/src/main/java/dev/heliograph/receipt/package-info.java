/**
 * Receipts: which message a provider's id belongs to, and what its receipt makes of the message. A message's state moves up only and becomes final once.
 *
 * <p>Each {@link dev.heliograph.receipt.Correlator} belongs to one channel and is touched by that channel's event loop only.
 */
@NullMarked
package dev.heliograph.receipt;

import org.jspecify.annotations.NullMarked;

/**
 * Receipts: which message a provider's id belongs to, and what its receipt makes of the message. A message's state moves up only and becomes final once.
 *
 * <p>Ids belong to an account at a provider, and so does each {@link dev.heliograph.receipt.Correlator}: it is touched by one event loop only, that of the
 * account's first channel. Channels that share the account reach it through a {@link dev.heliograph.receipt.CorrelatorProxy}.
 */
@NullMarked
package dev.heliograph.receipt;

import org.jspecify.annotations.NullMarked;

/**
 * The one gate that both doors share: who may, what is well formed, how much, seen before; then durable, then queued.
 *
 * <p>Accounts and routes are values that are replaced whole when the configuration is reloaded; everything else here is stateless but for each account's token
 * bucket, which any event loop may take from.
 */
@NullMarked
package dev.heliograph.admission;

import org.jspecify.annotations.NullMarked;

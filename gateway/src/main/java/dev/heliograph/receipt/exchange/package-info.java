/**
 * Receipts that reach another node than the one that sent the message. Nodes with one account at a provider share its receipts as the provider deals them out; a node
 * that cannot match one has parked and acknowledged it, and offers it to the others through a stream in Redis until one of them says that its store has it.
 *
 * <p>Redis carries copies only: a receipt lies in the store of the node that it reached until another store has it, so Redis may be away, slow or emptied. One
 * {@link dev.heliograph.receipt.exchange.ReceiptExchange} a node, owned by one event loop.
 */
@NullMarked
package dev.heliograph.receipt.exchange;

import org.jspecify.annotations.NullMarked;

/**
 * The callbacks of other gateways' users: receipts by a GET or POST to the URL that came with the message (Kannel's {@code dlr-url}, Jasmin's), and what people write
 * to the account's numbers.
 *
 * <p>What is to be called stands in the message's notes, so that it is as durable as the message; the account's stream says when. An account's callbacks are one consumer
 * of its stream with the rules of a webhook: tried again, set aside, probed, given up. URLs come from clients: private addresses are refused as those of webhooks are.
 */
@NullMarked
package dev.heliograph.egress.callback;

import org.jspecify.annotations.NullMarked;

/**
 * Events out over SMPP: each account's receipts and inbound messages, as deliver_sm to whichever of its receivers and transceivers is bound.
 *
 * <p>One {@link dev.heliograph.egress.receiver.ReceiverPump} an account reads its stream under the consumer name {@code smpp} and belongs to one event loop. The
 * sessions it feeds live on loops of their own: deliveries are handed over in batches and come back through an inbox. An event is acknowledged once the ESME has
 * taken it or refused it for good, never before, so what no session has answered is sent again, also after a restart.
 *
 * <p>Not everything in the stream is told over SMPP: a client of this protocol gets one final receipt a message and, if it asked, word that the message is on its
 * way. Late receipts, which change nothing, switches of channel and the reading of a message that was reported delivered are for the other ways out.
 */
@NullMarked
package dev.heliograph.egress.receiver;

import org.jspecify.annotations.NullMarked;

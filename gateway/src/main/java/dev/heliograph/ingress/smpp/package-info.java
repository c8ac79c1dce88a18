/**
 * The SMPP door, where the gateway is the message centre: binds, submissions, and the commands about messages already submitted.
 *
 * <p>A session and everything it remembers belongs to the event loop of its connection; one {@link dev.heliograph.ingress.smpp.SmppIngress} runs per core and they
 * share the port. Two things are counted over all of them: binds, by the {@link dev.heliograph.ingress.smpp.BindGate}, which is touched by one event loop that
 * the others hand their questions to; and the {@link dev.heliograph.ingress.smpp.SessionRegistry}, which is only looked at. No PDU is accepted before admission has
 * answered, and what the gateway is told it hands on: octets are not recoded here.
 */
@NullMarked
package dev.heliograph.ingress.smpp;

import org.jspecify.annotations.NullMarked;

/**
 * SMS over SMPP: the gateway as ESME of an upstream message centre.
 *
 * <p>{@link dev.heliograph.channel.smpp.SmppChannel} keeps the sessions of one account at one message centre and spreads messages over them; all of it lives on
 * the event loop that started it. A message leaves as one or more submit_sm, whole on one session; receipts and inbound messages are acknowledged only once
 * they are stored.
 */
@NullMarked
package dev.heliograph.channel.smpp;

import org.jspecify.annotations.NullMarked;

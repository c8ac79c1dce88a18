/**
 * SMPP protocol data units: one record per PDU, each holding its own codec, and the values their fields take.
 *
 * <p>Everything public here is immutable, except {@link dev.heliograph.smpp.pdu.PduDecoder},
 * {@link dev.heliograph.smpp.pdu.PduEncoder} and {@link dev.heliograph.smpp.pdu.SmBuilder}, which belong to one thread each. Decoding is
 * total: any octets become a PDU or a {@link dev.heliograph.smpp.pdu.Malformed} value, never an exception. Sections named
 * "3.4" and "5.0" are those of the SMPP specifications, Issue 1.2 and of 19 February 2003.
 */
@NullMarked
package dev.heliograph.smpp.pdu;

import org.jspecify.annotations.NullMarked;

package dev.heliograph.ingress.smpp;

import dev.heliograph.smpp.pdu.BindKind;

/**
 * One bound session at one moment, for the console.
 *
 * @param remote address and port of the ESME
 * @param version 0x33, 0x34 or 0x50
 * @param boundAtMillis milliseconds since 1970
 * @param windowMax requests that may be unanswered, in either direction
 * @param windowUsed requests of the ESME that are not answered yet
 * @param deliverWindowUsed deliver_sm that the ESME has not answered yet
 * @param requests the ESME has made
 * @param accepted messages taken from it
 * @param refused requests answered with an error
 * @param delivered deliver_sm that it took
 */
public record SessionSnapshot(
        String account,
        String systemId,
        BindKind kind,
        String remote,
        int version,
        long boundAtMillis,
        int windowMax,
        int windowUsed,
        int deliverWindowUsed,
        long requests,
        long accepted,
        long refused,
        long delivered) {}

package dev.heliograph.ops;

/**
 * A client's SMPP session.
 *
 * @param bind {@code transmitter}, {@code receiver} or {@code transceiver}
 * @param version of the protocol, as in {@code 3.4}
 * @param remote address and port
 * @param inFlight our requests that it has not answered
 * @param windowMax of them at once
 * @param submits taken from it
 * @param delivers sent to it
 */
public record SessionView(
        String account,
        String bind,
        String version,
        String remote,
        int inFlight,
        int windowMax,
        long submits,
        long delivers) {}

package dev.heliograph.ingress.smpp;

import dev.heliograph.smpp.server.SmppServerOptions;
import dev.heliograph.smpp.server.UnboundConnections;
import java.time.Duration;

/**
 * One listening SMPP door; a second one with TLS has options of its own.
 *
 * @param server where and how to listen. Its {@code limits().sendWindowMax()} must be at least the largest window of any account: what may be unanswered towards a
 *     session is the account's {@code windowMax}, up to that
 * @param unbound shared by all instances of the door
 * @param stopTimeout how long open requests and unbinds may take at the end
 */
public record SmppIngressOptions(SmppServerOptions server, UnboundConnections unbound, Duration stopTimeout) {
    /** Room for the largest window that an account may have. */
    public static final int SEND_WINDOW_MAX = 10_000;

    public static SmppIngressOptions of(SmppServerOptions server) {
        return of(server, UnboundConnections.unlimited());
    }

    public static SmppIngressOptions of(SmppServerOptions server, UnboundConnections unbound) {
        return new SmppIngressOptions(
                server.withLimits(server.limits().withSendWindowMax(SEND_WINDOW_MAX)), unbound, Duration.ofSeconds(5));
    }
}

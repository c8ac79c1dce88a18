package dev.heliograph.smpp.server;

import dev.heliograph.smpp.pdu.BindRequest;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import dev.heliograph.smpp.session.SessionLimits;
import dev.heliograph.smpp.session.SessionTimers;
import org.jspecify.annotations.Nullable;

/**
 * How a server listens.
 *
 * @param host address to listen on; default 0.0.0.0
 * @param port 0 for any free one, which {@link SmppServer#actualPort()} tells; -1 for any free one that the instances of one verticle
 *     deployment share; default 2775
 * @param acceptBacklog connections the kernel may hold before they are accepted; default 1,024
 * @param connectionsMax open connections of this server instance, bound or not; those above are closed at once; default 10,000
 * @param systemId the message centre's name in bind responses, at most 15 characters; default "heliograph"
 * @param interfaceVersion the highest version spoken, 0x34 or 0x50; default 0x50
 * @param tls null for plain TCP, the default
 */
public record SmppServerOptions(
        String host,
        int port,
        int acceptBacklog,
        int connectionsMax,
        String systemId,
        int interfaceVersion,
        SessionLimits limits,
        SessionTimers timers,
        @Nullable ServerTls tls) {
    public static final SmppServerOptions DEFAULT = new SmppServerOptions(
            "0.0.0.0",
            2775,
            1_024,
            10_000,
            "heliograph",
            InterfaceVersion.V5_0,
            SessionLimits.DEFAULT,
            SessionTimers.DEFAULT,
            null);

    public SmppServerOptions {
        if (port < -1 || port > 0xFFFF) {
            throw new IllegalArgumentException("port must be -1 to 65535, not " + port);
        }
        if (acceptBacklog < 1 || connectionsMax < 1) {
            throw new IllegalArgumentException("acceptBacklog and connectionsMax must be at least 1");
        }
        if (systemId.length() >= BindRequest.SYSTEM_ID_OCTETS_MAX) {
            throw new IllegalArgumentException("systemId has at most 15 characters: " + systemId);
        }
        if (interfaceVersion != InterfaceVersion.V3_4 && interfaceVersion != InterfaceVersion.V5_0) {
            throw new IllegalArgumentException("interfaceVersion must be 0x34 or 0x50");
        }
    }

    public SmppServerOptions withAddress(String newHost, int newPort) {
        return new SmppServerOptions(
                newHost, newPort, acceptBacklog, connectionsMax, systemId, interfaceVersion, limits, timers, tls);
    }

    public SmppServerOptions withConnectionsMax(int value) {
        return new SmppServerOptions(host, port, acceptBacklog, value, systemId, interfaceVersion, limits, timers, tls);
    }

    public SmppServerOptions withSystemId(String value) {
        return new SmppServerOptions(
                host, port, acceptBacklog, connectionsMax, value, interfaceVersion, limits, timers, tls);
    }

    public SmppServerOptions withInterfaceVersion(int value) {
        return new SmppServerOptions(host, port, acceptBacklog, connectionsMax, systemId, value, limits, timers, tls);
    }

    public SmppServerOptions withLimits(SessionLimits value) {
        return new SmppServerOptions(
                host, port, acceptBacklog, connectionsMax, systemId, interfaceVersion, value, timers, tls);
    }

    public SmppServerOptions withTimers(SessionTimers value) {
        return new SmppServerOptions(
                host, port, acceptBacklog, connectionsMax, systemId, interfaceVersion, limits, value, tls);
    }

    public SmppServerOptions withTls(@Nullable ServerTls value) {
        return new SmppServerOptions(
                host, port, acceptBacklog, connectionsMax, systemId, interfaceVersion, limits, timers, value);
    }
}

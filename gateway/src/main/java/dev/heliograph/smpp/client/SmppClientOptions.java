package dev.heliograph.smpp.client;

import dev.heliograph.smpp.pdu.BindKind;
import dev.heliograph.smpp.pdu.BindRequest;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.session.SessionLimits;
import dev.heliograph.smpp.session.SessionTimers;
import org.jspecify.annotations.Nullable;

/**
 * Where and how a client binds.
 *
 * @param host of the message centre
 * @param port of the message centre; default 2775
 * @param kind default transceiver
 * @param systemId at most 15 characters
 * @param password at most 8 characters
 * @param systemType at most 12 characters; default empty
 * @param interfaceVersion offered, 0x33, 0x34 or 0x50; default 0x34
 * @param addressRange default empty
 * @param connectMillis how long connecting, with TLS, may take; default 10,000
 * @param bindMillis how long the bind may stay unanswered; default 10,000
 * @param limits sendWindowMax is the window towards the message centre
 * @param tls null for plain TCP, the default
 */
public record SmppClientOptions(
        String host,
        int port,
        BindKind kind,
        String systemId,
        String password,
        String systemType,
        int interfaceVersion,
        SmppAddress addressRange,
        int connectMillis,
        int bindMillis,
        SessionLimits limits,
        SessionTimers timers,
        @Nullable ClientTls tls) {
    public SmppClientOptions {
        if (port < 1 || port > 0xFFFF) {
            throw new IllegalArgumentException("port must be 1 to 65535, not " + port);
        }
        requireLength(systemId, BindRequest.SYSTEM_ID_OCTETS_MAX, "systemId");
        requireLength(password, BindRequest.PASSWORD_OCTETS_MAX, "password");
        requireLength(systemType, BindRequest.SYSTEM_TYPE_OCTETS_MAX, "systemType");
        if (connectMillis < 1 || bindMillis < 1) {
            throw new IllegalArgumentException("connectMillis and bindMillis must be at least 1");
        }
    }

    /** A transceiver of 3.4 without TLS, everything else at its default. */
    public static SmppClientOptions of(String host, int port, String systemId, String password) {
        return new SmppClientOptions(
                host,
                port,
                BindKind.TRANSCEIVER,
                systemId,
                password,
                "",
                InterfaceVersion.V3_4,
                SmppAddress.EMPTY,
                10_000,
                10_000,
                SessionLimits.DEFAULT,
                SessionTimers.DEFAULT,
                null);
    }

    public SmppClientOptions withKind(BindKind value) {
        return new SmppClientOptions(
                host,
                port,
                value,
                systemId,
                password,
                systemType,
                interfaceVersion,
                addressRange,
                connectMillis,
                bindMillis,
                limits,
                timers,
                tls);
    }

    public SmppClientOptions withSystemType(String value) {
        return new SmppClientOptions(
                host,
                port,
                kind,
                systemId,
                password,
                value,
                interfaceVersion,
                addressRange,
                connectMillis,
                bindMillis,
                limits,
                timers,
                tls);
    }

    public SmppClientOptions withInterfaceVersion(int value) {
        return new SmppClientOptions(
                host,
                port,
                kind,
                systemId,
                password,
                systemType,
                value,
                addressRange,
                connectMillis,
                bindMillis,
                limits,
                timers,
                tls);
    }

    public SmppClientOptions withTimeouts(int newConnectMillis, int newBindMillis) {
        return new SmppClientOptions(
                host,
                port,
                kind,
                systemId,
                password,
                systemType,
                interfaceVersion,
                addressRange,
                newConnectMillis,
                newBindMillis,
                limits,
                timers,
                tls);
    }

    public SmppClientOptions withLimits(SessionLimits value) {
        return new SmppClientOptions(
                host,
                port,
                kind,
                systemId,
                password,
                systemType,
                interfaceVersion,
                addressRange,
                connectMillis,
                bindMillis,
                value,
                timers,
                tls);
    }

    public SmppClientOptions withTimers(SessionTimers value) {
        return new SmppClientOptions(
                host,
                port,
                kind,
                systemId,
                password,
                systemType,
                interfaceVersion,
                addressRange,
                connectMillis,
                bindMillis,
                limits,
                value,
                tls);
    }

    public SmppClientOptions withTls(@Nullable ClientTls value) {
        return new SmppClientOptions(
                host,
                port,
                kind,
                systemId,
                password,
                systemType,
                interfaceVersion,
                addressRange,
                connectMillis,
                bindMillis,
                limits,
                timers,
                value);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "smpp://" + systemId + "@" + host + ":" + port + " " + kind;
    }

    private static void requireLength(String value, int octetsMax, String name) {
        if (value.length() >= octetsMax) {
            throw new IllegalArgumentException(name + " has at most " + (octetsMax - 1) + " characters");
        }
    }
}

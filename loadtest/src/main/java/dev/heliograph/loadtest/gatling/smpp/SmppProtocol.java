package dev.heliograph.loadtest.gatling.smpp;

import dev.heliograph.smpp.client.SmppClientOptions;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import dev.heliograph.smpp.session.SessionLimits;
import dev.heliograph.smpp.session.SessionTimers;
import io.gatling.core.protocol.Protocol;
import io.gatling.javaapi.core.ProtocolBuilder;
import java.time.Duration;

/**
 * Where to and how. Immutable; each method gives a changed copy.
 *
 * @param credentials of those who do not bring their own; default demo, demo
 * @param window requests a session may have unanswered; default 100
 * @param shared sessions bound before the run for users that do not bind; default 0
 * @param patience how long a message waits for room in a window; then it fails as {@value Esme#NO_ROOM}. Default 30 s
 * @param interfaceVersion offered; default 5.0
 */
public record SmppProtocol(
        String host,
        int port,
        Credentials credentials,
        int window,
        int shared,
        Duration patience,
        int interfaceVersion,
        SmppListener listener)
        implements Protocol, ProtocolBuilder {
    private static final int SESSIONS_MAX = 10_000;
    private static final int WINDOW_MAX = 10_000;
    /** A message centre that is this late is found out by the report; the session is not to end before. */
    private static final int ANSWER_MILLIS_MAX = 60_000;

    public SmppProtocol {
        if (window < 1 || window > WINDOW_MAX || shared < 0 || shared > SESSIONS_MAX) {
            throw new IllegalArgumentException("window: 1 to " + WINDOW_MAX + "; shared: 0 to " + SESSIONS_MAX);
        }
    }

    static SmppProtocol of(String host, int port) {
        return new SmppProtocol(
                host,
                port,
                new Credentials("demo", "demo"),
                100,
                0,
                Duration.ofSeconds(30),
                InterfaceVersion.V5_0,
                SmppListener.NONE);
    }

    public SmppProtocol credentials(String systemId, String password) {
        Credentials given = new Credentials(systemId, password);
        return new SmppProtocol(host, port, given, window, shared, patience, interfaceVersion, listener);
    }

    public SmppProtocol window(int value) {
        return new SmppProtocol(host, port, credentials, value, shared, patience, interfaceVersion, listener);
    }

    public SmppProtocol shared(int value) {
        return new SmppProtocol(host, port, credentials, window, value, patience, interfaceVersion, listener);
    }

    public SmppProtocol patience(Duration value) {
        return new SmppProtocol(host, port, credentials, window, shared, value, interfaceVersion, listener);
    }

    /** @param value 0x33, 0x34 or 0x50 */
    public SmppProtocol interfaceVersion(int value) {
        return new SmppProtocol(host, port, credentials, window, shared, patience, value, listener);
    }

    public SmppProtocol listener(SmppListener value) {
        return new SmppProtocol(host, port, credentials, window, shared, patience, interfaceVersion, value);
    }

    @Override
    public Protocol protocol() {
        return this;
    }

    SmppClientOptions options(Credentials who) {
        return SmppClientOptions.of(host, port, who.systemId(), who.password())
                .withInterfaceVersion(interfaceVersion)
                .withTimeouts(ANSWER_MILLIS_MAX, ANSWER_MILLIS_MAX)
                .withTimers(SessionTimers.DEFAULT.withResponseMillis(ANSWER_MILLIS_MAX))
                .withLimits(SessionLimits.DEFAULT.withSendWindowMax(window));
    }
}

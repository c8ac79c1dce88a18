package dev.heliograph.smpp.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;

/** A listening message centre. */
@SuppressWarnings("DoNotCallSuggester") // skeleton
public final class SmppServer {
    /** Nothing happens before {@link #listen()}. */
    public SmppServer(
            Vertx vertx, SmppServerOptions options, BindAuthenticator authenticator, SmppServerHandler handler) {}

    /** Starts listening; the calling context's event loop becomes the owner of the server and its sessions. */
    public Future<Void> listen() {
        throw new UnsupportedOperationException();
    }

    /** The port listened on, once {@link #listen()} has completed. */
    public int actualPort() {
        throw new UnsupportedOperationException();
    }

    /** Open connections, bound or not. */
    public int connections() {
        throw new UnsupportedOperationException();
    }

    /** The bound sessions: a copy. */
    public Collection<SmppServerSession> sessions() {
        throw new UnsupportedOperationException();
    }

    /**
     * Opens a connection to an ESME and asks it to bind as receiver there (outbind). The future tells that the request is
     * written; a bind that follows is treated like any other.
     */
    public Future<Void> outbind(String host, int port, String systemId, String password) {
        throw new UnsupportedOperationException();
    }

    /** Stops listening, unbinds and closes every session within the timeout, and completes when all are gone. */
    public Future<Void> shutdown(Duration timeout) {
        throw new UnsupportedOperationException();
    }
}

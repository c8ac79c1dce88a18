package dev.heliograph.smpp.server;

import dev.heliograph.smpp.pdu.BindRequest;
import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;

/** Decides who may bind. */
@FunctionalInterface
public interface BindAuthenticator {
    /**
     * Called on the server's event loop; the future may complete anywhere. A failed one answers ESME_RSYSERR and closes. While
     * it is open the session reads nothing more.
     */
    Future<BindDecision> authenticate(BindRequest request, SocketAddress remote);
}

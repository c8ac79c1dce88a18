package dev.heliograph.smpp.client;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Opens sessions to one message centre. */
public final class SmppClient {
    public SmppClient(Vertx vertx, SmppClientOptions options) {}

    /**
     * Connects and binds, on the calling context's event loop. The future fails with {@link BindRefusedException} if the bind
     * was refused, with a {@link java.util.concurrent.TimeoutException} if it was not answered in time, and with the
     * connection's own error if there was none.
     */
    public Future<SmppClientSession> connect(SmppClientHandler handler) {
        return Future.failedFuture("not written yet");
    }

    /** Frees what connecting needs; sessions stay open. */
    public Future<Void> close() {
        return Future.failedFuture("not written yet");
    }
}

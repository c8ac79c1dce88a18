package dev.heliograph.smpp.client;

import dev.heliograph.smpp.wire.SocketPipeline;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.TimeUnit;

/** Opens sessions to one message centre. May be used from any thread. */
public final class SmppClient {
    private final Vertx vertx;
    private final SmppClientOptions options;
    private final NetClient connector;

    /** Nothing happens before {@link #connect}. */
    public SmppClient(Vertx vertx, SmppClientOptions options) {
        this.vertx = vertx;
        this.options = options;
        this.connector = vertx.createNetClient(netOptions(options));
    }

    private static NetClientOptions netOptions(SmppClientOptions options) {
        NetClientOptions net = new NetClientOptions()
                .setConnectTimeout(options.connectMillis())
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true);
        ClientTls tls = options.tls();
        if (tls != null) {
            net.setSsl(true)
                    .setHostnameVerificationAlgorithm(tls.verifyHost() ? "HTTPS" : "")
                    .setSslHandshakeTimeout(options.connectMillis())
                    .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
            if (tls.trust() != null) {
                net.setTrustOptions(tls.trust());
            }
            if (tls.keyCert() != null) {
                net.setKeyCertOptions(tls.keyCert());
            }
        }
        return net;
    }

    /**
     * Connects and binds, on the calling context's event loop, where the handler is called from then on. The future fails with
     * {@link BindRefusedException} if the bind was refused, with a {@link java.util.concurrent.TimeoutException} if it was not
     * answered in time, and with the connection's own error if there was none.
     */
    public Future<SmppClientSession> connect(SmppClientHandler handler) {
        Context owner = vertx.getOrCreateContext();
        if (!owner.isEventLoopContext()) {
            return Future.failedFuture(new IllegalStateException("an SMPP session lives on an event loop"));
        }
        Promise<SmppClientSession> connected = Promise.promise();
        owner.runOnContext(turn -> connector
                .connect(options.port(), options.host())
                .onFailure(connected::tryFail)
                .onSuccess(socket -> bind(owner, socket, handler, connected)));
        return connected.future();
    }

    private void bind(
            Context owner, NetSocket socket, SmppClientHandler handler, Promise<SmppClientSession> connected) {
        ClientConnection connection = new ClientConnection(
                options, handler, connected, socket.remoteAddress(), SocketPipeline.turnOf(owner), SmppClient::millis);
        SocketPipeline.install(socket, connection.session().channel());
        long ticks = vertx.setPeriodic(
                options.timers().tickMillis(), timer -> connection.session().tick());
        socket.closeHandler(closed -> vertx.cancelTimer(ticks));
        connection.bind();
    }

    /** Frees what connecting needs. Sessions that are still open are cut: unbind them before. */
    public Future<Void> close() {
        return connector.close();
    }

    private static long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}

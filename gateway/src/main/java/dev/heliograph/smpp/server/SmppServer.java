package dev.heliograph.smpp.server;

import dev.heliograph.smpp.pdu.Outbind;
import dev.heliograph.smpp.session.CloseReason;
import dev.heliograph.smpp.wire.SocketPipeline;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listening message centre. Its methods may be called from any thread, all but {@link #sessions()}. */
public final class SmppServer {
    private static final Logger LOG = LoggerFactory.getLogger(SmppServer.class);

    private final Vertx vertx;
    private final SmppServerOptions options;
    private final BindAuthenticator authenticator;
    private final SmppServerHandler handler;
    private final UnboundConnections unbound;
    private final NetServer listener;
    private final Set<ServerConnection> connections = new HashSet<>();
    private final Promise<Void> gone = Promise.promise();
    private volatile @Nullable Context context;
    private volatile int connectionCount;
    private @Nullable NetClient outbindClient;
    private long ids;
    private long tickTimer;
    private boolean stopping;
    private boolean stopped;

    /** Nothing happens before {@link #listen()}. */
    public SmppServer(
            Vertx vertx, SmppServerOptions options, BindAuthenticator authenticator, SmppServerHandler handler) {
        this(vertx, options, authenticator, handler, UnboundConnections.unlimited());
    }

    /** @param unbound shared by all servers of one door */
    public SmppServer(
            Vertx vertx,
            SmppServerOptions options,
            BindAuthenticator authenticator,
            SmppServerHandler handler,
            UnboundConnections unbound) {
        this.unbound = unbound;
        this.vertx = vertx;
        this.options = options;
        this.authenticator = authenticator;
        this.handler = handler;
        this.listener = vertx.createNetServer(netOptions(options)).connectHandler(this::accept);
    }

    private static NetServerOptions netOptions(SmppServerOptions options) {
        NetServerOptions net = new NetServerOptions()
                .setHost(options.host())
                .setPort(options.port())
                .setAcceptBacklog(options.acceptBacklog())
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setReuseAddress(true);
        ServerTls tls = options.tls();
        if (tls != null) {
            net.setSsl(true)
                    .setKeyCertOptions(tls.keyCert())
                    .setSslHandshakeTimeout(options.timers().sessionInitMillis())
                    .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
            if (tls.clientTrust() != null) {
                net.setTrustOptions(tls.clientTrust()).setClientAuth(ClientAuth.REQUIRED);
            }
        }
        return net;
    }

    /** Starts listening; the calling context's event loop becomes the owner of the server and its sessions. */
    public Future<Void> listen() {
        Context owner = vertx.getOrCreateContext();
        if (!owner.isEventLoopContext()) {
            return Future.failedFuture(new IllegalStateException("an SMPP server lives on an event loop"));
        }
        context = owner;
        Promise<Void> listening = Promise.promise();
        owner.runOnContext(turn -> listener.listen()
                .<Void>mapEmpty()
                .onSuccess(
                        ready -> tickTimer = vertx.setPeriodic(options.timers().tickMillis(), this::tick))
                .onComplete(listening));
        return listening.future();
    }

    /** The port listened on, once {@link #listen()} has completed. */
    public int actualPort() {
        return listener.actualPort();
    }

    /** Open connections, bound or not. */
    public int connections() {
        return connectionCount;
    }

    /** The bound sessions, a copy; on the server's event loop only. */
    public Collection<SmppServerSession> sessions() {
        List<SmppServerSession> sessions = new ArrayList<>(connections.size());
        for (ServerConnection connection : connections) {
            SmppServerSession bound = connection.bound();
            if (bound != null) {
                sessions.add(bound);
            }
        }
        return sessions;
    }

    /**
     * Opens a connection to an ESME and asks it to bind as receiver there (outbind). The future tells that the request is on
     * its way; a bind that follows is treated like any other.
     *
     * @param systemId at most 15 characters
     * @param password at most 8 characters
     */
    public Future<Void> outbind(String host, int port, String systemId, String password) {
        Context owner = context;
        if (owner == null) {
            return Future.failedFuture(new IllegalStateException("not listening"));
        }
        Promise<Void> sent = Promise.promise();
        owner.runOnContext(turn -> {
            NetClient client = outbindClient;
            if (client == null) {
                client = vertx.createNetClient();
                outbindClient = client;
            }
            client.connect(port, host)
                    .<Void>map(socket -> {
                        outbind(socket, new Outbind(0, systemId, password));
                        return null;
                    })
                    .onComplete(sent);
        });
        return sent.future();
    }

    private void outbind(NetSocket socket, Outbind request) {
        ServerConnection connection = accept(socket);
        if (connection == null) {
            throw new IllegalStateException("no connection more is allowed");
        }
        if (!connection.session().outbind(request)) {
            connection.session().close();
            throw new IllegalArgumentException("a field of the outbind is too long");
        }
    }

    /**
     * Unbinds and closes every session within the timeout, then stops listening; connections that come meanwhile are closed. The
     * future completes when all are gone.
     */
    public Future<Void> shutdown(Duration timeout) {
        Context owner = context;
        if (owner == null) {
            return Future.succeededFuture();
        }
        owner.runOnContext(turn -> {
            stopping = true;
            for (ServerConnection connection : List.copyOf(connections)) {
                connection.session().unbindAndClose(CloseReason.LOCALLY_CLOSED, timeout.toMillis());
            }
            closeWhenEmpty();
        });
        return gone.future();
    }

    private void closeWhenEmpty() {
        if (stopping && !stopped && connections.isEmpty()) {
            stopped = true;
            vertx.cancelTimer(tickTimer);
            NetClient client = outbindClient;
            Future<Void> clientGone = client == null ? Future.succeededFuture() : client.close();
            clientGone.transform(ignored -> listener.close()).onComplete(gone);
        }
    }

    private @Nullable ServerConnection accept(NetSocket socket) {
        Context owner = context;
        if (owner == null || stopping || connections.size() >= options.connectionsMax()) {
            LOG.debug("connection of {} closed: there are {}", socket.remoteAddress(), connections.size());
            socket.close();
            return null;
        }
        String address = String.valueOf(socket.remoteAddress().hostAddress());
        if (!unbound.enter(address)) {
            LOG.debug("connection of {} closed: too many are open there that have not bound", address);
            socket.close();
            return null;
        }
        Executor turn = SocketPipeline.turnOf(owner);
        ServerConnection connection = new ServerConnection(
                ++ids,
                options,
                authenticator,
                handler,
                owner,
                socket.remoteAddress(),
                turn,
                SmppServer::millis,
                () -> unbound.left(address));
        connections.add(connection);
        connectionCount = connections.size();
        socket.closeHandler(closed -> remove(connection));
        SocketPipeline.install(socket, connection.session().channel());
        return connection;
    }

    private void remove(ServerConnection connection) {
        connections.remove(connection);
        connection.noLongerUnbound();
        connectionCount = connections.size();
        closeWhenEmpty();
    }

    private void tick(long timer) {
        for (ServerConnection connection : List.copyOf(connections)) {
            connection.session().tick();
        }
    }

    private static long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}

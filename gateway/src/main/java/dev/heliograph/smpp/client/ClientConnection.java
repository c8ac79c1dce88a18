package dev.heliograph.smpp.client;

import dev.heliograph.smpp.pdu.BindRequest;
import dev.heliograph.smpp.pdu.BindResp;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.session.CloseReason;
import dev.heliograph.smpp.session.ResponseHandler;
import dev.heliograph.smpp.session.Session;
import dev.heliograph.smpp.session.SessionTimers;
import dev.heliograph.smpp.session.Side;
import dev.heliograph.smpp.session.Unanswered;
import io.vertx.core.Promise;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One connection of a client: it binds, and has a {@link SmppClientSession} once the message centre agreed. */
final class ClientConnection implements Session.Owner, ResponseHandler {
    private final SmppClientOptions options;
    private final SmppClientHandler handler;
    private final Promise<SmppClientSession> connected;
    private final SocketAddress remoteAddress;
    private final Session session;
    private @Nullable SmppClientSession bound;

    ClientConnection(
            SmppClientOptions options,
            SmppClientHandler handler,
            Promise<SmppClientSession> connected,
            SocketAddress remoteAddress,
            Executor turn,
            LongSupplier clock) {
        this.options = options;
        this.handler = handler;
        this.connected = connected;
        this.remoteAddress = remoteAddress;
        SessionTimers timers = options.timers().withSessionInitMillis(options.bindMillis());
        this.session = new Session(Side.ESME, options.limits(), timers, this, turn, clock);
    }

    Session session() {
        return session;
    }

    void bind() {
        session.bind(
                new BindRequest(
                        options.kind(),
                        0,
                        options.systemId(),
                        options.password(),
                        options.systemType(),
                        options.interfaceVersion(),
                        options.addressRange()),
                this);
    }

    /** The answer to the bind: its own response, or a generic_nack of a message centre that does not know this kind. */
    @Override
    public void onResponse(Pdu.Response response) {
        if (!(response instanceof BindResp granted) || !granted.ok()) {
            int status = response.ok() ? CommandStatus.ESME_RBINDFAIL : response.commandStatus();
            connected.tryFail(new BindRefusedException(status));
            session.close();
            return;
        }
        session.bound(
                options.kind(), InterfaceVersion.negotiate(options.interfaceVersion(), granted.interfaceVersion()));
        SmppClientSession made = new SmppClientSession(
                options.kind(),
                granted.systemId(),
                remoteAddress,
                options.limits().sendWindowMax(),
                session);
        bound = made;
        handler.onBound(made);
        connected.tryComplete(made);
    }

    @Override
    public void onUnanswered(Unanswered why) {
        // The session is closing and will say why.
    }

    @Override
    public void onBind(BindRequest request) {
        throw new IllegalStateException("an ESME is not bound to");
    }

    @Override
    public void onRequest(Pdu.Request request) {
        SmppClientSession up = bound;
        if (up != null) {
            handler.onRequest(up, request);
        }
    }

    @Override
    public void onDrain() {
        SmppClientSession up = bound;
        if (up != null) {
            handler.onDrain(up);
        }
    }

    @Override
    public void onClosed(CloseReason reason) {
        SmppClientSession up = bound;
        bound = null;
        if (up != null) {
            handler.onClosed(up, reason);
            up.ended();
        } else if (reason == CloseReason.SESSION_INIT_TIMEOUT) {
            connected.tryFail(new TimeoutException("no answer to the bind in " + options.bindMillis() + " ms"));
        } else {
            connected.tryFail(new IOException("the connection ended before the bind was answered: " + reason));
        }
    }
}

package dev.heliograph.smpp.server;

import dev.heliograph.smpp.pdu.BindRequest;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.session.CloseReason;
import dev.heliograph.smpp.session.Session;
import dev.heliograph.smpp.session.Side;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of a server, from accept to close: it has a {@link SmppServerSession} once it is bound. */
final class ServerConnection implements Session.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(ServerConnection.class);

    private final long id;
    private final SmppServerOptions options;
    private final BindAuthenticator authenticator;
    private final SmppServerHandler handler;
    private final Context context;
    private final SocketAddress remoteAddress;
    private final Session session;
    private final Runnable noLongerUnbound;
    private boolean isUnbound = true;
    private @Nullable SmppServerSession bound;

    ServerConnection(
            long id,
            SmppServerOptions options,
            BindAuthenticator authenticator,
            SmppServerHandler handler,
            Context context,
            SocketAddress remoteAddress,
            Executor turn,
            LongSupplier clock,
            Runnable noLongerUnbound) {
        this.noLongerUnbound = noLongerUnbound;
        this.id = id;
        this.options = options;
        this.authenticator = authenticator;
        this.handler = handler;
        this.context = context;
        this.remoteAddress = remoteAddress;
        this.session = new Session(Side.MESSAGE_CENTRE, options.limits(), options.timers(), this, turn, clock);
    }

    Session session() {
        return session;
    }

    /** The session, while it is bound. */
    @Nullable
    SmppServerSession bound() {
        return bound;
    }

    /** Bound or gone: tells it once. */
    void noLongerUnbound() {
        if (isUnbound) {
            isUnbound = false;
            noLongerUnbound.run();
        }
    }

    @Override
    public void onBind(BindRequest request) {
        Future<BindDecision> decision;
        try {
            decision = authenticator.authenticate(request, remoteAddress);
        } catch (RuntimeException e) {
            decision = Future.failedFuture(e);
        }
        decision.onComplete(result -> context.runOnContext(turn -> decided(request, result)));
    }

    private void decided(BindRequest request, AsyncResult<BindDecision> result) {
        if (result.failed()) {
            LOG.warn("looking at a bind of {} failed", remoteAddress, result.cause());
            session.refuseBind(request, CommandStatus.ESME_RSYSERR);
        } else if (result.result() instanceof BindDecision.Refused refused) {
            LOG.debug("bind of {} refused: {}", remoteAddress, CommandStatus.name(refused.status()));
            session.refuseBind(request, refused.status());
        } else if (result.result() instanceof BindDecision.Accepted accepted) {
            accept(request, accepted);
        }
    }

    private void accept(BindRequest request, BindDecision.Accepted decision) {
        if (session.acceptBind(request, options.systemId(), options.interfaceVersion(), decision.windowMax())) {
            SmppServerSession made = new SmppServerSession(id, request.kind(), decision, remoteAddress, session);
            bound = made;
            noLongerUnbound();
            LOG.debug("{} bound as {}", made, request.kind());
            handler.onBound(made);
        } else {
            handler.onAbandoned(decision);
        }
    }

    @Override
    public void onRequest(Pdu.Request request) {
        SmppServerSession up = bound;
        if (up != null) {
            handler.onRequest(up, request);
        }
    }

    @Override
    public void onDrain() {
        SmppServerSession up = bound;
        if (up != null) {
            handler.onDrain(up);
        }
    }

    @Override
    public void onClosed(CloseReason reason) {
        SmppServerSession up = bound;
        bound = null;
        if (up != null) {
            LOG.debug("{} closed: {}", up, reason);
            handler.onClosed(up, reason);
            up.ended();
        }
    }
}

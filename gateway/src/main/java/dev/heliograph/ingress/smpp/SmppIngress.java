package dev.heliograph.ingress.smpp;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.PressureValve;
import dev.heliograph.admission.SmppLogin;
import dev.heliograph.smpp.pdu.BindRequest;
import dev.heliograph.smpp.pdu.CancelSm;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.DataSm;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.QuerySm;
import dev.heliograph.smpp.pdu.ReplaceSm;
import dev.heliograph.smpp.pdu.SubmitMulti;
import dev.heliograph.smpp.pdu.SubmitSm;
import dev.heliograph.smpp.server.BindAuthenticator;
import dev.heliograph.smpp.server.BindDecision;
import dev.heliograph.smpp.server.SmppServer;
import dev.heliograph.smpp.server.SmppServerHandler;
import dev.heliograph.smpp.server.SmppServerSession;
import dev.heliograph.smpp.session.CloseReason;
import dev.heliograph.throttle.Scheduler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The SMPP door on one event loop. Deploy one instance per core; they share the port, and everything in {@link SmppDoor}.
 *
 * <p>The pump of every account that binds must be open ({@code ReceiverPumps.open}) before this is deployed, or the first receipts have nobody to wait for them.
 */
public final class SmppIngress extends VerticleBase implements SmppServerHandler, BindAuthenticator {
    private final SmppIngressOptions options;
    private final SmppDoor door;
    private @Nullable Wired wired;

    /** What exists once the instance is deployed. */
    private record Wired(
            SmppServer server, Executor loop, PressureValve valve, Submissions submissions, MessageCommands commands) {}

    public SmppIngress(SmppIngressOptions options, SmppDoor door) {
        this.options = options;
        this.door = door;
    }

    @Override
    public Future<?> start() {
        Executor loop = task -> context.runOnContext(turn -> task.run());
        SmppServer server = new SmppServer(vertx, options.server(), this, this, options.unbound());
        PressureValve valve = new PressureValve(door.pressure(), System::nanoTime, Scheduler.of(vertx));
        wired = new Wired(server, loop, valve, new Submissions(door, valve), new MessageCommands(door));
        return server.listen();
    }

    @Override
    public Future<?> stop() {
        Wired all = wired;
        return all == null ? Future.succeededFuture() : all.server.shutdown(options.stopTimeout());
    }

    /** The port listened on, once deployed. */
    public int actualPort() {
        return wired().server.actualPort();
    }

    @Override
    public Future<BindDecision> authenticate(BindRequest request, SocketAddress remote) {
        InetAddress address = addressOf(remote);
        if (address == null) {
            return Future.succeededFuture(BindDecision.refuseCredentials(request));
        }
        Promise<BindDecision> decision = Promise.promise();
        BindAttempt attempt = new BindAttempt(request.systemId(), request.password(), address);
        Executor loop = wired().loop;
        door.gate().ask(attempt, loop, answer -> decision.complete(decisionOf(request, answer, loop)));
        return decision.future();
    }

    private BindDecision decisionOf(BindRequest request, BindAnswer answer, Executor loop) {
        if (!(answer instanceof BindAnswer.Granted granted)) {
            return BindDecision.refuseCredentials(request);
        }
        SmppLogin login = granted.account().smpp();
        int windowMax = login == null ? options.server().limits().windowMax() : login.windowMax();
        EsmeSession session = new EsmeSession(granted, windowMax, door, loop);
        return BindDecision.accept(request.systemId(), windowMax, session);
    }

    @Override
    public void onBound(SmppServerSession session) {
        of(session).onBound(session);
    }

    @Override
    public void onAbandoned(BindDecision.Accepted decision) {
        if (decision.attachment() instanceof EsmeSession session) {
            session.onClosed();
        }
    }

    @Override
    public void onRequest(SmppServerSession session, Pdu.Request request) {
        EsmeSession esme = of(session);
        esme.counts().onRequest();
        Account account = esme.currentAccount();
        if (account == null) {
            esme.refuse(request, CommandStatus.ESME_RINVBNDSTS);
            esme.unbind();
            return;
        }
        Wired all = wired();
        if (request instanceof SubmitSm submit) {
            all.submissions.submit(esme, account, submit);
        } else if (request instanceof DataSm data) {
            all.submissions.data(esme, account, data);
        } else if (request instanceof SubmitMulti multi) {
            all.submissions.multi(esme, account, multi);
        } else if (request instanceof QuerySm query) {
            all.commands.query(esme, account, query);
        } else if (request instanceof CancelSm cancel) {
            all.commands.cancel(esme, account, cancel);
        } else if (request instanceof ReplaceSm replace) {
            all.commands.replace(esme, account, replace);
        } else {
            esme.refuse(request, CommandStatus.ESME_RINVCMDID);
        }
        esme.afterRequest(all.valve);
    }

    @Override
    public void onDrain(SmppServerSession session) {
        of(session).onDrain();
    }

    @Override
    public void onClosed(SmppServerSession session, CloseReason reason) {
        of(session).onClosed();
    }

    private Wired wired() {
        Wired all = wired;
        if (all == null) {
            throw new IllegalStateException("not deployed");
        }
        return all;
    }

    private static EsmeSession of(SmppServerSession session) {
        if (session.attachment() instanceof EsmeSession esme) {
            return esme;
        }
        throw new IllegalStateException("a session without its attachment");
    }

    /** The literal is parsed, never resolved. */
    private static @Nullable InetAddress addressOf(SocketAddress remote) {
        String literal = remote.hostAddress();
        try {
            return literal == null ? null : InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}

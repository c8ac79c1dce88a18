package dev.heliograph.smpp.server;

import dev.heliograph.smpp.client.SmppClientOptions;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.DataSm;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.QuerySm;
import dev.heliograph.smpp.pdu.SmppMessageState;
import dev.heliograph.smpp.pdu.SubmitMulti;
import dev.heliograph.smpp.pdu.SubmitSm;
import dev.heliograph.smpp.session.CloseReason;
import dev.heliograph.smpp.session.SendResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A server on a free port of the loopback that takes every bind with the password "secret" and answers every request; tests
 * change what it does and look at what it saw.
 */
public final class ServerFixture implements AutoCloseable {
    public static final String HOST = "127.0.0.1";
    public static final String PASSWORD = "secret";

    public final Vertx vertx = Vertx.vertx();
    public final List<SmppServerSession> bound = new CopyOnWriteArrayList<>();
    public final List<CloseReason> closed = new CopyOnWriteArrayList<>();
    public final List<Pdu.Request> requests = new CopyOnWriteArrayList<>();
    public final AtomicInteger accepted = new AtomicInteger();
    public final AtomicInteger drained = new AtomicInteger();
    public final SmppServer server;
    public volatile boolean keepRequests = true;
    public volatile int windowMax = 500;
    public volatile BiConsumer<SmppServerSession, Pdu.Request> answer =
            (session, request) -> session.respond(answerTo(request));
    private final Context context;

    public ServerFixture() {
        this(UnaryOperator.identity());
    }

    public ServerFixture(UnaryOperator<SmppServerOptions> change) {
        this(change, UnboundConnections.unlimited());
    }

    public ServerFixture(UnaryOperator<SmppServerOptions> change, UnboundConnections unbound) {
        server = new SmppServer(
                vertx,
                change.apply(SmppServerOptions.DEFAULT.withAddress(HOST, 0)),
                (request, remote) -> Future.succeededFuture(
                        request.password().equals(PASSWORD)
                                ? BindDecision.accept(request.systemId(), windowMax, null)
                                : BindDecision.refuseCredentials(request)),
                new Recorder(),
                unbound);
        context = vertx.getOrCreateContext();
        await(onLoop(server::listen));
    }

    public int port() {
        return server.actualPort();
    }

    public SmppClientOptions clientOptions() {
        return SmppClientOptions.of(HOST, port(), "esme", PASSWORD);
    }

    /** The answer every request gets unless a test says otherwise. */
    public Pdu.Response answerTo(Pdu.Request request) {
        String id = Integer.toString(accepted.incrementAndGet());
        if (request instanceof SubmitSm submit) {
            return submit.accepted(id);
        }
        if (request instanceof DataSm data) {
            return data.accepted(id);
        }
        if (request instanceof SubmitMulti multi) {
            return multi.accepted(id, List.of());
        }
        if (request instanceof QuerySm query) {
            return query.answered("", SmppMessageState.ENROUTE, 0);
        }
        return request.respond(CommandStatus.ESME_ROK);
    }

    /** Runs on the server's event loop and waits for what comes out of it. */
    public <T> Future<T> onLoop(java.util.function.Supplier<Future<T>> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        context.runOnContext(turn -> task.get().onSuccess(done::complete).onFailure(done::completeExceptionally));
        return Future.fromCompletionStage(done);
    }

    /** Runs on the server's event loop and returns what comes out of it. */
    public <T> T call(Function<SmppServer, T> task) {
        return await(onLoop(() -> Future.succeededFuture(task.apply(server))));
    }

    public SendResult deliver(SmppServerSession session, Pdu.Request request, Answers answers) {
        return call(server -> session.deliver(request, answers));
    }

    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        await(server.shutdown(Duration.ofMillis(200)));
        await(vertx.close());
    }

    private final class Recorder implements SmppServerHandler {
        @Override
        public void onBound(SmppServerSession session) {
            bound.add(session);
        }

        @Override
        public void onRequest(SmppServerSession session, Pdu.Request request) {
            if (keepRequests) {
                requests.add(request);
            }
            answer.accept(session, request);
        }

        @Override
        public void onDrain(SmppServerSession session) {
            drained.incrementAndGet();
        }

        @Override
        public void onClosed(SmppServerSession session, CloseReason reason) {
            closed.add(reason);
        }
    }
}

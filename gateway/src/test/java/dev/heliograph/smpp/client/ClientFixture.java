package dev.heliograph.smpp.client;

import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.server.ServerFixture;
import dev.heliograph.smpp.session.CloseReason;
import dev.heliograph.smpp.session.ResponseHandler;
import dev.heliograph.smpp.session.SendResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** A client of ours with an event loop of its own, that answers every request with ESME_ROK and remembers what it saw. */
public final class ClientFixture implements SmppClientHandler, AutoCloseable {
    public final Vertx vertx = Vertx.vertx();
    public final List<Pdu.Request> requests = new CopyOnWriteArrayList<>();
    public final List<CloseReason> closed = new CopyOnWriteArrayList<>();
    public volatile BiConsumer<SmppClientSession, Pdu.Request> answer = (session, request) -> {
        if (request.commandId().expectsResponse()) {
            session.respond(request.respond(CommandStatus.ESME_ROK));
        }
    };
    private final Context context = vertx.getOrCreateContext();
    private final SmppClient client;

    public ClientFixture(SmppClientOptions options) {
        client = new SmppClient(vertx, options);
    }

    public Future<SmppClientSession> connect() {
        return onLoop(() -> client.connect(this));
    }

    public SmppClientSession bind() {
        return ServerFixture.await(connect());
    }

    public SendResult submit(SmppClientSession session, Pdu.Request request, ResponseHandler handler) {
        return call(() -> session.submit(request, handler));
    }

    public <T> T call(Supplier<T> task) {
        return ServerFixture.await(onLoop(() -> Future.succeededFuture(task.get())));
    }

    public <T> Future<T> onLoop(Supplier<Future<T>> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        context.runOnContext(turn -> task.get().onSuccess(done::complete).onFailure(done::completeExceptionally));
        return Future.fromCompletionStage(done);
    }

    @Override
    public void onRequest(SmppClientSession session, Pdu.Request request) {
        requests.add(request);
        answer.accept(session, request);
    }

    @Override
    public void onClosed(SmppClientSession session, CloseReason reason) {
        closed.add(reason);
    }

    @Override
    public void close() {
        ServerFixture.await(vertx.close());
    }
}

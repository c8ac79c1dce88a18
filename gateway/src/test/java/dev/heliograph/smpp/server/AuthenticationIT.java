package dev.heliograph.smpp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.smpp.pdu.BindKind;
import dev.heliograph.smpp.pdu.BindRequest;
import dev.heliograph.smpp.pdu.BindResp;
import dev.heliograph.smpp.pdu.CommandId;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.Tlvs;
import dev.heliograph.smpp.session.QuietLog;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Binds that are decided late, on another thread, not at all, or after the ESME has gone. */
class AuthenticationIT implements SmppServerHandler {
    private static final BindRequest BIND =
            new BindRequest(BindKind.TRANSMITTER, 1, "esme", "secret", "", 0x34, SmppAddress.EMPTY);

    private final Vertx vertx = Vertx.vertx();
    private final List<SmppServerSession> bound = new CopyOnWriteArrayList<>();
    private final List<BindDecision.Accepted> abandoned = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private SmppServer server;

    private RawPeer serve(BindAuthenticator authenticator) {
        server = new SmppServer(
                vertx, SmppServerOptions.DEFAULT.withAddress(ServerFixture.HOST, 0), authenticator, this);
        ServerFixture.await(server.listen());
        return new RawPeer(server.actualPort());
    }

    @AfterEach
    void close() {
        ServerFixture.await(server.shutdown(Duration.ofMillis(100)));
        ServerFixture.await(vertx.close());
    }

    @Override
    public void onBound(SmppServerSession session) {
        threads.add(Thread.currentThread());
        bound.add(session);
    }

    @Override
    public void onRequest(SmppServerSession session, Pdu.Request request) {
        session.respond(request.respond(CommandStatus.ESME_ROK));
    }

    @Override
    public void onAbandoned(BindDecision.Accepted decision) {
        abandoned.add(decision);
    }

    @Test
    void aDecisionMadeOnAnotherThreadComesBackToTheLoop() {
        Object attachment = new Object();
        Promise<BindDecision> decision = Promise.promise();
        try (RawPeer peer = serve((request, remote) -> {
            threads.add(Thread.currentThread());
            return decision.future();
        })) {
            peer.send(BIND);
            await().until(() -> threads.size() == 1);
            Thread decider = new Thread(() -> decision.complete(BindDecision.accept("account", 5, attachment)));
            decider.start();
            assertThat(((BindResp) peer.read()).ok()).isTrue();
            await().until(() -> bound.size() == 1);
            assertThat(threads.get(1)).isSameAs(threads.get(0));
            assertThat(bound.get(0).systemId()).isEqualTo("account");
            assertThat(bound.get(0).attachment()).isSameAs(attachment);
        }
    }

    @Test
    void anAuthenticatorThatBreaksIsASystemError() {
        QuietLog.run(ServerConnection.class, () -> {
            BindResp refused =
                    new BindResp(CommandId.BIND_TRANSMITTER_RESP, CommandStatus.ESME_RSYSERR, 1, "", Tlvs.EMPTY);
            try (RawPeer peer = serve((request, remote) -> Future.failedFuture("on purpose"))) {
                peer.send(BIND);
                assertThat(peer.read()).isEqualTo(refused);
            }
        });
    }

    @Test
    void whoLeavesMeanwhileIsReportedAsAbandoned() {
        Promise<BindDecision> decision = Promise.promise();
        RawPeer peer = serve((request, remote) -> {
            threads.add(Thread.currentThread());
            return decision.future();
        });
        peer.send(BIND);
        await().until(() -> threads.size() == 1);
        peer.close();
        await().until(() -> server.connections() == 0);
        decision.complete(BindDecision.accept("account", 5, null));
        await().until(() -> abandoned.size() == 1);
        assertThat(bound).isEmpty();
    }
}

package dev.heliograph.smpp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.smpp.pdu.BindKind;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.EnquireLink;
import dev.heliograph.smpp.pdu.Pdu;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Several server instances, each on an event loop of its own, on one port. */
class SharedPortIT {
    private static final int ANY_SHARED_PORT = -1;

    private final Set<Thread> loops = ConcurrentHashMap.newKeySet();
    private final List<SmppServer> servers = new CopyOnWriteArrayList<>();

    private final class Instance extends VerticleBase {
        @Override
        public Future<?> start() {
            SmppServer server = new SmppServer(
                    vertx,
                    SmppServerOptions.DEFAULT.withAddress(ServerFixture.HOST, ANY_SHARED_PORT),
                    (request, remote) -> Future.succeededFuture(BindDecision.accept(request.systemId(), 10, null)),
                    new SmppServerHandler() {
                        @Override
                        public void onBound(SmppServerSession session) {
                            loops.add(Thread.currentThread());
                        }

                        @Override
                        public void onRequest(SmppServerSession session, Pdu.Request request) {
                            session.respond(request.respond(CommandStatus.ESME_ROK));
                        }
                    });
            servers.add(server);
            return server.listen();
        }
    }

    @Test
    void connectionsAreSpreadOverTheInstances() {
        Vertx vertx = Vertx.vertx();
        ServerFixture.await(vertx.deployVerticle(Instance::new, new DeploymentOptions().setInstances(2)));
        int port = servers.get(0).actualPort();
        List<RawPeer> peers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            RawPeer peer = new RawPeer(port).bind(BindKind.TRANSCEIVER);
            peer.send(new EnquireLink(i));
            assertThat(peer.read().sequenceNumber()).isEqualTo(i);
            peers.add(peer);
        }
        assertThat(loops).hasSize(2);
        assertThat(servers).extracting(SmppServer::connections).containsExactly(4, 4);
        peers.forEach(RawPeer::close);
        await().until(() -> servers.stream().allMatch(server -> server.connections() == 0));
        ServerFixture.await(vertx.close());
    }
}

package dev.heliograph.smpp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.smpp.client.BindRefusedException;
import dev.heliograph.smpp.client.ClientFixture;
import dev.heliograph.smpp.client.SmppClientOptions;
import dev.heliograph.smpp.client.SmppClientSession;
import dev.heliograph.smpp.pdu.BindKind;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.DeliverSm;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.SmBuilder;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.SubmitSm;
import dev.heliograph.smpp.session.CloseReason;
import dev.heliograph.smpp.session.SendResult;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Our client against our server, over real sockets. */
class OwnClientIT {
    private static final SubmitSm SUBMIT = new SmBuilder()
            .source(SmppAddress.alphanumeric("Heliograph"))
            .destination(SmppAddress.international("31612345678"))
            .shortMessage("hello".getBytes(StandardCharsets.ISO_8859_1))
            .submitSm();
    private static final DeliverSm DELIVER = new SmBuilder()
            .source(SmppAddress.international("31612345678"))
            .destination(SmppAddress.alphanumeric("Heliograph"))
            .shortMessage("answer".getBytes(StandardCharsets.ISO_8859_1))
            .deliverSm();

    @ParameterizedTest
    @EnumSource(BindKind.class)
    void carriesWhatItsBindAllows(BindKind kind) {
        try (ServerFixture server = new ServerFixture();
                ClientFixture client = new ClientFixture(server.clientOptions().withKind(kind))) {
            SmppClientSession session = client.bind();
            assertThat(session.peerSystemId()).isEqualTo("heliograph");
            assertThat(session.version()).isEqualTo(InterfaceVersion.V3_4);
            Answers submitted = new Answers();
            assertThat(client.submit(session, SUBMIT, submitted))
                    .isEqualTo(kind.transmits() ? SendResult.SENT : SendResult.NOT_BOUND);
            SmppServerSession peer = server.bound.get(0);
            assertThat(peer.kind()).isEqualTo(kind);
            assertThat(peer.systemId()).isEqualTo("esme");
            Answers delivered = new Answers();
            assertThat(server.deliver(peer, DELIVER, delivered))
                    .isEqualTo(kind.receives() ? SendResult.SENT : SendResult.NOT_BOUND);
            if (kind.transmits()) {
                await().until(() -> submitted.responses.size() == 1);
                assertThat(submitted.responses.get(0).ok()).isTrue();
            }
            if (kind.receives()) {
                await().until(() -> delivered.responses.size() == 1);
                assertThat(client.requests).singleElement().isInstanceOf(DeliverSm.class);
            }
            ServerFixture.await(client.onLoop(() -> session.unbindAndClose(Duration.ofSeconds(5))));
            await().until(() -> server.server.connections() == 0);
            assertThat(server.closed).containsExactly(CloseReason.PEER_UNBOUND);
            assertThat(client.closed).containsExactly(CloseReason.LOCALLY_CLOSED);
        }
    }

    @ParameterizedTest
    @CsvSource({"0x34, 0x0000000E", "0x50, 0x0000000D"})
    void toldWhyItsBindWasRefused(String version, String status) {
        try (ServerFixture server = new ServerFixture();
                ClientFixture client =
                        new ClientFixture(SmppClientOptions.of(ServerFixture.HOST, server.port(), "esme", "wrong")
                                .withInterfaceVersion(Integer.decode(version)))) {
            Future<SmppClientSession> connecting = client.connect();
            await().until(connecting::isComplete);
            assertThat(connecting.cause()).isInstanceOf(BindRefusedException.class);
            assertThat(((BindRefusedException) connecting.cause()).status()).isEqualTo(Integer.decode(status));
            await().until(() -> server.server.connections() == 0);
            assertThat(server.bound).isEmpty();
        }
    }

    @Test
    void finishesOpenRequestsWhenTheServerShutsDown() {
        try (ServerFixture server = new ServerFixture();
                ClientFixture client = new ClientFixture(server.clientOptions())) {
            SmppClientSession session = client.bind();
            Answers answers = new Answers();
            server.answer =
                    (peer, request) -> server.vertx.setTimer(50, late -> peer.respond(server.answerTo(request)));
            for (int i = 0; i < 50; i++) {
                assertThat(client.submit(session, SUBMIT, answers)).isEqualTo(SendResult.SENT);
            }
            await().until(() -> !server.requests.isEmpty());
            ServerFixture.await(server.server.shutdown(Duration.ofSeconds(5)));
            await().until(() -> answers.size() == 50);
            assertThat(answers.unanswered).isEmpty();
            long taken = answers.responses.stream().filter(Pdu.Response::ok).count();
            assertThat(taken).isEqualTo(server.accepted.get());
            assertThat(answers.responses)
                    .allMatch(response -> response.ok() || response.commandStatus() == CommandStatus.ESME_RSYSERR);
            await().until(() -> client.closed.contains(CloseReason.PEER_UNBOUND));
        }
    }
}

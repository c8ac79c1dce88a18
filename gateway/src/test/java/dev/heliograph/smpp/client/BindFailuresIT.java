package dev.heliograph.smpp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.GenericNack;
import dev.heliograph.smpp.pdu.PduOctets;
import dev.heliograph.smpp.server.ServerFixture;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** How connecting fails: each way tells itself from the others. */
class BindFailuresIT {
    private static SmppClientOptions options(int port) {
        return SmppClientOptions.of(ServerFixture.HOST, port, "esme", "secret").withTimeouts(2_000, 300);
    }

    private static Throwable failure(Future<SmppClientSession> connecting) {
        await().until(connecting::isComplete);
        return connecting.cause();
    }

    @Test
    void nobodyListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        try (ClientFixture client = new ClientFixture(options(port))) {
            assertThat(failure(client.connect())).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void theBindIsNotAnswered() throws IOException {
        try (ServerSocket socket = new ServerSocket(0);
                ClientFixture client = new ClientFixture(options(socket.getLocalPort()))) {
            Future<SmppClientSession> connecting = client.connect();
            try (Socket mc = socket.accept()) {
                assertThat(failure(connecting)).isInstanceOf(TimeoutException.class);
                assertThat(mc.isConnected()).isTrue();
            }
            assertThat(client.closed).as("it never was bound").isEmpty();
        }
    }

    @Test
    void theConnectionEndsBeforeTheAnswer() throws IOException {
        try (ServerSocket socket = new ServerSocket(0);
                ClientFixture client = new ClientFixture(options(socket.getLocalPort()))) {
            Future<SmppClientSession> connecting = client.connect();
            socket.accept().close();
            assertThat(failure(connecting)).isInstanceOf(IOException.class).hasMessageContaining("PEER_CLOSED");
        }
    }

    @Test
    void theMessageCentreDoesNotKnowThisBind() throws IOException {
        try (ServerSocket socket = new ServerSocket(0);
                ClientFixture client = new ClientFixture(options(socket.getLocalPort()))) {
            Future<SmppClientSession> connecting = client.connect();
            try (Socket mc = socket.accept()) {
                mc.getOutputStream().write(PduOctets.of(new GenericNack(CommandStatus.ESME_RINVCMDID, 1)));
                assertThat(((BindRefusedException) failure(connecting)).status())
                        .isEqualTo(CommandStatus.ESME_RINVCMDID);
            }
        }
    }
}

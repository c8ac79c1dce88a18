package dev.heliograph.smpp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.smpp.client.ClientFixture;
import dev.heliograph.smpp.client.ClientTls;
import dev.heliograph.smpp.client.SmppClientOptions;
import dev.heliograph.smpp.client.SmppClientSession;
import dev.heliograph.smpp.pdu.SmBuilder;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.session.CloseReason;
import io.vertx.core.Future;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SMPP over TLS, certificates made on the spot. */
class TlsIT {
    @TempDir
    private static Path directory;

    private static TestCertificate server;
    private static TestCertificate esme;

    @BeforeAll
    static void makeCertificates() throws Exception {
        server = TestCertificate.make(directory, "localhost");
        esme = TestCertificate.make(directory, "esme");
    }

    private static KeyCertOptions keyCert(TestCertificate certificate) {
        return new PemKeyCertOptions()
                .addKeyPath(certificate.key().toString())
                .addCertPath(certificate.certificate().toString());
    }

    private static TrustOptions trust(TestCertificate certificate) {
        return new PemTrustOptions().addCertPath(certificate.certificate().toString());
    }

    private static SmppClientOptions options(ServerFixture fixture, String host, ClientTls tls) {
        return SmppClientOptions.of(host, fixture.port(), "esme", ServerFixture.PASSWORD)
                .withTls(tls);
    }

    private static void submits(ServerFixture fixture, ClientTls tls) {
        try (ClientFixture client = new ClientFixture(options(fixture, "localhost", tls))) {
            SmppClientSession session = client.bind();
            Answers answers = new Answers();
            for (int i = 0; i < 100; i++) {
                client.submit(
                        session,
                        new SmBuilder()
                                .destination(SmppAddress.international("31612345678"))
                                .userData(new byte[1_000])
                                .submitSm(),
                        answers);
            }
            await().until(() -> answers.responses.size() == 100);
            assertThat(answers.responses).allMatch(response -> response.ok());
            ServerFixture.await(client.onLoop(() -> session.unbindAndClose(Duration.ofSeconds(5))));
            await().until(() -> fixture.closed.contains(CloseReason.PEER_UNBOUND));
            await().until(() -> fixture.server.connections() == 0);
        }
    }

    private static Throwable failure(SmppClientOptions options) {
        try (ClientFixture client = new ClientFixture(options)) {
            Future<SmppClientSession> connecting = client.connect();
            await().until(connecting::isComplete);
            return connecting.cause();
        }
    }

    @Test
    void bindsAndSubmits() {
        try (ServerFixture fixture =
                new ServerFixture(options -> options.withTls(new ServerTls(keyCert(server), null)))) {
            submits(fixture, new ClientTls(trust(server), null, true));
        }
    }

    @Test
    void anUnknownAuthorityIsRefused() {
        try (ServerFixture fixture =
                new ServerFixture(options -> options.withTls(new ServerTls(keyCert(server), null)))) {
            assertThat(failure(options(fixture, "localhost", ClientTls.DEFAULT)))
                    .isInstanceOf(SSLHandshakeException.class);
            assertThat(fixture.bound).isEmpty();
        }
    }

    @Test
    void aCertificateOfAnotherHostIsRefusedUnlessToldOtherwise() {
        try (ServerFixture fixture =
                new ServerFixture(options -> options.withTls(new ServerTls(keyCert(server), null)))) {
            assertThat(failure(options(fixture, "127.0.0.1", new ClientTls(trust(server), null, true))))
                    .isInstanceOf(SSLHandshakeException.class);
            assertThat(failure(options(fixture, "127.0.0.1", new ClientTls(trust(server), null, false))))
                    .isNull();
        }
    }

    @Test
    void aServerThatAsksForCertificatesTakesOnlyThoseItTrusts() {
        try (ServerFixture fixture =
                new ServerFixture(options -> options.withTls(new ServerTls(keyCert(server), trust(esme))))) {
            submits(fixture, new ClientTls(trust(server), keyCert(esme), true));
            assertThat(failure(options(fixture, "localhost", new ClientTls(trust(server), null, true))))
                    .isNotNull();
            assertThat(failure(options(fixture, "localhost", new ClientTls(trust(server), keyCert(server), true))))
                    .isNotNull();
            assertThat(fixture.bound).hasSize(1);
        }
    }

    @Test
    void plainOctetsOnATlsPortAreClosedAndOthersDoNotNotice() {
        try (ServerFixture fixture =
                        new ServerFixture(options -> options.withTls(new ServerTls(keyCert(server), null)));
                RawPeer plain = new RawPeer(fixture.port())) {
            plain.write(new byte[64]);
            plain.drain();
            submits(fixture, new ClientTls(trust(server), null, true));
        }
    }
}

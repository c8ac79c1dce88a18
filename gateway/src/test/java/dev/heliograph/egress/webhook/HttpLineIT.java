package dev.heliograph.egress.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.egress.json.EventTypes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests to real servers, among them some that nobody would want to meet. */
class HttpLineIT {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final long PATIENT_MILLIS = 10_000;
    private static final long SHORT_MILLIS = 300;

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Resolver resolver = host -> Future.succeededFuture(List.of(loopback()));

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private static InetAddress loopback() {
        return address(LOOPBACK);
    }

    private static InetAddress address(byte... octets) {
        try {
            return InetAddress.getByAddress(octets);
        } catch (java.net.UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private int serve(HttpServerOptions options, Consumer<HttpServerRequest> handler) throws Exception {
        HttpServer server = vertx.createHttpServer(options.setHost("127.0.0.1").setPort(0))
                .requestHandler(request -> {
                    asked.add(request.authority() + request.uri());
                    handler.accept(request);
                });
        return server.listen().await(10, TimeUnit.SECONDS).actualPort();
    }

    private int serve(Consumer<HttpServerRequest> handler) throws Exception {
        return serve(new HttpServerOptions(), handler);
    }

    private Outcome post(String url, long timeoutMillis, boolean allowLoopback, Path authority) throws Exception {
        List<Predicate<InetAddress>> allow = allowLoopback ? List.of(InetAddress::isLoopbackAddress) : List.of();
        Webhook endpoint = new Webhook(
                "demo",
                "default",
                URI.create(url),
                List.of(SigningSecret.parse(SigningSecret.generate())),
                EventTypes.ALL,
                2,
                timeoutMillis,
                allow,
                authority);
        Promise<Outcome> outcome = Promise.promise();
        vertx.runOnContext(go -> WebhookLines.http(vertx, resolver, System::currentTimeMillis)
                .to(endpoint)
                .post(
                        new WebhookLine.Request("id-1", 17, "v1,abc", "{}".getBytes(StandardCharsets.UTF_8)),
                        outcome::complete));
        return outcome.future().await(20, TimeUnit.SECONDS);
    }

    private Outcome post(int port) throws Exception {
        return post("http://hook.test:" + port + "/in?x=1", PATIENT_MILLIS, true, null);
    }

    @Test
    void postsToTheVettedAddressUnderTheNameOfTheUrl() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        int port = serve(request -> request.body().onSuccess(body -> {
            seen.add(request.method() + " " + request.getHeader("webhook-id") + " "
                    + request.getHeader("webhook-timestamp") + " " + request.getHeader("webhook-signature") + " "
                    + request.getHeader("content-type") + " " + body);
            request.response().setStatusCode(204).end();
        }));

        assertThat(post(port).kind()).isEqualTo(Outcome.Kind.TAKEN);
        assertThat(seen).containsExactly("POST id-1 17 v1,abc application/json {}");
        assertThat(asked).containsExactly("hook.test:" + port + "/in?x=1");
    }

    @ParameterizedTest
    @CsvSource({
        "200,TAKEN", "202,TAKEN", "299,TAKEN", "301,REFUSED", "302,REFUSED", "307,REFUSED", "308,REFUSED",
                "400,REFUSED",
        "401,REFUSED", "404,REFUSED", "410,GONE", "429,BUSY", "500,REFUSED", "502,BUSY", "503,BUSY", "504,BUSY"
    })
    void everyAnswerHasItsConsequence(int status, Outcome.Kind kind) throws Exception {
        int elsewhere = serve(request -> request.response().end());
        int port = serve(request -> request.response()
                .setStatusCode(status)
                .putHeader("Location", "http://127.0.0.1:" + elsewhere + "/elsewhere")
                .putHeader("Retry-After", "7")
                .end("thanks"));

        Outcome outcome = post(port);

        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.retryAfterMillis()).isEqualTo(kind == Outcome.Kind.TAKEN ? 0 : 7_000);
        assertThat(asked).as("redirects are not followed").hasSize(1);
    }

    @Test
    void anEndpointThatHangsIsGivenUpAfterItsTime() throws Exception {
        int port = serve(request -> {});
        Outcome outcome = post("http://hook.test:" + port, SHORT_MILLIS, true, null);
        assertThat(outcome).isEqualTo(Outcome.broken("no answer in 300 ms"));
    }

    @Test
    void anAnswerWhoseBodyNeverEndsCounts() throws Exception {
        int port = serve(request -> request.response().setChunked(true).write("on and on"));
        assertThat(post("http://hook.test:" + port, 2_000, true, null).kind()).isEqualTo(Outcome.Kind.TAKEN);
    }

    @Test
    void aBodyWithoutEndIsNotRead() throws Exception {
        int port = serve(request -> {
            request.response().setChunked(true);
            vertx.setPeriodic(1, more -> request.response().write("x".repeat(16 << 10)));
        });
        assertThat(post(port).kind()).isEqualTo(Outcome.Kind.TAKEN);
    }

    @Test
    void aConnectionThatIsCutOrRefusedIsAFailure() throws Exception {
        int port = serve(request -> request.connection().close());
        assertThat(post(port).kind()).isEqualTo(Outcome.Kind.REFUSED);
        int free;
        try (ServerSocket taken = new ServerSocket(0, 1, loopback())) {
            free = taken.getLocalPort();
        }
        Outcome refused = post(free);
        assertThat(refused.kind()).isEqualTo(Outcome.Kind.REFUSED);
        assertThat(refused.detail()).contains("cannot be connected to");
    }

    @Test
    void overTlsTheCertificateMustBeThatOfTheUrlsHost() throws Exception {
        Path store = folder.resolve("server.p12");
        Path authority = folder.resolve("server.pem");
        keytool(
                "-genkeypair",
                "-alias",
                "hook",
                "-keyalg",
                "EC",
                "-dname",
                "CN=hook.test",
                "-ext",
                "san=dns:hook.test",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "hook",
                "-file",
                authority.toString(),
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit");
        int port = serve(
                new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(
                                new PfxOptions().setPath(store.toString()).setPassword("changeit")),
                request -> request.response().end());

        assertThat(post("https://hook.test:" + port, PATIENT_MILLIS, true, authority)
                        .kind())
                .isEqualTo(Outcome.Kind.TAKEN);
        assertThat(post("https://other.test:" + port, PATIENT_MILLIS, true, authority)
                        .kind())
                .as("another host's certificate")
                .isEqualTo(Outcome.Kind.REFUSED);
        assertThat(post("https://hook.test:" + port, PATIENT_MILLIS, true, null).kind())
                .as("signed by nobody whom the platform knows")
                .isEqualTo(Outcome.Kind.REFUSED);
        assertThat(asked).hasSize(1);
    }

    private static void keytool(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = System.getProperty("java.home") + "/bin/keytool";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    @Test
    void privateAddressesAreNotConnectedTo() throws Exception {
        int port = serve(request -> request.response().end());
        Outcome outcome = post("http://hook.test:" + port, PATIENT_MILLIS, false, null);
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.REFUSED);
        assertThat(outcome.detail()).contains("has an address that is not public: 127.0.0.1");

        resolver = host ->
                Future.succeededFuture(List.of(address((byte) 93, (byte) 184, (byte) 215, (byte) 14), loopback()));
        assertThat(post("http://hook.test:" + port, PATIENT_MILLIS, false, null).detail())
                .as("one private address among public ones")
                .contains("not public");
        assertThat(asked).isEmpty();
    }

    /** A name server that says a harmless address when it is asked to check, and a private one when it is asked to connect. */
    @Test
    void aNameThatChangesItsAddressAfterTheCheckIsConnectedToWhereItWasChecked() throws Exception {
        int port = serve(request -> request.response().end());
        List<String> lookups = new CopyOnWriteArrayList<>();
        byte[] unroutable = {(byte) 192, 0, 1, 1};
        resolver = host -> {
            lookups.add(host);
            return Future.succeededFuture(List.of(lookups.size() == 1 ? address(unroutable) : loopback()));
        };
        Outcome outcome = post("http://hook.test:" + port, 1_000, false, null);
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.REFUSED);
        assertThat(lookups).as("looked up once, and that is what was used").hasSize(1);
        assertThat(asked).as("never the second address").isEmpty();
    }
}

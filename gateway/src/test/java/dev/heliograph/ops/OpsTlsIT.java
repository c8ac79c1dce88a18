package dev.heliograph.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.admission.GateCounts;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.SelfSignedCertificate;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpsTlsIT {
    private final Vertx vertx = Vertx.vertx();
    // Fields: Vert.x closes a client, and its requests with it, once nothing refers to it any more.
    private final HttpClient overTls = vertx.createHttpClient(
            new HttpClientOptions().setSsl(true).setTrustAll(true).setVerifyHost(false));
    private final HttpClient overTcp = vertx.createHttpClient();

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private static Future<Integer> status(HttpClient client, int port) {
        return client.request(HttpMethod.GET, port, "127.0.0.1", "/health/live")
                .compose(HttpClientRequest::send)
                .map(HttpClientResponse::statusCode);
    }

    @Test
    void speaksTlsAndNothingElseOnceItHasACertificate() throws Exception {
        SelfSignedCertificate certificate = SelfSignedCertificate.create();
        try {
            PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            OpsVerticle verticle = new OpsVerticle(
                    new OpsOptions(
                            "127.0.0.1",
                            0,
                            AdminToken.of("a-token-of-some-length"),
                            "1.2.3",
                            new OpsOptions.Tls(certificate.certificatePath(), certificate.privateKeyPath())),
                    new FixedOperations(),
                    new Traffic(registry, new GateCounts()),
                    new RecentEvents(),
                    registry);
            vertx.deployVerticle(verticle).await(10, TimeUnit.SECONDS);

            assertThat(status(overTls, verticle.port()).await(10, TimeUnit.SECONDS))
                    .isEqualTo(200);
            Future<Integer> plain = status(overTcp, verticle.port());
            plain.otherwise(0).await(10, TimeUnit.SECONDS);
            assertThat(plain.failed()).isTrue();
        } finally {
            certificate.delete();
        }
    }
}

package dev.heliograph.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.admission.GateCounts;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.SelfSignedCertificate;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpsTlsIT {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private Future<Integer> status(int port, boolean tls) {
        return vertx.createHttpClient(
                        new HttpClientOptions().setSsl(tls).setTrustAll(true).setVerifyHost(false))
                .request(HttpMethod.GET, port, "127.0.0.1", "/health/live")
                .compose(request -> request.send())
                .map(response -> response.statusCode());
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

            assertThat(status(verticle.port(), true).await(10, TimeUnit.SECONDS))
                    .isEqualTo(200);
            Future<Integer> plain = status(verticle.port(), false);
            plain.otherwise(0).await(10, TimeUnit.SECONDS);
            assertThat(plain.failed()).isTrue();
        } finally {
            certificate.delete();
        }
    }
}

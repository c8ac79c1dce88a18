package dev.heliograph.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heliograph.egress.websocket.EventSocketOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SelfSignedCertificate;
import org.junit.jupiter.api.Test;

class HttpTlsIT {

    @Test
    void speaksTlsAndNothingElseOnceItHasACertificate() {
        SelfSignedCertificate certificate = SelfSignedCertificate.create();
        HttpOptions.Tls tls = new HttpOptions.Tls(certificate.certificatePath(), certificate.privateKeyPath());
        try (DoorFixture door =
                new DoorFixture(HttpLimits.DEFAULT, new NdjsonIT.NoEvents(), EventSocketOptions.DEFAULT, tls)) {
            var client = door.vertx.createHttpClient(new HttpClientOptions()
                    .setSsl(true)
                    .setTrustAll(true)
                    .setVerifyHost(false)
                    .setUseAlpn(true));
            var answer = client.request(HttpMethod.GET, door.port(), "127.0.0.1", "/v1/channels")
                    .compose(request -> {
                        request.putHeader("Authorization", "Bearer demo-key");
                        return request.send();
                    });
            DoorFixture.await(answer);
            assertThat(answer.result().statusCode()).isEqualTo(200);
            assertThat(answer.result().version()).isEqualTo(HttpVersion.HTTP_1_1);
            // Used to the end: Vert.x closes a client, and its requests with it, once nothing refers to it any more.
            DoorFixture.await(client.close());

            try (RawClient plain = door.connect()) {
                plain.write("GET /v1/channels HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThatThrownBy(plain::answer).as("no HTTP comes back").isInstanceOf(RuntimeException.class);
            }
        } finally {
            certificate.delete();
        }
    }
}

package dev.heliograph.loadtest;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import java.net.URI;
import java.time.Duration;

/**
 * A gateway on this machine answers single submissions over HTTP at a steady rate: {@code mvn -pl loadtest gatling:test -Drate=200 -Dseconds=20}.
 *
 * <p>Settable: {@code url} (loopback only), {@code key}, {@code rate} in messages a second, {@code seconds}.
 */
public class HttpSmokeSimulation extends Simulation {
    private static final int SECONDS_MAX = 3_600;

    private final String url = loopback(System.getProperty("url", "http://127.0.0.1:8080"));
    private final String key = System.getProperty("key", "demo");
    private final int rate = Integer.getInteger("rate", 100);
    private final int seconds = Math.min(SECONDS_MAX, Integer.getInteger("seconds", 10));

    private final ScenarioBuilder submit = scenario("submit")
            .exec(http("POST /v1/messages")
                    .post("/v1/messages")
                    .header("Authorization", "Bearer " + key)
                    .header("Content-Type", "application/json")
                    .body(StringBody("{\"to\":\"+393331234500\",\"from\":\"Load\",\"text\":\"Your code is 123456\"}"))
                    .check(status().is(202), jsonPath("$.id").exists()));

    public HttpSmokeSimulation() {
        setUp(submit.injectOpen(constantUsersPerSec(rate).during(Duration.ofSeconds(seconds))))
                .protocols(http.baseUrl(url).shareConnections())
                .assertions(global().failedRequests().count().is(0L));
    }

    /** Load goes to this machine and nowhere else. */
    private static String loopback(String url) {
        String host = URI.create(url).getHost();
        if (!"127.0.0.1".equals(host) && !"localhost".equals(host) && !"[::1]".equals(host)) {
            throw new IllegalArgumentException("url must be on the loopback interface, not " + host);
        }
        return url;
    }
}

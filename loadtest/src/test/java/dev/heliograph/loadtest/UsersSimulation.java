package dev.heliograph.loadtest;

import static dev.heliograph.loadtest.gatling.smpp.SmppDsl.smpp;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import dev.heliograph.egress.receiver.VendorTag;
import dev.heliograph.loadtest.gatling.smpp.Credentials;
import dev.heliograph.loadtest.gatling.smpp.Submission;
import dev.heliograph.message.Priority;
import dev.heliograph.smpp.pdu.RegisteredDelivery;
import dev.heliograph.smpp.pdu.SmBuilder;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.SubmitSm;
import dev.heliograph.smpp.pdu.Tlvs;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Everything that the SMPP plug-in offers to simulations in which a user is a session, against a gateway of its own: users that bind as whom they say, submit without waiting, wait for
 * receipts, and are refused. {@code mvn -q -pl loadtest test-compile gatling:test -Dgatling.simulationClass=dev.heliograph.loadtest.UsersSimulation}; half a minute.
 */
public class UsersSimulation extends Simulation {
    private static final int USERS = 20;
    private static final int PIPELINED = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String BIND = "bind";
    private static final String STRANGER = "bind of a stranger";
    private static final String PIPE = "submit, pipelined";
    private static final String AWAIT = "submit, receipt awaited";
    private static final String UNASKED = "submit, receipt awaited that nobody asked for";
    private static final String UNBOUND = "submit of a stranger";
    private static final String UNBIND = "unbind";
    private static final String RECEIPT = " receipt";

    private final Subject subject = subject();

    public UsersSimulation() {
        setUp(
                        known().injectOpen(rampUsers(USERS).during(Duration.ofSeconds(10))),
                        stranger().injectOpen(rampUsers(1).during(Duration.ofSeconds(1))))
                .protocols(smpp("127.0.0.1", subject.smppPort()).window(20))
                .assertions(
                        details(BIND).successfulRequests().count().is((long) USERS),
                        details(PIPE).successfulRequests().count().is((long) USERS * PIPELINED),
                        details(PIPE).failedRequests().count().is(0L),
                        details(AWAIT).successfulRequests().count().is((long) USERS),
                        details(AWAIT + RECEIPT).successfulRequests().count().is((long) USERS),
                        details(UNASKED).successfulRequests().count().is((long) USERS),
                        details(UNASKED + RECEIPT).failedRequests().count().is((long) USERS),
                        details(UNBIND).successfulRequests().count().is((long) USERS),
                        details(STRANGER).failedRequests().count().is(1L),
                        details(UNBOUND).failedRequests().count().is(1L))
                .maxDuration(Duration.ofMinutes(1));
    }

    private static Subject subject() {
        try {
            return new Subject(List.of("-Xms256m", "-Xmx512m"), "", Subject.Setting.DEFAULT);
        } catch (IOException e) {
            throw new IllegalStateException("the gateway could not be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static ScenarioBuilder known() {
        return scenario("known")
                .exec(smpp(BIND).bind(UsersSimulation::who))
                .exitHereIfFailed()
                .repeat(PIPELINED)
                .on(exec(smpp(PIPE)
                        .submit(user -> submission(RegisteredDelivery.FINAL))
                        .pipelined()))
                .exec(smpp(AWAIT)
                        .submit(user -> submission(RegisteredDelivery.FINAL))
                        .awaitReceipt(PATIENCE))
                .exec(smpp(UNASKED).submit(user -> submission(0)).awaitReceipt(PATIENCE))
                .exec(smpp(UNBIND).unbind());
    }

    private static ScenarioBuilder stranger() {
        return scenario("stranger")
                .exec(smpp(STRANGER).bind(user -> new Credentials("nobody", "nothing")))
                .exec(smpp(UNBOUND).submit(user -> submission(0)));
    }

    /** Two accounts in turn. */
    private static Credentials who(Session user) {
        String system = user.asScala().userId() % 2 == 0 ? "calm" : "flood";
        return new Credentials(system, system);
    }

    /** One-time codes: a gateway that is not compiled yet may refuse what is less urgent, which is not what is looked at here. */
    private static Submission submission(int registeredDelivery) {
        SubmitSm pdu = new SmBuilder()
                .source(SmppAddress.alphanumeric("Load"))
                .destination(SmppAddress.international("393330000001"))
                .registeredDelivery(registeredDelivery)
                .shortMessage("Your code is 123456.".getBytes(StandardCharsets.US_ASCII))
                .tlvs(Tlvs.builder()
                        .cString(VendorTag.PRIORITY, Priority.OTP.text())
                        .build())
                .submitSm();
        return Submission.of(pdu);
    }

    @Override
    public void after() {
        try {
            subject.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.heliograph.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.email.MailOptions.Security;
import dev.heliograph.channel.smpp.TestCertificate;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.simulator.mail.StandInRelay;
import dev.heliograph.simulator.mail.StandInRelay.Mail;
import io.vertx.core.Vertx;
import io.vertx.core.net.JksOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every channel has to show, shown by mail: there are no webhooks, and the relay speaks SMTP. */
class MailChannelIT {
    private static final Content HELLO = new Content.Text("Hello");

    private final Vertx vertx = Vertx.vertx();
    private StandInRelay relay;
    private MailRig rig;

    @BeforeEach
    void open() {
        relay = new StandInRelay(vertx, "127.0.0.1", 0, null);
        MailRig.await(relay.listen());
        rig = new MailRig(vertx, MailRig.options(relay.port(), Security.NONE, StandInRelay.SECRET, null));
    }

    @AfterEach
    void close() {
        rig.close();
        MailRig.await(relay.close());
        MailRig.await(vertx.close());
    }

    private List<Mail> taken() {
        return MailRig.await(relay.taken());
    }

    private static Failure failureOf(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).failure();
    }

    @Test
    void aMailThatTheRelayTookIsSentUnderItsOwnId() {
        Outcome outcome = rig.send("ann@example.com", HELLO);
        assertThat(outcome).isInstanceOf(Outcome.Sent.class);
        String id = ((Outcome.Sent) outcome).providerIds().get(0);
        assertThat(taken()).singleElement().satisfies(mail -> {
            assertThat(mail.from()).isEqualTo("news@example.com");
            assertThat(mail.to()).isEqualTo("ann@example.com");
            assertThat(mail.text()).contains("\r\nMessage-ID: <" + id + ">\r\n").endsWith("\r\n\r\nHello\r\n");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "10, NOT_REACHABLE",
        "14, NOT_REACHABLE",
        "21, POLICY",
        "30, THROTTLED",
        "31, RECIPIENT_THROTTLED",
        "40, TRANSIENT",
        "50, CONTENT_INVALID",
        "60, AUTH"
    })
    void everyRefusalHasItsClass(String suffix, Failure failure) {
        Outcome outcome = rig.send("ann" + suffix + "@example.com", HELLO);
        assertThat(failureOf(outcome)).isEqualTo(failure);
        assertThat(((Outcome.Failed) outcome).detail()).isNotEmpty().doesNotContain("@example.com");
        assertThat(taken()).isEmpty();
    }

    @Test
    void whatWasRefusedForATimeIsTakenLater() {
        rig.send("ann31@example.com", HELLO);
        assertThat(rig.send("ann31@example.com", HELLO)).isInstanceOf(Outcome.Sent.class);
        rig.send("ann40@example.com", HELLO);
        assertThat(rig.send("ann40@example.com", HELLO)).isInstanceOf(Outcome.Sent.class);
    }

    @Test
    void greylistingSaysForHowLong() {
        Outcome.Failed failed = (Outcome.Failed) rig.send("ann31@example.com", HELLO);
        assertThat(failed.retryAfterMillis()).isEqualTo(300_000);
    }

    @Test
    void nobodyCanSayWhatBecameOfAMailWhoseReplyIsMissing() {
        // The client stumbles over the missing reply itself, and says so to whoever listens.
        vertx.exceptionHandler(cause -> {});
        assertThat(failureOf(rig.send("ann41@example.com", HELLO))).isEqualTo(Failure.UNKNOWN_OUTCOME);
        assertThat(rig.send("ann41@example.com", HELLO)).isInstanceOf(Outcome.Sent.class);
        assertThat(taken()).hasSize(2);
        assertThat(taken().get(0).text().lines().filter(line -> line.startsWith("Message-ID")))
                .isEqualTo(taken().get(1)
                        .text()
                        .lines()
                        .filter(line -> line.startsWith("Message-ID"))
                        .toList());
    }

    @Test
    void aWrongPasswordIsNoReasonToTryAgain() {
        try (MailRig stranger = new MailRig(vertx, MailRig.options(relay.port(), Security.NONE, "guess", null))) {
            assertThat(failureOf(stranger.send("ann@example.com", HELLO))).isEqualTo(Failure.AUTH);
            assertThat(stranger.channel().health().lastError()).isNotEmpty();
        }
    }

    @Test
    void withoutARelayNothingHasLeft() {
        try (MailRig lost = new MailRig(vertx, MailRig.options(1, Security.NONE, "demo", null))) {
            assertThat(failureOf(lost.send("ann@example.com", HELLO))).isEqualTo(Failure.TRANSIENT);
            assertThat(lost.channel().health().isUp()).isFalse();
        }
    }

    @Test
    void nothingIsSentInTheClearWhenItMustNotBe() {
        try (MailRig secret = new MailRig(vertx, MailRig.options(relay.port(), Security.STARTTLS, "demo", null))) {
            assertThat(failureOf(secret.send("ann@example.com", HELLO))).isEqualTo(Failure.AUTH);
        }
        assertThat(taken()).isEmpty();
    }

    @Test
    void afterStartTlsTheLoginIsEncrypted(@TempDir Path folder) throws Exception {
        JksOptions certificate = TestCertificate.create(folder);
        StandInRelay secret = new StandInRelay(vertx, "127.0.0.1", 0, certificate);
        MailRig.await(secret.listen());
        try (MailRig trusting =
                        new MailRig(vertx, MailRig.options(secret.port(), Security.STARTTLS, "demo", certificate));
                MailRig doubting =
                        new MailRig(vertx, MailRig.options(secret.port(), Security.STARTTLS, "demo", null))) {
            assertThat(trusting.send("ann@example.com", HELLO)).isInstanceOf(Outcome.Sent.class);
            assertThat(failureOf(doubting.send("ann@example.com", HELLO))).isEqualTo(Failure.TRANSIENT);
        }
        assertThat(MailRig.await(secret.taken())).hasSize(1);
        MailRig.await(secret.close());
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "ann",
        "ann@example.com@example.org",
        "'ann@example.com,bob@example.com'",
        "'ann@example.com\r\nBcc: bob@example.com'",
        "'ann@example.com> SIZE=1'"
    })
    void anAddressIsOneAddress(String address) {
        assertThat(failureOf(rig.send(address, HELLO))).isEqualTo(Failure.NOT_REACHABLE);
        assertThat(taken()).isEmpty();
    }

    @Test
    void aTemplateNeedsWords() {
        Element template = new Element.Template("a", "en", null, null, List.of(), List.of());
        assertThat(failureOf(rig.send("ann@example.com", template, null))).isEqualTo(Failure.TEMPLATE_INVALID);
        assertThat(rig.send("ann@example.com", new Content.Rich(template, "Hello", null, Map.of(), false)))
                .isInstanceOf(Outcome.Sent.class);
    }

    @Test
    void ownJsonOfAnotherShapeIsRefused() {
        assertThat(failureOf(rig.send(
                        "ann@example.com",
                        new Content.Rich(
                                new Element.Text("x", false), null, null, Map.of("email", "{\"html\":1}"), false))))
                .isEqualTo(Failure.CONTENT_INVALID);
    }

    @Test
    void linesThatBeginWithADotArriveAsTheyWere() {
        rig.send("ann@example.com", new Content.Text(".\n..\n.x"));
        assertThat(taken().get(0).text()).endsWith("\r\n\r\n.\r\n..\r\n.x\r\n");
    }

    @Test
    void creditComesBackAndClosingEndsIt() {
        assertThat(rig.channel().creditMax()).isEqualTo(2);
        rig.send("ann@example.com", HELLO);
        assertThat(rig.channel().credit()).isEqualTo(2);
        rig.call(() -> rig.channel().close(1_000).recover(again -> io.vertx.core.Future.succeededFuture()));
        assertThat(rig.channel().credit()).isZero();
        assertThat(failureOf(rig.send("ann@example.com", HELLO))).isEqualTo(Failure.TRANSIENT);
        rig = new MailRig(vertx, MailRig.options(relay.port(), Security.NONE, StandInRelay.SECRET, null));
    }
}

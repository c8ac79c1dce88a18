package dev.heliograph.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.channel.email.MailOptions.Security;
import dev.heliograph.channel.smpp.TestCertificate;
import dev.heliograph.conversation.InboundMessage;
import dev.heliograph.conversation.Letter;
import dev.heliograph.ingress.mail.MailDoor;
import dev.heliograph.ingress.mail.MailDoorOptions;
import dev.heliograph.ingress.mail.MailTable;
import dev.heliograph.message.MessageId;
import dev.heliograph.message.MessageState;
import dev.heliograph.receipt.ProviderReceipt;
import io.vertx.core.Vertx;
import io.vertx.core.net.JksOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The door for mail, as relays use it and as strangers do. */
class MailDoorIT {
    private static final long MESSAGE = MessageId.of(1, 42);
    private static final String HEAD = "From: Bob <bob@example.org>\r\nMessage-ID: <1@example.org>\r\n";
    private static final String YES = HEAD + "\r\nYes";

    private static final String BOUNCE = HEAD
            + "Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n"
            + "--x\r\n\r\nSorry\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; a\r\n\r\n"
            + "Final-Recipient: rfc822; ann@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n"
            + "Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n--x--\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final MailRig rig =
            new MailRig(vertx, MailRig.options(1, Security.NONE, "demo", null, MailRig.INBOUND, null));
    private final MailReturns returns = Objects.requireNonNull(rig.channel().returns());
    private final String reports = returns.reports(MESSAGE);
    private final String replies = returns.replies(MESSAGE, "Bob@example.org", "demo");
    private MailDoor door;
    private int port;

    @BeforeEach
    void open() {
        open(MailDoorOptions.at("127.0.0.1", 0));
    }

    private void open(MailDoorOptions options) {
        MailTable table = new MailTable();
        table.put(rig.channel(), rig.loop());
        door = new MailDoor(vertx, options, table);
        port = MailRig.await(door.open());
    }

    private void reopen(MailDoorOptions options) {
        MailRig.await(door.close());
        open(options);
    }

    @AfterEach
    void close() {
        MailRig.await(door.close());
        rig.close();
        MailRig.await(vertx.close());
    }

    private String send(String from, String to, String mail) throws IOException {
        try (SmtpCaller caller = SmtpCaller.greeted(port)) {
            return caller.send(from, to, mail);
        }
    }

    @Test
    void aBounceIsAReceiptOfItsMessage() throws Exception {
        assertThat(send("", reports, BOUNCE)).startsWith("250");
        assertThat(rig.receipts).singleElement().satisfies(receipt -> {
            assertThat(receipt.state()).isEqualTo(MessageState.FAILED);
            assertThat(receipt.errorCode()).isEqualTo(550);
            assertThat(receipt.providerId())
                    .isEqualTo(MailComposer.idOf(MessageId.text(MESSAGE), "email", MailRig.SENDER));
        });
        assertThat(rig.inbound).isEmpty();
    }

    @Test
    void anAnswerIsAMessageFromAPerson() throws Exception {
        assertThat(send("bob@example.org", replies, YES + "\r\n\r\nOn 1 May, Ann wrote:\r\n> Coming?"))
                .startsWith("250");
        InboundMessage said = rig.inbound.get(0);
        assertThat(said.from().value()).isEqualTo("bob@example.org");
        assertThat(said.to().value()).isEqualTo("email");
        assertThat(said.text()).isEqualTo("Yes");
        assertThat(said.context().message()).isEqualTo(MESSAGE);
        assertThat(said.context().name()).isEqualTo("Bob");
        assertThat(said.context().id()).isEqualTo("1@example.org");
        assertThat(rig.receipts).isEmpty();
    }

    @Test
    void whoeverAnswersIsTheOneItWasSentToOrIsNotKnown() throws Exception {
        assertThat(send("bob@example.org", replies, YES)).startsWith("250");
        assertThat(send("bob@example.org", replies, "From: Eve <eve@example.org>\r\n\r\nSTOP"))
                .startsWith("250");
        assertThat(rig.inbound)
                .map(said -> Objects.requireNonNull(said.letter()))
                .satisfiesExactly(
                        letter -> {
                            assertThat(letter.fromRecipient()).isTrue();
                            assertThat(letter.accountTag()).isEqualTo(Letter.tagOf("demo"));
                        },
                        letter -> assertThat(letter.fromRecipient()).isFalse());
    }

    @Test
    void whoeverHoldsOneMailCannotFillTheStreamOfItsAccount() throws Exception {
        String others = returns.replies(MESSAGE + 1, "Bob@example.org", "demo");
        try (SmtpCaller caller = SmtpCaller.greeted(port)) {
            for (int i = 0; i < MailBack.HOURLY_MAX; i++) {
                String mail = "From: bob@example.org\r\nMessage-ID: <" + i + "@example.org>\r\n\r\nYes";
                assertThat(caller.send("bob@example.org", replies, mail)).startsWith("250");
                assertThat(caller.send("", reports, BOUNCE)).startsWith("250");
            }
            assertThat(caller.send("bob@example.org", replies, "From: bob@example.org\r\n\r\nYes"))
                    .startsWith("450");
            assertThat(caller.send("", reports, BOUNCE)).startsWith("450");
            assertThat(caller.send("bob@example.org", others, "From: bob@example.org\r\n\r\nYes"))
                    .startsWith("250");
        }
        assertThat(rig.inbound).hasSize(MailBack.HOURLY_MAX + 1);
        assertThat(rig.receipts).hasSize(MailBack.HOURLY_MAX);
        assertThat(Objects.requireNonNull(rig.channel().counters().get("mail.tooMany"))
                        .sum())
                .isEqualTo(2);
    }

    @Test
    void thatItWasShownIsAReceiptToo() throws Exception {
        String mail = HEAD + "Content-Type: multipart/report; report-type=disposition-notification; boundary=x\r\n\r\n"
                + "--x\r\n\r\nSeen\r\n--x\r\nContent-Type: message/disposition-notification\r\n\r\n"
                + "Disposition: manual-action/MDN-sent-manually; %s\r\n\r\n--x--\r\n";
        assertThat(send("", reports, mail.formatted("deleted"))).startsWith("250");
        assertThat(rig.receipts).isEmpty();
        assertThat(send("", reports, mail.formatted("displayed"))).startsWith("250");
        assertThat(rig.receipts).extracting(ProviderReceipt::state).containsExactly(MessageState.READ);
    }

    @Test
    void anAnswerThatComesTwiceIsOne() throws Exception {
        assertThat(send("bob@example.org", replies, YES)).startsWith("250");
        assertThat(send("bob@example.org", replies, "Received: again\r\n" + YES))
                .startsWith("250");
        assertThat(rig.inbound).hasSize(1);
    }

    @Test
    void machinesAreNotAnsweredAndGiveNoAnswers() throws Exception {
        assertThat(send("bob@example.org", replies, "Auto-Submitted: auto-replied\r\n" + YES))
                .startsWith("250");
        assertThat(send("", replies, YES)).startsWith("250");
        assertThat(send("", replies, BOUNCE)).startsWith("250");
        assertThat(send("bob@example.org", reports, YES)).startsWith("250");
        assertThat(send("x@example.org", replies, "From: news@example.com\r\n\r\nLoop"))
                .startsWith("250");
        assertThat(send("x@example.org", replies, "From: <" + replies + ">\r\n\r\nLoop"))
                .startsWith("250");
        assertThat(rig.inbound).isEmpty();
        assertThat(rig.receipts).isEmpty();
        assertThat(Objects.requireNonNull(rig.channel().counters().get("mail.ignored"))
                        .sum())
                .isEqualTo(6);
    }

    @Test
    void whatIsToNoneOfOursIsRefusedBeforeItsWords() throws Exception {
        String forged = reports.substring(0, 20) + "0000" + reports.substring(24);
        try (SmtpCaller caller = SmtpCaller.greeted(port)) {
            assertThat(caller.say("MAIL FROM:<>")).startsWith("250");
            for (String to :
                    List.of(forged, "postmaster@in.example.com", "ann@example.org", "r+" + reports.substring(2))) {
                assertThat(caller.say("RCPT TO:<" + to + ">")).startsWith("550");
            }
            assertThat(caller.say("DATA")).startsWith("503");
        }
        assertThat(door.counts().unknown.sum()).isEqualTo(4);
    }

    @Test
    void nothingIsSaidToBeTakenThatIsNotStored() throws Exception {
        reopen(MailDoorOptions.at("127.0.0.1", 0).withTimes(60_000, 600_000, 200));
        rig.storing = false;
        assertThat(send("", reports, BOUNCE)).startsWith("451");
        rig.storing = true;
        assertThat(send("", reports, BOUNCE)).startsWith("250");
        assertThat(door.counts().late.sum()).isEqualTo(1);
    }

    @Test
    void aChannelThatClosesTakesNothing() throws Exception {
        MailReturns.Returned returned = Objects.requireNonNull(returns.read(reports));
        ReadMail mail = MailReader.read("", new ByteArrayInputStream(BOUNCE.getBytes(StandardCharsets.US_ASCII)));
        MailChannel closed = rig.another();
        assertThat(closed.onMail(returned, mail, () -> {})).isEqualTo(MailTaking.LATER);
        assertThat(rig.receipts).isEmpty();
    }

    @Test
    void severalMailsGoOverOneConnection() throws Exception {
        try (SmtpCaller caller = SmtpCaller.greeted(port)) {
            assertThat(caller.send("", reports, BOUNCE)).startsWith("250");
            assertThat(caller.say("NOOP")).startsWith("250");
            assertThat(caller.say("RSET")).startsWith("250");
            assertThat(caller.send("bob@example.org", replies, YES)).startsWith("250");
            assertThat(caller.say("QUIT")).startsWith("221");
        }
        assertThat(rig.receipts).hasSize(1);
        assertThat(rig.inbound).hasSize(1);
    }

    @Test
    void afterStartTlsItIsTheSameDoor(@TempDir Path folder) throws Exception {
        JksOptions identity = TestCertificate.create(folder);
        KeyStore store = KeyStore.getInstance(
                Path.of(identity.getPath()).toFile(), identity.getPassword().toCharArray());
        String alias = store.aliases().nextElement();
        Path certificate = folder.resolve("certificate.pem");
        Path key = folder.resolve("key.pem");
        Files.writeString(
                certificate, pem("CERTIFICATE", store.getCertificate(alias).getEncoded()));
        Files.writeString(
                key,
                pem(
                        "PRIVATE KEY",
                        store.getKey(alias, identity.getPassword().toCharArray())
                                .getEncoded()));
        reopen(MailDoorOptions.at("127.0.0.1", 0)
                .withTls(new MailDoorOptions.Tls(certificate.toString(), key.toString())));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        try (SmtpCaller caller = new SmtpCaller(port)) {
            caller.reply();
            assertThat(caller.say("EHLO mx.example.org")).contains("STARTTLS");
            // What is said in the clear behind the command does not count.
            caller.write("STARTTLS\r\nMAIL FROM:<mallory@example.org>\r\n");
            assertThat(caller.reply()).startsWith("220");
            caller.encrypt(tls.getSocketFactory());
            assertThat(caller.say("EHLO mx.example.org")).startsWith("250").endsWith("Ok");
            assertThat(caller.say("STARTTLS")).startsWith("454");
            assertThat(caller.send("", reports, BOUNCE)).startsWith("250");
        }
        assertThat(rig.receipts).hasSize(1);
    }

    private static String pem(String kind, byte[] octets) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(octets) + "\n-----END " + kind
                + "-----\n";
    }

    @Test
    void theDoorSaysWhatItCan() throws Exception {
        try (SmtpCaller caller = new SmtpCaller(port)) {
            assertThat(caller.reply()).startsWith("220").contains("ESMTP");
            assertThat(caller.say("EHLO a"))
                    .contains("8BITMIME", "SIZE " + MailDoorOptions.OCTETS_MAX)
                    .doesNotContain("STARTTLS");
        }
    }

    // ---- strangers

    @Test
    void aMailThatIsTooLargeIsRefused() throws Exception {
        reopen(MailDoorOptions.at("127.0.0.1", 0).withBounds(10, 10, 100_000));
        try (SmtpCaller caller = SmtpCaller.greeted(port)) {
            assertThat(caller.say("MAIL FROM:<> SIZE=200000")).startsWith("552");
            assertThat(caller.send("bob@example.org", replies, HEAD + "\r\n" + "word\r\n".repeat(50_000)))
                    .startsWith("552");
            assertThat(caller.send("bob@example.org", replies, YES)).startsWith("250");
        }
        assertThat(rig.inbound).hasSize(1);
    }

    @Test
    void whatIsLeftOfARefusedMailIsNoCommand() throws Exception {
        reopen(MailDoorOptions.at("127.0.0.1", 0).withBounds(10, 10, 20_000));
        String commands = "MAIL FROM:<>\r\nRCPT TO:<" + reports + ">\r\nDATA\r\n" + BOUNCE + "\r\n";
        try (SmtpCaller caller = SmtpCaller.greeted(port)) {
            assertThat(caller.send("bob@example.org", replies, HEAD + "\r\n" + "word\r\n".repeat(4_000) + commands))
                    .startsWith("552");
            assertThat(caller.say("NOOP")).startsWith("250");
            assertThat(caller.send(
                            "bob@example.org", replies, "X: " + "y".repeat(15_000) + "\r\n".repeat(99) + commands))
                    .startsWith("554");
            assertThat(caller.say("NOOP")).startsWith("250");
        }
        try (SmtpCaller caller = SmtpCaller.greeted(port)) {
            assertThat(caller.send("bob@example.org", replies, HEAD + "\r\n" + "word\r\n".repeat(20_000)))
                    .startsWith("421");
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("onnection");
        }
        assertThat(rig.receipts).isEmpty();
        assertThat(rig.inbound).isEmpty();
    }

    @Test
    void aMailMadeToDoHarmIsRefused() throws Exception {
        String parts = HEAD + "Content-Type: multipart/mixed; boundary=x\r\n\r\n" + "--x\r\n\r\n\r\n".repeat(1_000);
        assertThat(send("bob@example.org", replies, parts)).startsWith("554");
        assertThat(send("bob@example.org", replies, "X: " + "y".repeat(50_000) + "\r\n\r\nYes"))
                .startsWith("554");
        assertThat(door.counts().refused.sum()).isEqualTo(2);
        assertThat(rig.inbound).isEmpty();
    }

    @Test
    void whoSaysNothingIsHungUpOn() throws Exception {
        reopen(MailDoorOptions.at("127.0.0.1", 0).withTimes(200, 600_000, 5_000));
        try (SmtpCaller caller = SmtpCaller.greeted(port)) {
            String last = caller.reply();
            assertThat(last == null ? "421" : last).startsWith("421");
        }
    }

    @Test
    void soIsWhoNeverComesToAnEnd() throws Exception {
        reopen(MailDoorOptions.at("127.0.0.1", 0).withTimes(60_000, 300, 5_000));
        try (SmtpCaller caller = SmtpCaller.greeted(port)) {
            caller.say("MAIL FROM:<>");
            caller.say("RCPT TO:<" + reports + ">");
            caller.say("DATA");
            caller.write("Subject: for ");
            assertThat(caller.reply()).matches(last -> last == null || last.startsWith("421"));
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("onnection");
        }
        assertThat(send("", reports, BOUNCE)).startsWith("250");
    }

    @Test
    void connectionsAreBoundedInAllAndFromOneAddress() throws Exception {
        reopen(MailDoorOptions.at("127.0.0.1", 0).withBounds(10, 3, 1_000));
        List<SmtpCaller> callers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            callers.add(SmtpCaller.greeted(port));
        }
        for (int i = 0; i < 200; i++) {
            try (SmtpCaller caller = new SmtpCaller(port)) {
                assertThat(caller.reply()).startsWith("421");
            }
        }
        assertThat(callers.get(0).say("NOOP")).startsWith("250");
        for (SmtpCaller caller : callers) {
            caller.close();
        }
        await().untilAsserted(() -> assertThat(send("", reports, BOUNCE)).startsWith("250"));
    }

    @Test
    void thousandsOfConnectionsThatSayNothingLeaveTheDoorOpen() throws Exception {
        reopen(MailDoorOptions.at("127.0.0.1", 0).withBounds(50, 20, 100_000).withTimes(2_000, 600_000, 5_000));
        List<SmtpCaller> callers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            callers.add(new SmtpCaller(port));
        }
        for (SmtpCaller caller : callers) {
            caller.close();
        }
        await().untilAsserted(() -> assertThat(send("", reports, BOUNCE)).startsWith("250"));
    }

    @Test
    void recipientsAreBounded() throws Exception {
        try (SmtpCaller caller = SmtpCaller.greeted(port)) {
            caller.say("MAIL FROM:<>");
            for (int i = 0; i < 10; i++) {
                assertThat(caller.say("RCPT TO:<" + returns.reports(i + 1) + ">"))
                        .startsWith("250");
            }
            assertThat(caller.say("RCPT TO:<" + reports + ">")).startsWith("452");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
                "\u0000\u0001\u00ff\u00fe\r\n\r\n\r\n",
                "MAIL FROM:<a@b\r\nRCPT TO:<>\r\nDATA\r\n",
                "EHLO\r\nEHLO \r\nHELO\r\nVRFY root\r\nEXPN a\r\nHELP\r\nAUTH PLAIN\r\nBDAT 99999999999999\r\n",
                "RCPT TO:<a@b>\r\nDATA\r\n.\r\n"
            })
    void garbageIsAnsweredOrHungUpOn(String garbage) throws Exception {
        try (SmtpCaller caller = SmtpCaller.greeted(port)) {
            caller.write(garbage);
            caller.write("QUIT\r\n");
            String last = caller.reply();
            while (last != null && !last.startsWith("221") && !last.startsWith("421")) {
                assertThat(last).matches("(?s)[2-5]\\d\\d.*");
                last = caller.reply();
            }
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("onnection");
        }
        assertThat(rig.receipts).isEmpty();
        assertThat(send("", reports, BOUNCE)).startsWith("250");
    }

    @Test
    void aLineWithoutEndIsHungUpOn() throws Exception {
        try (SmtpCaller caller = SmtpCaller.greeted(port)) {
            caller.write("NOOP " + "x".repeat(100_000));
            String last = caller.reply();
            assertThat(last == null ? "500" : last).startsWith("5");
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("onnection");
        }
    }

    /** What ends a mail for one server and not for the next would hide a second mail in the first. */
    @ParameterizedTest
    @ValueSource(strings = {"\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r\n.\r"})
    void nothingButADotBetweenWholeLineEndsEndsAMail(String end) throws Exception {
        String hidden = YES + end + "MAIL FROM:<>\r\nRCPT TO:<" + reports + ">\r\nDATA\r\n" + BOUNCE;
        assertThat(send("bob@example.org", replies, hidden)).startsWith("250");
        assertThat(rig.receipts).isEmpty();
        assertThat(rig.inbound).hasSize(1);
    }

    @Test
    void dotsAndOctetsArriveAsTheyWere() throws Exception {
        try (SmtpCaller caller = SmtpCaller.greeted(port)) {
            caller.say("MAIL FROM:<bob@example.org> BODY=8BITMIME");
            caller.say("RCPT TO:<" + replies + ">");
            caller.say("DATA");
            caller.write(HEAD + "Content-Type: text/plain; charset=iso-8859-1\r\n\r\n..\r\n..gr\u00fc\u00df\r\n.\r\n");
            assertThat(caller.reply()).startsWith("250");
        }
        assertThat(rig.inbound.get(0).text()).isEqualTo(".\n.gr\u00fc\u00df");
    }

    @Test
    void headersThatHideLineEndsStayOneLine() throws Exception {
        assertThat(send(
                        "bob@example.org",
                        replies,
                        "From: =?utf-8?q?Bob=0D=0ABcc:_x?= <bob@example.org>\r\nSubject: =?utf-8?q?a=0Ab?=\r\n\r\n"))
                .startsWith("250");
        assertThat(rig.inbound.get(0).context().name()).isEqualTo("Bob Bcc: x");
        assertThat(rig.inbound.get(0).text()).isEqualTo("a b");
    }
}

package dev.heliograph.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.email.MailOptions.Security;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.Option;
import io.vertx.core.Vertx;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our mails at somebody else's server, read by somebody else's parser. */
class GreenMailIT {
    private final Vertx vertx = Vertx.vertx();
    private GreenMail server;
    private MailRig rig;

    @BeforeEach
    void open() {
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.setUser("demo", "demo");
        server.start();
        rig = new MailRig(vertx, MailRig.options(server.getSmtp().getPort(), Security.NONE, "demo", null));
    }

    @AfterEach
    void close() {
        rig.close();
        server.stop();
        MailRig.await(vertx.close());
    }

    private MimeMessage arrived(Element element, String subject) {
        assertThat(rig.send("bob@example.org", element, subject)).isInstanceOf(Outcome.Sent.class);
        assertThat(server.waitForIncomingEmail(10_000, 1)).isTrue();
        return server.getReceivedMessages()[0];
    }

    @Test
    void textArrivesAsItWas() throws Exception {
        MimeMessage mail = arrived(new Element.Text("Grüße 👋\nfrom\r\nBreda", false), null);
        assertThat(mail.getContent().toString().replace("\r\n", "\n")).isEqualTo("Grüße 👋\nfrom\nBreda");
        assertThat(mail.getSubject()).isEqualTo("New message");
        InternetAddress from = (InternetAddress) mail.getFrom()[0];
        assertThat(from.getAddress()).isEqualTo("news@example.com");
        assertThat(from.getPersonal()).isEqualTo("Ann Müller, Breda");
        assertThat(mail.getSentDate()).isNotNull();
    }

    @Test
    void richContentIsTextAndHtml() throws Exception {
        Element card = new Element.Card(
                "Shoe <b>&",
                "Red, \"43\"",
                Element.Media.of(Element.Media.Kind.IMAGE, "https://example.com/a.jpg?x=1&y=\"2"),
                List.of(new Option.Reply("y", "Yes"), new Option.Url("Open", "https://example.com/")));
        MimeMessage mail = arrived(card, "Your order");
        Multipart parts = (Multipart) mail.getContent();
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContent().toString())
                .contains("Shoe <b>&", "1. Yes", "Open: https://example.com/");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
        assertThat(parts.getBodyPart(1).getContent().toString())
                .contains("<h3>Shoe &lt;b&gt;&amp;</h3>")
                .contains("src=\"https://example.com/a.jpg?x=1&amp;y=&quot;2\"")
                .contains("<a href=\"https://example.com/\">Open</a>");
    }

    @Test
    void oneRequestEndsAllMail() throws Exception {
        MimeMessage mail = arrived(new Element.Text("Hello", false), null);
        String id =
                MailRig.message("bob@example.org", new Content.Text("Hello")).idText();
        assertThat(mail.getHeader("List-Unsubscribe")).containsExactly("<https://example.com/u?m=" + id + ">");
        assertThat(mail.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
    }

    @Test
    void aSubjectIsOneHeaderWhateverIsInIt() throws Exception {
        MimeMessage mail = arrived(
                new Element.Text("Hello", false),
                "Hi\r\nBcc: eve@example.org\r\n\r\nbody "
                        + "très 👋 ".repeat(30).strip());
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getSubject())
                .isEqualTo(
                        "Hi Bcc: eve@example.org body " + "très 👋 ".repeat(30).strip());
        assertThat(mail.getContent().toString().strip()).isEqualTo("Hello");
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void ownMailIsSentAsItsSenderWroteIt() throws Exception {
        rig.send(
                "bob@example.org",
                new Content.Rich(
                        new Element.Text("x", false),
                        null,
                        "Theirs",
                        Map.of("email", "{\"subject\":\"Mine\",\"text\":\"T\",\"html\":\"<i>H</i>\"}"),
                        false));
        assertThat(server.waitForIncomingEmail(10_000, 1)).isTrue();
        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("Mine");
        assertThat(((Multipart) mail.getContent()).getBodyPart(1).getContent().toString())
                .contains("<i>H</i>");
    }

    @Test
    void linesOfAnyLengthArrive() throws Exception {
        MimeMessage mail = arrived(new Element.Text("x".repeat(5_000) + "\n.\nend", false), null);
        assertThat(mail.getContent().toString().replace("\r\n", "\n")).isEqualTo("x".repeat(5_000) + "\n.\nend");
    }
}

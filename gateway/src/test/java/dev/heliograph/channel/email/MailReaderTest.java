package dev.heliograph.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails as people and servers write them, and as they do not. */
class MailReaderTest {
    private static final String HEAD = "From: Bob <bob@example.org>\r\nMessage-ID: <1@example.org>\r\n";

    private static ReadMail read(String mail) throws Exception {
        return read("bob@example.org", mail.getBytes(StandardCharsets.UTF_8));
    }

    private static ReadMail read(String sender, byte[] mail) throws IOException, MailReader.Unreadable {
        return MailReader.read(sender, new ByteArrayInputStream(mail));
    }

    @Test
    void aPlainAnswer() throws Exception {
        ReadMail mail = read(
                "From: =?UTF-8?Q?B=C3=B6b?= <bob@example.org>\r\nMessage-ID: <1@example.org>\r\n\r\nYes, gr\u00fc\u00dfe\r\n");
        assertThat(mail.from()).isEqualTo("bob@example.org");
        assertThat(mail.name()).isEqualTo("B\u00f6b");
        assertThat(mail.id()).isEqualTo("1@example.org");
        assertThat(mail.text()).isEqualTo("Yes, gr\u00fc\u00dfe");
        assertThat(mail.automatic()).isFalse();
        assertThat(mail.delivery()).isEmpty();
    }

    @Test
    void charactersAndEncodingsAreThoseThatThePartNames() throws Exception {
        byte[] latin = "Gr\u00fc\u00dfe".getBytes(StandardCharsets.ISO_8859_1);
        String head =
                HEAD + "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: base64\r\n\r\n";
        assertThat(read(head + Base64.getEncoder().encodeToString(latin)).text())
                .isEqualTo("Gr\u00fc\u00dfe");
        assertThat(read(HEAD + "Content-Type: text/plain; charset=nonsense\r\n\r\nYes")
                        .text())
                .isEqualTo("Yes");
    }

    @Test
    void ofManyFormsThePlainOneIsReadAndFilesAreNot() throws Exception {
        ReadMail mail = read(HEAD + "Content-Type: multipart/mixed; boundary=x\r\n\r\n"
                + "--x\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nA file\r\n"
                + "--x\r\nContent-Type: multipart/alternative; boundary=y\r\n\r\n"
                + "--y\r\nContent-Type: text/html\r\n\r\n<p>No</p>\r\n--y\r\nContent-Type: text/plain\r\n\r\nYes\r\n--y--\r\n"
                + "--x\r\nContent-Type: message/rfc822\r\n\r\nSubject: Other\r\n\r\nOther\r\n--x--\r\n");
        assertThat(mail.text()).isEqualTo("Yes");
    }

    @Test
    void aMailOfHtmlAloneIsReadAsWhatItShows() throws Exception {
        assertThat(read(HEAD + "Content-Type: text/html\r\n\r\n<p>Yes</p>").text())
                .isEqualTo("Yes");
    }

    @Test
    void withoutWordsTheSubjectCounts() throws Exception {
        assertThat(read(HEAD + "Subject: STOP\r\n\r\n").text()).isEqualTo("STOP");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Auto-Submitted: auto-replied",
                "auto-submitted: Auto-Generated (rejected)",
                "Precedence: bulk",
                "Precedence: auto_reply",
                "List-Id: <x.example.org>",
                "X-Autoreply: yes",
                "Content-Type: multipart/report; boundary=x"
            })
    void machinesAreKnown(String header) throws Exception {
        assertThat(read(HEAD + header + "\r\n\r\n--x\r\n\r\nAway\r\n--x--\r\n").automatic())
                .isTrue();
    }

    @Test
    void soIsWhatHasNoReturnPathAndNotWhatAPersonSubmitted() throws Exception {
        assertThat(read("", (HEAD + "\r\nAway").getBytes(StandardCharsets.US_ASCII))
                        .automatic())
                .isTrue();
        assertThat(read(HEAD + "Auto-Submitted: no\r\n\r\nHello").automatic()).isFalse();
    }

    @Test
    void aReportTellsOfItsRecipient() throws Exception {
        ReadMail mail = read(HEAD + "Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n"
                + "--x\r\n\r\nSorry\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n"
                + "Reporting-MTA: dns; mx.example.org\r\nArrival-Date: today\r\n\r\n"
                + "Final-Recipient: rfc822; ann@example.org\r\nAction: Failed\r\nStatus: 5.1.1\r\n"
                + "Diagnostic-Code: smtp; 550 5.1.1\r\n   no such user\r\n\r\n--x--\r\n");
        assertThat(mail.delivery())
                .containsEntry("action", "Failed")
                .containsEntry("status", "5.1.1")
                .containsEntry("diagnostic-code", "smtp; 550 5.1.1 no such user");
    }

    @Test
    void whatLooksLikeAReportWithinAnotherMailIsNone() throws Exception {
        ReadMail mail = read(HEAD + "Content-Type: multipart/mixed; boundary=x\r\n\r\n"
                + "--x\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\n\r\n--x--\r\n");
        assertThat(mail.delivery()).isEmpty();
    }

    @Test
    void theAddressIsOneOrNone() throws Exception {
        assertThat(read("From: bob@example.org\r\n\r\nx").from()).isEqualTo("bob@example.org");
        assertThat(read("From: \"a <b@c>\" <bob@example.org>\r\n\r\nx").from()).isEqualTo("bob@example.org");
        assertThat(read("", "From: Bob\r\n\r\nx".getBytes(StandardCharsets.US_ASCII))
                        .from())
                .isNull();
    }

    @Test
    void aMailWithoutAnIdHasTheSameOneWhenItComesAgain() throws Exception {
        String mail = "From: bob@example.org\r\nDate: today\r\n\r\nYes";
        assertThat(read("Received: a\r\n" + mail).id())
                .isEqualTo(read("Received: b\r\n" + mail).id());
        assertThat(read(mail).id()).isNotEqualTo(read(mail + "!").id());
    }

    @Test
    void partsWithinPartsEndSomewhere() {
        StringBuilder mail = new StringBuilder(HEAD);
        for (int depth = 0; depth < 10_000; depth++) {
            mail.append("Content-Type: multipart/mixed; boundary=b")
                    .append(depth)
                    .append("\r\n\r\n--b")
                    .append(depth)
                    .append("\r\n");
        }
        assertThatThrownBy(() -> read(mail.toString())).isInstanceOf(MailReader.Unreadable.class);
    }

    @Test
    void soDoParts() {
        String mail = HEAD + "Content-Type: multipart/mixed; boundary=x\r\n\r\n" + "--x\r\n\r\n\r\n".repeat(100_000);
        assertThatThrownBy(() -> read(mail)).isInstanceOf(MailReader.Unreadable.class);
    }

    @Test
    void soDoHeadersAndLines() {
        assertThatThrownBy(() -> read("X: y\r\n".repeat(10_000) + "\r\nYes")).isInstanceOf(MailReader.Unreadable.class);
        assertThatThrownBy(() -> read("X: " + "y".repeat(100_000) + "\r\n\r\nYes"))
                .isInstanceOf(MailReader.Unreadable.class);
    }

    @Test
    void aLongTextIsReadToItsBound() throws Exception {
        assertThat(read(HEAD + "\r\n" + "word\r\n".repeat(1_000_000)).text()).hasSize(20_000);
    }

    @Test
    void octetsOfAnyKindAreNoTrouble() throws Exception {
        byte[] octets = new byte[4_096];
        new java.util.Random(1).nextBytes(octets);
        try {
            assertThat(read("", octets).delivery()).isEmpty();
        } catch (MailReader.Unreadable e) {
            assertThat(e).hasMessageNotContaining("\n");
        }
    }
}

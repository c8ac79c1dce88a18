package dev.heliograph.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.email.MailReturns.Purpose;
import dev.heliograph.channel.email.MailReturns.Returned;
import dev.heliograph.conversation.Letter;
import dev.heliograph.message.MessageId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Addresses that name a message, and that nobody else can make. */
class MailReturnsTest {
    private static final byte[] SECRET = "a secret of at least 32 characters".getBytes(StandardCharsets.UTF_8);
    private static final long MESSAGE = MessageId.of(3, 77);
    private static final MailReturns RETURNS = new MailReturns("email", "in.example.com", SECRET);
    private static final String REPLIES = RETURNS.replies(MESSAGE, "Ann@example.org", "demo");

    @Test
    void anAddressNamesItsMessageAndWhatItIsFor() {
        assertThat(RETURNS.read(RETURNS.reports(MESSAGE))).isEqualTo(new Returned(Purpose.REPORT, MESSAGE, ""));
        assertThat(answered(REPLIES).purpose()).isEqualTo(Purpose.REPLY);
        assertThat(answered(REPLIES).message()).isEqualTo(MESSAGE);
    }

    @Test
    void itIsOneAddressOfALengthThatServersTake() {
        for (String address : List.of(RETURNS.reports(MESSAGE), REPLIES)) {
            assertThat(MailAddress.isOne(address)).isTrue();
            assertThat(address.indexOf('@')).isLessThanOrEqualTo(64);
        }
    }

    @Test
    void serversMayWriteItInAnyCase() {
        assertThat(RETURNS.read(REPLIES.toUpperCase(Locale.ROOT))).isEqualTo(answered(REPLIES));
    }

    @Test
    void oneForAnswersSaysToWhomTheMailWentAndWhoseItIs() {
        Returned to = answered(REPLIES);
        assertThat(RETURNS.wentTo(to, "ann@Example.ORG")).isTrue();
        assertThat(RETURNS.wentTo(to, "bob@example.org")).isFalse();
        assertThat(RETURNS.accountTag(to)).isEqualTo(Letter.tagOf("demo")).isNotEqualTo(Letter.tagOf("other"));
        Returned next = answered(RETURNS.replies(MESSAGE + 1, "Ann@example.org", "demo"));
        assertThat(next.tags().substring(0, 12))
                .as("nobody else sees that it is the same person")
                .isNotEqualTo(to.tags().substring(0, 12));
        assertThat(next.tags().substring(12)).isNotEqualTo(to.tags().substring(12));
        assertThat(RETURNS.accountTag(next)).isEqualTo(RETURNS.accountTag(to));
    }

    @Test
    void oneForAnswersThatSaysNothingOfAnybodyIsReadToo() {
        // As mails left with it before it said anything.
        Returned to = answered("r+000300000000004dc02f2ddaef5d9244@in.example.com");
        assertThat(to).isEqualTo(new Returned(Purpose.REPLY, MESSAGE, ""));
        assertThat(RETURNS.wentTo(to, "ann@example.org")).isFalse();
        assertThat(RETURNS.accountTag(to)).isEqualTo(Letter.NOBODYS);
    }

    @Test
    void oneForReportsSaysNothingOfAnybody() {
        Returned to = answered(RETURNS.reports(MESSAGE));
        assertThat(RETURNS.wentTo(to, "ann@example.org")).isFalse();
        assertThat(RETURNS.accountTag(to)).isEqualTo(Letter.NOBODYS);
    }

    @Test
    void whomItWentToCannotBeExchanged() {
        String other = RETURNS.replies(MESSAGE, "bob@example.org", "demo");
        assertThat(RETURNS.read(REPLIES.substring(0, 18) + other.substring(18, 30) + REPLIES.substring(30)))
                .isNull();
    }

    private static Returned answered(String address) {
        return Objects.requireNonNull(RETURNS.read(address));
    }

    @Test
    void whatIsNotOursIsNobodys() {
        String address = RETURNS.reports(MESSAGE);
        String last = address.substring(33, 34);
        assertThat(RETURNS.read("b" + REPLIES.substring(1))).isNull();
        assertThat(RETURNS.read(address.substring(0, 33) + (last.equals("0") ? "1" : "0") + address.substring(34)))
                .isNull();
        assertThat(RETURNS.read(address.replace("in.example.com", "example.com")))
                .isNull();
        assertThat(RETURNS.read(address.substring(0, address.indexOf('@')))).isNull();
        assertThat(RETURNS.read("b+@in.example.com")).isNull();
        assertThat(RETURNS.read("b+" + "z".repeat(32) + "@in.example.com")).isNull();
        assertThat(RETURNS.read("postmaster@in.example.com")).isNull();
        assertThat(RETURNS.read("")).isNull();
    }

    @Test
    void anotherChannelOrAnotherSecretMakesOtherAddresses() {
        String address = RETURNS.reports(MESSAGE);
        assertThat(new MailReturns("email-2", "in.example.com", SECRET).read(address))
                .isNull();
        byte[] other = "another secret of 32 characters!".getBytes(StandardCharsets.UTF_8);
        assertThat(new MailReturns("email", "in.example.com", other).read(address))
                .isNull();
    }
}

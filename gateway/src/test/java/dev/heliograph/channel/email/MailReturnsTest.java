package dev.heliograph.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.email.MailReturns.Purpose;
import dev.heliograph.channel.email.MailReturns.Returned;
import dev.heliograph.message.MessageId;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Addresses that name a message, and that nobody else can make. */
class MailReturnsTest {
    private static final byte[] SECRET = "a secret of at least 32 characters".getBytes(StandardCharsets.UTF_8);
    private static final long MESSAGE = MessageId.of(3, 77);
    private static final MailReturns RETURNS = new MailReturns("email", "in.example.com", SECRET);

    @Test
    void anAddressNamesItsMessageAndWhatItIsFor() {
        for (Purpose purpose : Purpose.values()) {
            assertThat(RETURNS.read(RETURNS.address(purpose, MESSAGE))).isEqualTo(new Returned(purpose, MESSAGE));
        }
    }

    @Test
    void itIsOneAddressOfALengthThatServersTake() {
        String address = RETURNS.address(Purpose.REPORT, MESSAGE);
        assertThat(MailAddress.isOne(address)).isTrue();
        assertThat(address.indexOf('@')).isLessThanOrEqualTo(64);
    }

    @Test
    void serversMayWriteItInAnyCase() {
        String address = RETURNS.address(Purpose.REPLY, MESSAGE).toUpperCase(Locale.ROOT);
        assertThat(RETURNS.read(address)).isEqualTo(new Returned(Purpose.REPLY, MESSAGE));
    }

    @Test
    void whatIsNotOursIsNobodys() {
        String address = RETURNS.address(Purpose.REPORT, MESSAGE);
        String last = address.substring(33, 34);
        assertThat(RETURNS.read("b" + RETURNS.address(Purpose.REPLY, MESSAGE).substring(1)))
                .isNull();
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
        String address = RETURNS.address(Purpose.REPORT, MESSAGE);
        assertThat(new MailReturns("email-2", "in.example.com", SECRET).read(address))
                .isNull();
        byte[] other = "another secret of 32 characters!".getBytes(StandardCharsets.UTF_8);
        assertThat(new MailReturns("email", "in.example.com", other).read(address))
                .isNull();
    }
}

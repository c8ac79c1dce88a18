package dev.heliograph.egress.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningSecretTest {
    /** A vector that the libraries of Standard Webhooks are tested with. */
    @Test
    void signsAsTheSpecificationSays() {
        SigningSecret secret = SigningSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(secret.sign(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1_614_265_330L,
                        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "whsec_", "whsec_AAAA", "whsec_!!!!", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
    void refusesWhatIsNoSecret(String text) {
        assertThatThrownBy(() -> SigningSecret.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void makesSecretsThatItReadsAndDoesNotShow() {
        String text = SigningSecret.generate();
        assertThat(SigningSecret.parse(text)).isEqualTo(SigningSecret.parse(text));
        assertThat(SigningSecret.parse(text)).isNotEqualTo(SigningSecret.parse(SigningSecret.generate()));
        assertThat(SigningSecret.parse(text).toString()).doesNotContain(text.substring(6));
    }
}

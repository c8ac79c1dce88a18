package dev.heliograph.channel.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.heliograph.message.MessageId;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PageTokensTest {
    private final PageTokens tokens = new PageTokens("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

    @Test
    void everyIdComesBackAndTheLengthIsTheNodes() {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            int node = random.nextInt(MessageId.NODE_MAX + 1);
            long id = MessageId.of(node, 1 + random.nextLong(1L << 47));
            String token = tokens.of(id);
            assertThat(tokens.read(token)).isEqualTo(id);
            assertThat(token).matches("[A-Za-z0-9_-]+").hasSize(node < 128 ? 20 : 22);
        }
    }

    @Test
    void whateverIsChangedIsNoTokenOfOurs() {
        String token = tokens.of(MessageId.of(1, 42));
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(tokens.read(token.substring(0, i) + other + token.substring(i + 1)))
                    .isZero();
        }
        for (String wrong :
                new String[] {"", "m0008000000001", token + "A", token + "=", token.substring(1), "\u20ac".repeat(20)
                }) {
            assertThat(tokens.read(wrong)).as(wrong).isZero();
        }
        PageTokens others = new PageTokens("fedcba9876543210".getBytes(StandardCharsets.US_ASCII));
        assertThat(others.read(token)).isZero();
    }

    @Test
    void aLongTokenHasOneSpellingOnly() {
        String token = tokens.of(MessageId.of(300, 7));
        char last = token.charAt(token.length() - 1);
        // The last character holds four bits that mean nothing; setting one must not make another link of it.
        assertThat(tokens.read(token.substring(0, token.length() - 1) + (char) (last + 1)))
                .isZero();
    }

    @Test
    void aSecretThatCouldBeGuessedIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PageTokens(new byte[15]));
    }
}

package dev.heliograph.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeUtility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Hello",
                "Grüße",
                "👋👋👋👋👋👋👋👋👋👋👋👋👋👋👋👋👋👋👋👋",
                "a very long line of plain words that is longer than a line should be in a header",
                "=?UTF-8?B?SGk=?= is no encoded word of ours",
                "你好，世界。你好，世界。你好，世界。你好，世界。你好，世界。"
            })
    void isReadBackAsItWas(String text) throws Exception {
        String header = HeaderText.of(text);
        assertThat(MimeUtility.decodeText(MimeUtility.unfold(header))).isEqualTo(text);
        assertThat(header.split("\r\n ")).allMatch(line -> line.matches("[ -~]{0,75}"));
    }

    @Test
    void staysOnOneLine() {
        assertThat(HeaderText.of("a\r\nBcc: b\u0000c\u0085d")).isEqualTo("a Bcc: b c d");
        assertThat(HeaderText.phrase("a\"\r\nb\\")).isEqualTo("\"a\\\" b\\\\\"");
    }
}

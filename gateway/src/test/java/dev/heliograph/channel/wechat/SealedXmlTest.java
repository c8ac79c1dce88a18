package dev.heliograph.channel.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.heliograph.channel.web.HookFixture;
import dev.heliograph.channel.web.HookReading;
import dev.heliograph.channel.web.HookRequest;
import dev.heliograph.channel.web.Provider;
import dev.heliograph.channel.web.Settings;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example that Tencent publishes with its own libraries. */
class SealedXmlTest {
    private static final String ACCOUNT = "wx5823bf96d3bd56c7";
    private static final String KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
    private static final String SIGNATURE = "477715d11cdb4164915debcba66cb864d751f3e6";
    private static final String TIMESTAMP = "1409659813";
    private static final long NOW = 1_409_659_820_000L;
    private static final String SEALED =
            "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911"
                    + "L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06"
                    + "DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+"
                    + "3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0M"
                    + "BH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2p"
                    + "DBS8R07+qN+E7Q==";

    private final Provider wechat = WeChat.KIND
            .make()
            .apply(new Settings(
                    "wechat",
                    "ours",
                    "",
                    Map.of("appId", ACCOUNT, "appSecret", "s", "hookToken", "QDG6eK", "aesKey", KEY)));

    private HookReading read(String sealed, String signature) {
        HookRequest request = HookFixture.post(Buffer.buffer("<xml><ToUserName><![CDATA[" + ACCOUNT
                + "]]></ToUserName><Encrypt><![CDATA[" + sealed + "]]></Encrypt></xml>"));
        return wechat.read(
                HookFixture.query(request, "msg_signature", signature, "timestamp", TIMESTAMP, "nonce", "1372623149"),
                NOW);
    }

    @Test
    void isOpenedAndRead() {
        assertThat(read(SEALED, SIGNATURE))
                .isInstanceOfSatisfying(
                        HookReading.News.class,
                        news -> assertThat(news.messages()).singleElement().satisfies(received -> {
                            assertThat(received.id()).isEqualTo("4561255354251345929");
                            assertThat(received.message().from().value()).isEqualTo("mycreate");
                            assertThat(received.message().text()).isEqualTo("hello");
                        }));
    }

    @Test
    void anotherBodyUnderTheSignatureIsForged() {
        assertThat(read(SEALED.replace("RypE", "RypF"), SIGNATURE)).isInstanceOf(HookReading.Forged.class);
        assertThat(read(SEALED, "0".repeat(40))).isInstanceOf(HookReading.Forged.class);
        HookRequest plain = HookFixture.post(Buffer.buffer("<xml><Content>plain</Content></xml>"));
        assertThat(wechat.read(
                        HookFixture.query(
                                plain, "msg_signature", SIGNATURE, "timestamp", TIMESTAMP, "nonce", "1372623149"),
                        NOW))
                .isInstanceOf(HookReading.Forged.class);
    }

    @Test
    void whatIsForAnotherAccountIsNotOpened() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SealedXml(KEY, "wx0").open(SEALED));
        assertThatIllegalArgumentException().isThrownBy(() -> new SealedXml("a".repeat(43), ACCOUNT).open(SEALED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "AAAAAAAAAAAAAAAAAAAAAA=="})
    void whatIsNotSealedIsNotOpened(String sealed) {
        assertThatIllegalArgumentException().isThrownBy(() -> new SealedXml(KEY, ACCOUNT).open(sealed));
    }
}

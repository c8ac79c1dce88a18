package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.boot.config.Fault;
import dev.heliograph.boot.config.Loaded;
import dev.heliograph.egress.webhook.Webhook;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookConfigurationTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static Loaded read(String accountKeys) {
        return ChannelKinds.reader().read("f.yaml", "accounts:\n  demo:\n" + accountKeys.indent(4));
    }

    private static List<Webhook> webhooks(String accountKeys) {
        Loaded loaded = read(accountKeys);
        assertThat(loaded).isInstanceOf(Loaded.Good.class);
        return ((Loaded.Good) loaded).configuration().webhooks();
    }

    @Test
    void oneWithoutANameIsCalledDefaultAndOthersHaveTheirOwn() {
        List<Webhook> webhooks = webhooks("""
                webhook: {url: "https://shop.example:8443/in?x=1", secret: SECRET}
                webhooks:
                  crm: {url: "http://10.0.0.1/", secrets: [SECRET, SECRET], types: inbound, window: 1, timeoutMillis: 2000, allow: 10.0.0.0/8}
                """.replace("SECRET", SECRET));

        assertThat(webhooks).extracting(Webhook::name).containsExactly("default", "crm");
        Webhook first = webhooks.get(0);
        assertThat(first.shown()).isEqualTo("https://shop.example:8443");
        assertThat(first.window()).isEqualTo(10);
        assertThat(first.timeoutMillis()).isEqualTo(15_000);
        assertThat(first.allow()).isEmpty();
        Webhook second = webhooks.get(1);
        assertThat(second.secrets()).hasSize(2);
        assertThat(second.types().receipts()).isFalse();
        assertThat(second.allow()).hasSize(1);
    }

    @Test
    void readTwiceItIsTheSameSoAReloadLeavesItAlone() {
        String keys =
                "webhook: {url: 'https://shop.example/', secret: " + SECRET + ", allow: [10.0.0.0/8, 'fd00::/8']}";
        assertThat(webhooks(keys)).isEqualTo(webhooks(keys));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url: 'https://a.example/'|accounts.demo.webhook.secrets",
                "url: 'ftp://a.example/', secret: S|accounts.demo.webhook.url",
                "url: 'https://me:pw@a.example/', secret: S|accounts.demo.webhook.url",
                "secret: S|accounts.demo.webhook.url",
                "url: 'https://a.example/', secret: hunter2|accounts.demo.webhook.secret",
                "url: 'https://a.example/', secrets: [S, S, S]|accounts.demo.webhook.secrets",
                "url: 'https://a.example/', secret: S, secrets: [S]|accounts.demo.webhook.secrets",
                "url: 'https://a.example/', secret: S, window: 0|accounts.demo.webhook.window",
                "url: 'https://a.example/', secret: S, types: [receipts]|accounts.demo.webhook.types",
                "url: 'https://a.example/', secret: S, allow: [nowhere]|accounts.demo.webhook.allow",
                "url: 'https://a.example/', secret: S, retries: 3|accounts.demo.webhook.retries"
            })
    void whatIsWrongIsNamed(String keys, String where) {
        Loaded loaded = read("webhook: {"
                + keys.replace("S,", SECRET + ",")
                        .replace("S]", SECRET + "]")
                        .replaceAll("secret: S$", "secret: " + SECRET)
                + "}");

        assertThat(loaded).isInstanceOf(Loaded.Bad.class);
        assertThat(((Loaded.Bad) loaded).faults())
                .extracting(Fault::toString)
                .anySatisfy(fault -> assertThat(fault).contains(where).doesNotContain("hunter2"));
    }

    @Test
    void aNameIsGivenOnce() {
        Loaded loaded = read(("webhook: {url: 'https://a.example/', secret: S}\n"
                        + "webhooks: {default: {url: 'https://b.example/', secret: S}}")
                .replace("secret: S", "secret: " + SECRET));
        assertThat(loaded).isInstanceOf(Loaded.Bad.class);
    }
}

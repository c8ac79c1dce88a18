package dev.heliograph.channel.messenger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.web.HookFixture;
import dev.heliograph.channel.web.HookReading;
import dev.heliograph.channel.web.Part;
import dev.heliograph.channel.web.Provider;
import dev.heliograph.channel.web.Settings;
import dev.heliograph.channel.web.Signature;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.MessageState;
import dev.heliograph.receipt.ProviderReceipt;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageProviderTest {
    private static final String NINE = "Mon, 23 Nov 2026 09:00:00 GMT";
    private static final long NINE_MILLIS = 1_795_424_400_000L;
    private static final String OUTSIDE = "{\"error\":{\"message\":\"outside\",\"code\":10,\"error_subcode\":2018278}}";

    private final Provider plain = provider("");

    private static Provider provider(String tag) {
        Map<String, String> values = new HashMap<>(PageRows.settings("pageId"));
        values.put("tag", tag);
        return Messenger.KIND.make().apply(new Settings("messenger", "page", "", values));
    }

    private static Part text(String person) {
        return HookFixture.text("messenger", person);
    }

    private void sends(Provider provider, String person, String mid, String date) {
        Outcome outcome = provider.outcome(
                text(person), HookFixture.answer(200, "{\"message_id\":\"" + mid + "\"}", "Date", date));
        assertThat(outcome).isEqualTo(new Outcome.Sent(List.of(mid)));
    }

    /** It is stored at once. */
    private static HookReading.News hears(Provider provider, String item) {
        HookReading.News news = read(provider, item);
        news.stored().run();
        return news;
    }

    private static HookReading.News read(Provider provider, String item) {
        Buffer body = Buffer.buffer("{\"object\":\"page\",\"entry\":[{\"id\":\"200\",\"messaging\":[" + item + "]}]}");
        String signature = "sha256=" + Signature.hmacSha256("demo").hex(body);
        HookReading reading = provider.read(HookFixture.post(body, "X-Hub-Signature-256", signature), NINE_MILLIS);
        assertThat(reading).isInstanceOf(HookReading.News.class);
        return (HookReading.News) reading;
    }

    private static String item(String person, String what) {
        return "{\"sender\":{\"id\":\"%s\"},\"recipient\":{\"id\":\"200\"},\"timestamp\":%d,%s}"
                .formatted(person, NINE_MILLIS, what);
    }

    @Test
    void aWatermarkIsAReceiptForAllThatWasSentUntilThen() {
        sends(plain, "1", "a", NINE);
        sends(plain, "1", "b", "Mon, 23 Nov 2026 09:00:01 GMT");
        sends(plain, "1", "c", "Mon, 23 Nov 2026 09:00:05 GMT");
        sends(plain, "2", "other", NINE);
        String until = "{\"watermark\":" + (NINE_MILLIS + 1_500) + "}";
        assertThat(hears(plain, item("1", "\"delivery\":" + until)).receipts())
                .extracting(ProviderReceipt::providerId)
                .containsExactly("a", "b");
        assertThat(hears(plain, item("1", "\"delivery\":" + until)).receipts()).isEmpty();
        List<ProviderReceipt> read =
                hears(plain, item("1", "\"read\":" + until)).receipts();
        assertThat(read).extracting(ProviderReceipt::providerId).containsExactly("a", "b");
        assertThat(read).extracting(ProviderReceipt::state).containsOnly(MessageState.READ);
        assertThat(hears(plain, item("1", "\"read\":" + until)).receipts()).isEmpty();
    }

    @Test
    void whatWasNotStoredIsSaidAgain() {
        sends(plain, "1", "a", NINE);
        for (String what : List.of("delivery", "read")) {
            String until = "\"" + what + "\":{\"watermark\":" + NINE_MILLIS + "}";
            assertThat(read(plain, item("1", until)).receipts()).hasSize(1);
            assertThat(hears(plain, item("1", until)).receipts()).hasSize(1);
            assertThat(hears(plain, item("1", until)).receipts()).isEmpty();
        }
    }

    @Test
    void idsThatAReceiptNamesNeedNoMemory() {
        String delivery = "\"delivery\":{\"mids\":[\"x\",\"y\"],\"watermark\":" + NINE_MILLIS + "}";
        assertThat(hears(plain, item("1", delivery)).receipts())
                .extracting(ProviderReceipt::providerId)
                .containsExactly("x", "y");
    }

    @Test
    void whatWasReadThroughAMessageIsReadBeforeItToo() {
        Provider instagram =
                Instagram.KIND.make().apply(new Settings("instagram", "account", "", PageRows.settings("accountId")));
        sends(instagram, "1", "a", NINE);
        sends(instagram, "1", "b", NINE);
        sends(instagram, "1", "c", NINE);
        assertThat(hears(instagram, item("1", "\"read\":{\"mid\":\"b\"}")).receipts())
                .extracting(ProviderReceipt::providerId)
                .containsExactly("a", "b");
        assertThat(hears(instagram, item("1", "\"read\":{\"mid\":\"unknown\"}")).receipts())
                .extracting(ProviderReceipt::providerId)
                .containsExactly("unknown");
    }

    @Test
    void outsideTheWindowTheTagIsUsedUntilThePersonWrites() {
        Provider tagged = provider("HUMAN_AGENT");
        assertThat(typeOf(tagged, "1")).isEqualTo("RESPONSE");
        assertThat(refused(tagged, text("1"), OUTSIDE).failure()).isEqualTo(Failure.TRANSIENT);
        assertThat(HookFixture.body(tagged.request(text("1"), "")))
                .contains(Map.entry("messaging_type", "MESSAGE_TAG"), Map.entry("tag", "HUMAN_AGENT"));
        assertThat(typeOf(tagged, "2")).isEqualTo("RESPONSE");
        assertThat(refused(tagged, text("1"), OUTSIDE).failure()).isEqualTo(Failure.OUTSIDE_WINDOW);
        hears(tagged, item("1", "\"message\":{\"mid\":\"in\",\"text\":\"Hi\"}"));
        assertThat(typeOf(tagged, "1")).isEqualTo("RESPONSE");
    }

    @Test
    void withoutATagOutsideTheWindowIsTheEnd() {
        assertThat(refused(plain, text("1"), OUTSIDE).failure()).isEqualTo(Failure.OUTSIDE_WINDOW);
        assertThat(typeOf(plain, "1")).isEqualTo("RESPONSE");
    }

    private static Outcome.Failed refused(Provider provider, Part part, String body) {
        return (Outcome.Failed) provider.outcome(part, HookFixture.answer(400, body));
    }

    private static String typeOf(Provider provider, String person) {
        return HookFixture.body(provider.request(text(person), "")).getString("messaging_type");
    }

    @Test
    void aTemplateGoesAtAnyTimeAndIsRefusedAsATemplate() {
        Element template = new Element.Template("ready", "en_US", null, null, List.of("Ann"), List.of());
        Part part = HookFixture.part("messenger", "1", template);
        JsonObject body = HookFixture.body(plain.request(part, ""));
        assertThat(body.getString("messaging_type")).isEqualTo("UTILITY");
        assertThat(body.getJsonObject("message").getJsonObject("template").getString("name"))
                .isEqualTo("ready");
        assertThat(refused(plain, part, "{\"error\":{\"message\":\"Invalid parameter\",\"code\":100}}")
                        .failure())
                .isEqualTo(Failure.TEMPLATE_INVALID);
    }

    @Test
    void anAnswerCarriesTheIdThatWasOffered() {
        String tapped = "\"message\":{\"mid\":\"m1\",\"text\":\"Yes\",\"quick_reply\":{\"payload\":\"y\"}}";
        assertThat(hears(plain, item("1", tapped)).messages())
                .extracting(received -> received.message().content())
                .containsExactly(Content.Rich.of(new Element.Answer("y", "Yes")));
        String button = "\"postback\":{\"mid\":\"m2\",\"title\":\"No\",\"payload\":\"n\"}";
        assertThat(hears(plain, item("1", button)).messages())
                .extracting(received -> received.message().content())
                .containsExactly(Content.Rich.of(new Element.Answer("n", "No")));
    }

    @Test
    void everyAttachmentIsAMessageAndAnEchoIsNone() {
        String message = "\"message\":{\"mid\":\"m\",\"text\":\"Look\",\"attachments\":["
                + "{\"type\":\"image\",\"payload\":{\"url\":\"https://example.com/a.jpg\"}},"
                + "{\"type\":\"location\",\"payload\":{\"coordinates\":{\"lat\":51.5,\"long\":4.7}}},"
                + "{\"type\":\"fallback\",\"payload\":null}]}";
        assertThat(hears(plain, item("1", message)).messages())
                .extracting(HookReading.Received::id)
                .containsExactly("m", "m#1", "m#2");
        String echo = "\"message\":{\"mid\":\"m\",\"text\":\"Ours\",\"is_echo\":true}";
        assertThat(hears(plain, item("200", echo)).messages()).isEmpty();
    }

    @Test
    void theHandshakeIsForWhoKnowsTheToken() {
        assertThat(plain.read(
                        HookFixture.get("hub.mode", "subscribe", "hub.verify_token", "demo", "hub.challenge", "42"), 0))
                .isInstanceOfSatisfying(
                        HookReading.Handshake.class,
                        answer -> assertThat(answer.answer().text()).isEqualTo("42"));
        assertThat(plain.read(HookFixture.get("hub.verify_token", "guess", "hub.challenge", "42"), 0))
                .isInstanceOf(HookReading.Forged.class);
    }
}

package dev.heliograph.channel.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.Submission;
import dev.heliograph.channel.line.Line;
import dev.heliograph.channel.messenger.Messenger;
import dev.heliograph.channel.rcs.Maap;
import dev.heliograph.channel.telegram.Telegram;
import dev.heliograph.channel.viber.ViberBot;
import dev.heliograph.channel.whatsapp.WhatsApp;
import dev.heliograph.conversation.InboundMessage;
import dev.heliograph.conversation.Notes;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.Message;
import dev.heliograph.message.Option;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people's messages say beside their words, at each provider that says something; and what quotes it. */
class ReplyContextTest {
    private static final String SECRET = "demo";

    private static Provider provider(ProviderKind kind, String... more) {
        Map<String, String> values = new HashMap<>();
        kind.settings()
                .forEach(setting ->
                        values.put(setting.name(), setting.fallback() == null ? SECRET : setting.fallback()));
        for (int i = 0; i < more.length; i += 2) {
            values.put(more[i], more[i + 1]);
        }
        return kind.make().apply(new Settings(kind.name(), "ours", "", values));
    }

    private static InboundMessage hears(Provider provider, String body, String header, String value) {
        HookReading reading = provider.read(HookFixture.post(Buffer.buffer(body), header, value), 1_000);
        assertThat(reading).isInstanceOf(HookReading.News.class);
        return ((HookReading.News) reading).messages().get(0).message();
    }

    private static InboundMessage meta(Provider provider, String entry) {
        String body = "{\"entry\":[" + entry + "]}";
        String signature = Signature.hmacSha256(SECRET).hex(Buffer.buffer(body));
        return hears(provider, body, "X-Hub-Signature-256", "sha256=" + signature);
    }

    private static String context(InboundMessage message) {
        return message.context().id() + " of " + message.context().name() + " to "
                + message.context().repliesTo();
    }

    private static String body(Provider provider, String kind, String person) {
        Element asked = new Element.Choices("Coming?", List.of(new Option.Reply("y", "Yes")));
        return provider.request(HookFixture.part(kind, person, asked), SECRET)
                .body()
                .toString();
    }

    private static String answered(InboundMessage message) {
        Element.Answer answer = (Element.Answer) ((Content.Rich) message.content()).element();
        return answer.id() + " to " + message.context().message() + " or "
                + message.context().repliesTo();
    }

    private static JsonObject quoting(Provider provider, String kind, String person, String quoted) {
        Part plain = HookFixture.text(kind, person);
        Message of = plain.message();
        Message message = new Message(
                of.id(),
                of.account(),
                of.door(),
                of.from(),
                of.to(),
                of.identities(),
                of.content(),
                of.priority(),
                of.receipts(),
                of.reference(),
                of.acceptedAtMillis(),
                of.sendAtMillis(),
                of.expiresAtMillis(),
                of.segments(),
                of.route(),
                Map.of(Notes.QUOTE, quoted, Notes.QUOTE_CHANNEL, kind));
        Submission submission = new Submission(message, 1, 60_000);
        Part second = new Part(kind, submission, person, plain.element(), 1, 0);
        assertThat(second.quoted()).as("only the first part quotes").isNull();
        assertThat(new Part("other", submission, person, plain.element(), 0, 0).quoted())
                .isNull();
        return HookFixture.body(provider.request(new Part(kind, submission, person, plain.element(), 0, 0), SECRET));
    }

    @Test
    void whatsApp() {
        Provider provider = provider(WhatsApp.KIND);
        InboundMessage tapped = meta(
                provider,
                "{\"changes\":[{\"value\":{\"contacts\":[{\"wa_id\":\"391\",\"profile\":{\"name\":\"Ann\"}}],\"messages\":["
                        + "{\"from\":\"391\",\"id\":\"wamid.2\",\"timestamp\":\"1\",\"type\":\"button\",\"context\":{\"id\":\"wamid.1\"},"
                        + "\"button\":{\"payload\":\"yes\",\"text\":\"Yes please\"}}]}}]}");
        assertThat(context(tapped)).isEqualTo("wamid.2 of Ann to wamid.1");
        assertThat(tapped.content()).isEqualTo(Content.Rich.of(new Element.Answer("yes", "Yes please")));
        assertThat(quoting(provider, "whatsapp", "391", "wamid.2").getJsonObject("context"))
                .isEqualTo(new JsonObject().put("message_id", "wamid.2"));
    }

    @Test
    void telegram() {
        Provider provider = provider(Telegram.KIND);
        InboundMessage answer = hears(
                provider,
                "{\"update_id\":9,\"message\":{\"message_id\":12,\"date\":1,\"chat\":{\"id\":77},\"from\":{\"first_name\":\"Ann\","
                        + "\"last_name\":\"Lee\"},\"text\":\"Yes\",\"reply_to_message\":{\"message_id\":11,\"chat\":{\"id\":77}}}}",
                "X-Telegram-Bot-Api-Secret-Token",
                SECRET);
        assertThat(context(answer)).isEqualTo("77:12 of Ann Lee to 77:11");
        assertThat(quoting(provider, "telegram", "77", "77:12")
                        .getJsonObject("reply_parameters")
                        .getLong("message_id"))
                .isEqualTo(12);
    }

    @Test
    void messenger() {
        InboundMessage answer = meta(
                provider(Messenger.KIND),
                "{\"messaging\":[{\"sender\":{\"id\":\"5\"},\"timestamp\":1,\"message\":{\"mid\":\"m_2\",\"text\":\"Yes\",\"reply_to\":{\"mid\":\"m_1\"}}}]}");
        assertThat(context(answer)).isEqualTo("m_2 of null to m_1");
    }

    @Test
    void line() {
        Provider provider = provider(Line.KIND);
        String token = "q3Plxr4AgKd-a-token-that-is-longer-than-any-id-of-a-message";
        String body =
                "{\"events\":[{\"type\":\"message\",\"webhookEventId\":\"w\",\"timestamp\":1,\"source\":{\"userId\":\"U1\"},"
                        + "\"message\":{\"type\":\"text\",\"id\":\"4\",\"quoteToken\":\"" + token
                        + "\",\"quotedMessageId\":\"3\",\"text\":\"Yes\"}}]}";
        InboundMessage answer = hears(
                provider, body, "X-Line-Signature", Signature.hmacSha256(SECRET).base64(Buffer.buffer(body)));
        assertThat(context(answer)).isEqualTo(token + " of null to 3");
        assertThat(quoting(provider, "line", "U1", token)
                        .getJsonArray("messages")
                        .getJsonObject(0)
                        .getString("quoteToken"))
                .isEqualTo(token);
        assertThat(quoting(provider, "line", "U1", "468789577898262530").toString())
                .doesNotContain("quoteToken");
    }

    /** Meta says what a text quotes, and not below which message a button stood. */
    @Test
    void messengersButtons() {
        Provider provider = provider(Messenger.KIND);
        assertThat(body(provider, "messenger", "5")).contains("\"payload\":\"y~m0000000000001\"");
        InboundMessage quick = meta(
                provider,
                "{\"messaging\":[{\"sender\":{\"id\":\"5\"},\"timestamp\":1,\"message\":{\"mid\":\"m_2\",\"text\":\"Yes\","
                        + "\"quick_reply\":{\"payload\":\"y~m0000000000001\"}}}]}");
        assertThat(answered(quick)).isEqualTo("y to 1 or null");
        InboundMessage button = meta(
                provider,
                "{\"messaging\":[{\"sender\":{\"id\":\"5\"},\"timestamp\":1,\"postback\":{\"mid\":\"m_3\",\"title\":\"Yes\","
                        + "\"payload\":\"y~m0000000000001\"}}]}");
        assertThat(answered(button)).isEqualTo("y to 1 or null");
        InboundMessage reaction = meta(
                provider,
                "{\"messaging\":[{\"sender\":{\"id\":\"5\"},\"timestamp\":1,\"reaction\":{\"action\":\"react\",\"emoji\":\"+\","
                        + "\"mid\":\"m_1\"}}]}");
        assertThat(context(reaction)).isEqualTo("null of null to m_1");
    }

    @Test
    void linesButtons() {
        Provider provider = provider(Line.KIND);
        assertThat(body(provider, "line", "U1")).contains("\"data\":\"y~m0000000000001\"");
        String body =
                "{\"events\":[{\"type\":\"postback\",\"webhookEventId\":\"w\",\"timestamp\":1,\"source\":{\"userId\":\"U1\"},"
                        + "\"postback\":{\"data\":\"y~m0000000000001\"}}]}";
        String signature = Signature.hmacSha256(SECRET).base64(Buffer.buffer(body));
        assertThat(answered(hears(provider, body, "X-Line-Signature", signature)))
                .isEqualTo("y to 1 or null");
    }

    /** FNW.11 names no message that is answered; what a suggestion carries comes back. */
    @Test
    void maap() {
        Provider provider = provider(Maap.KIND, "botId", "bot", "hookSecret", "x");
        assertThat(body(provider, "rcs-maap", "+391")).contains("\"data\":\"y~m0000000000001\"");
        String contact = "\"messageContact\":{\"userContact\":\"+391\"}";
        InboundMessage tapped = hears(
                provider,
                "{\"event\":\"response\"," + contact
                        + ",\"RCSMessage\":{\"msgId\":\"7\",\"suggestedResponse\":{\"response\":"
                        + "{\"reply\":{\"displayText\":\"Yes\",\"postback\":{\"data\":\"y~m0000000000001\"}}}}}}",
                "",
                "");
        assertThat(answered(tapped)).isEqualTo("y to 1 or null");
        assertThat(tapped.from().value()).isEqualTo("391");
        InboundMessage said = hears(
                provider,
                "{\"event\":\"message\"," + contact + ",\"RCSMessage\":{\"msgId\":\"8\",\"textMessage\":\"Hi\"}}",
                "",
                "");
        assertThat(context(said)).isEqualTo("8 of null to null");
    }

    @Test
    void viberBot() {
        String body =
                "{\"event\":\"message\",\"timestamp\":1,\"message_token\":5,\"sender\":{\"id\":\"v1\",\"name\":\"Ann\"},"
                        + "\"message\":{\"type\":\"text\",\"text\":\"Hi\"}}";
        InboundMessage said = hears(
                provider(ViberBot.KIND),
                body,
                "X-Viber-Content-Signature",
                Signature.hmacSha256(SECRET).hex(Buffer.buffer(body)));
        assertThat(context(said)).isEqualTo("5 of Ann to null");
    }
}

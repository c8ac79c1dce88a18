package dev.heliograph.channel.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.web.HookFixture;
import dev.heliograph.channel.web.HookReading;
import dev.heliograph.channel.web.HookRequest;
import dev.heliograph.channel.web.Part;
import dev.heliograph.channel.web.Provider;
import dev.heliograph.channel.web.Settings;
import dev.heliograph.channel.web.TokenSource;
import dev.heliograph.channel.web.WebRequest;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.MessageState;
import dev.heliograph.receipt.ProviderReceipt;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeChatTest {
    private static final Part TEXT = HookFixture.text("wechat", "o1");
    private static final long CREATED = 1_400_000_000_000L;
    private static final long NOW = CREATED + 100_000;

    /** Of the words "token", "1400000000" and "n", sorted and joined: from an independent SHA-1. */
    private static final String SIGNATURE = "b56de3694accc46f1f69ed0e41e591eaef347a78";

    private final Provider wechat = WeChat.KIND
            .make()
            .apply(new Settings(
                    "wechat",
                    "ours",
                    "",
                    Map.of("appId", "wx1", "appSecret", "secret", "hookToken", "token", "aesKey", "")));

    private static HookRequest signed(HookRequest request, String signature) {
        return HookFixture.query(
                request, "signature", signature, "timestamp", "1400000000", "nonce", "n", "echostr", "echo");
    }

    private HookReading.News hears(String members) {
        Buffer body = Buffer.buffer("<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[o1]]>"
                + "</FromUserName><CreateTime>1400000000</CreateTime>" + members + "</xml>");
        HookReading reading = wechat.read(signed(HookFixture.post(body), SIGNATURE), NOW);
        assertThat(reading).isInstanceOf(HookReading.News.class);
        return (HookReading.News) reading;
    }

    private Content content(String members) {
        List<HookReading.Received> messages = hears(members).messages();
        assertThat(messages).hasSize(1);
        return messages.get(0).message().content();
    }

    @Test
    void theHandshakeIsEchoedToWhoKnowsTheToken() {
        assertThat(wechat.read(signed(HookFixture.get(), SIGNATURE), NOW))
                .isInstanceOfSatisfying(
                        HookReading.Handshake.class,
                        answer -> assertThat(answer.answer().text()).isEqualTo("echo"));
        assertThat(wechat.read(signed(HookFixture.get(), "0".repeat(40)), NOW)).isInstanceOf(HookReading.Forged.class);
        assertThat(wechat.read(HookFixture.get("echostr", "echo"), NOW)).isInstanceOf(HookReading.Forged.class);
    }

    @Test
    void anOldSignatureIsAsGoodAsNone() {
        assertThat(wechat.read(signed(HookFixture.get(), SIGNATURE), NOW + 600_000))
                .isInstanceOf(HookReading.Forged.class);
    }

    @Test
    void whatIsStoredIsAcknowledgedInWords() {
        HookReading.News news = hears("<MsgType>text</MsgType><Content><![CDATA[<Hi> & ]]]]><![CDATA[>]]></Content>"
                + "<MsgId>6054768590064713728</MsgId>");
        assertThat(news.answer().text()).isEqualTo("success");
        assertThat(news.messages()).singleElement().satisfies(received -> {
            assertThat(received.id()).isEqualTo("6054768590064713728");
            assertThat(received.message().text()).isEqualTo("<Hi> & ]]>");
            assertThat(received.message().atMillis()).isEqualTo(1_400_000_000_000L);
        });
    }

    @Test
    void everyKindOfMessageIsContent() {
        assertThat(content(
                        "<MsgType>text</MsgType><Content>Yes</Content><bizmsgmenuid>y</bizmsgmenuid><MsgId>1</MsgId>"))
                .isEqualTo(Content.Rich.of(new Element.Answer("y", "Yes")));
        assertThat(content("<MsgType>event</MsgType><Event>CLICK</Event><EventKey>menu1</EventKey>"))
                .isEqualTo(Content.Rich.of(new Element.Answer("menu1", "")));
        assertThat(content("<MsgType>image</MsgType><PicUrl>https://example.com/a.jpg</PicUrl><MediaId>m</MediaId>"))
                .isEqualTo(Content.Rich.of(Element.Media.of(Element.Media.Kind.IMAGE, "https://example.com/a.jpg")));
        assertThat(content("<MsgType>voice</MsgType><MediaId>m</MediaId><Format>amr</Format>"))
                .isEqualTo(Content.Rich.of(Element.Media.of(Element.Media.Kind.AUDIO, "wechat:m")));
        assertThat(content("<MsgType>location</MsgType><Location_X>23.1</Location_X><Location_Y>113.3</Location_Y>"
                        + "<Label>Guangzhou</Label>"))
                .isEqualTo(Content.Rich.of(new Element.Location(23.1, 113.3, null, "Guangzhou")));
        assertThat(hears("<MsgType>event</MsgType><Event>CLICK</Event><EventKey>menu1</EventKey>")
                        .messages()
                        .get(0)
                        .message()
                        .opensWindow())
                .as("nobody wrote")
                .isFalse();
        assertThat(hears("<MsgType>event</MsgType><Event>subscribe</Event>").messages())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "text,<Content>Hi</Content><MsgId>1</MsgId>",
        "text,<Content>Yes</Content><bizmsgmenuid>y</bizmsgmenuid><MsgId>3</MsgId>",
        "image,<MediaId>m</MediaId><MsgId>2</MsgId>",
        "event,<Event>CLICK</Event><EventKey>menu1</EventKey>"
    })
    void whoeverWritesOrTapsIsThereAgain(String type, String members) {
        HookReading.News news = hears("<MsgType>" + type + "</MsgType>" + members);
        assertThat(news.messages()).singleElement().matches(HookReading.Received::back);
        assertThat(news.changes()).isEmpty();
    }

    @Test
    void whoSubscribesHasComeWhoUnsubscribesHasLeftAndWhoOnlyLooksHasDoneNeither() {
        assertThat(hears("<MsgType>event</MsgType><Event>subscribe</Event>").changes())
                .containsExactly(new HookReading.Change("o1", false, CREATED));
        assertThat(hears("<MsgType>event</MsgType><Event>unsubscribe</Event>").changes())
                .containsExactly(new HookReading.Change("o1", true, CREATED));
        assertThat(hears("<MsgType>event</MsgType><Event>VIEW</Event>").changes())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"success,DELIVERED", "failed:user block,REJECTED", "failed: system failed,FAILED"})
    void aTemplateHasAReceipt(String status, MessageState state) {
        Element template = new Element.Template("TM1", "zh_CN", null, null, List.of(), List.of());
        assertThat(wechat.outcome(
                        HookFixture.part("wechat", "o1", template),
                        HookFixture.answer(200, "{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":200228332}")))
                .isEqualTo(new Outcome.Sent(List.of("200228332")));
        assertThat(hears("<MsgType>event</MsgType><Event>TEMPLATESENDJOBFINISH</Event><MsgID>200228332</MsgID>"
                                + "<Status><![CDATA[" + status + "]]></Status>")
                        .receipts())
                .containsExactly(new ProviderReceipt("200228332", state, 0, 1_400_000_000_000L));
    }

    @Test
    void aTemplateNamesItsPlaces() {
        Element template = new Element.Template("TM1", "zh_CN", null, null, List.of("thing1=Shoes", "a=b"), List.of());
        WebRequest request = wechat.request(HookFixture.part("wechat", "o1", template), "T/K");
        assertThat(request.path()).isEqualTo("/cgi-bin/message/template/send?access_token=T%2FK");
        assertThat(HookFixture.body(request).getJsonObject("data"))
                .isEqualTo(new JsonObject()
                        .put("thing1", new JsonObject().put("value", "Shoes"))
                        .put("keyword2", new JsonObject().put("value", "a=b")));
    }

    @Test
    void textIsWrittenAsItIs() {
        WebRequest request = wechat.request(HookFixture.part("wechat", "o1", new Element.Text("你好", false)), "T");
        assertThat(request.body().toString()).contains("你好").doesNotContain("\\u");
    }

    @ParameterizedTest
    @CsvSource({
        "-1,TRANSIENT",
        "40001,AUTH",
        "42001,AUTH",
        "40003,NOT_REACHABLE",
        "43004,NOT_REACHABLE",
        "43019,BLOCKED",
        "45015,OUTSIDE_WINDOW",
        "45047,OUTSIDE_WINDOW",
        "45009,QUOTA",
        "45011,THROTTLED",
        "45002,CONTENT_INVALID",
        "40037,TEMPLATE_INVALID",
        "48004,POLICY",
        "99999,REJECTED"
    })
    void everyCodeHasItsClass(int code, Failure failure) {
        assertThat(wechat.outcome(TEXT, HookFixture.answer(200, "{\"errcode\":" + code + ",\"errmsg\":\"why\"}")))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                    assertThat(failed.failure()).isEqualTo(failure);
                    assertThat(failed.code()).isEqualTo(code);
                });
    }

    @Test
    void aTokenThatIsNotGivenSaysWhy() {
        TokenSource tokens = Objects.requireNonNull(wechat.tokens());
        assertThat(tokens.read().apply(HookFixture.answer(200, "{\"access_token\":\"T\",\"expires_in\":7200}")))
                .isEqualTo(new TokenSource.Token("T", 7_200_000));
        assertThat(tokens.read().apply(HookFixture.answer(200, "{\"errcode\":-1}")))
                .isNull();
        assertThat(tokens.refusal().apply(HookFixture.answer(200, "{\"errcode\":-1}")))
                .isEqualTo(Failure.TRANSIENT);
        assertThat(tokens.refusal().apply(HookFixture.answer(200, "{\"errcode\":40125}")))
                .isEqualTo(Failure.AUTH);
        assertThat(tokens.refusal().apply(HookFixture.answer(200, "{\"errcode\":45009}")))
                .isEqualTo(Failure.QUOTA);
        assertThat(tokens.refusal().apply(HookFixture.answer(502, ""))).isEqualTo(Failure.TRANSIENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE xml [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><xml><Content>&x;</Content></xml>",
                "<!DOCTYPE xml [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><xml><Content>&b;</Content></xml>",
                "<!DOCTYPE xml SYSTEM \"http://127.0.0.1:1/evil.dtd\"><xml><Content>x</Content></xml>",
                "<xml><Content>&unknown;</Content></xml>",
                "<xml><Content>",
                "not xml",
                ""
            })
    void nothingButPlainXmlIsTaken(String xml) {
        assertThatIllegalArgumentException().isThrownBy(() -> FlatXml.members(Buffer.buffer(xml)));
    }

    @Test
    void membersAreBounded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FlatXml.members(Buffer.buffer("<xml>" + manyMembers() + "</xml>")));
        assertThat(FlatXml.members(Buffer.buffer("<xml><a>1<deep>2</deep>3</a><b>&lt;</b></xml>")))
                .isEqualTo(Map.of("a", "13", "b", "<"));
    }

    private static String manyMembers() {
        StringBuilder members = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            members.append("<m").append(i).append("/>");
        }
        return members.toString();
    }
}

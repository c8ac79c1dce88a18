package dev.heliograph.channel.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heliograph.channel.Wire;
import dev.heliograph.channel.specification.DeclaredElements;
import dev.heliograph.channel.specification.Faults;
import dev.heliograph.channel.specification.JsonDifference;
import dev.heliograph.message.MessageState;
import dev.heliograph.simulator.web.Hook;
import dev.heliograph.simulator.web.Taken;
import dev.heliograph.simulator.web.WeChatStandIn;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import me.chanjar.weixin.mp.bean.kefu.WxMpKefuMessage;
import me.chanjar.weixin.mp.bean.message.WxMpXmlMessage;
import me.chanjar.weixin.mp.bean.template.WxMpTemplateData;
import me.chanjar.weixin.mp.bean.template.WxMpTemplateMessage;
import me.chanjar.weixin.mp.builder.kefu.NewsBuilder;
import me.chanjar.weixin.mp.builder.kefu.WxMsgMenuBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests are what WxJava writes when it is told the same; webhooks have no element that it does not know. */
class WeChatSpecificationIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final WeChatStandIn standIn = new WeChatStandIn(Clock.systemUTC());

    private static List<String> faults(JsonObject body) {
        String theirs = body.containsKey("template_id") ? template(body) : message(body);
        try {
            return JsonDifference.of(JSON.readTree(body.encode()), JSON.readTree(theirs));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static String message(JsonObject body) {
        String type = body.getString("msgtype", "");
        String to = body.getString("touser");
        JsonObject shown = body.getJsonObject(type, new JsonObject());
        return switch (type) {
            case "text" ->
                WxMpKefuMessage.TEXT()
                        .toUser(to)
                        .content(shown.getString("content"))
                        .build()
                        .toJson();
            case "news" -> news(to, shown);
            case "msgmenu" -> menu(to, shown);
            default -> "{}";
        };
    }

    private static String news(String to, JsonObject shown) {
        NewsBuilder news = WxMpKefuMessage.NEWS().toUser(to);
        for (Object each : shown.getJsonArray("articles")) {
            JsonObject article = (JsonObject) each;
            news.addArticle(new WxMpKefuMessage.WxArticle(
                    article.getString("title"),
                    article.getString("description"),
                    article.getString("url"),
                    article.getString("picurl")));
        }
        return news.build().toJson();
    }

    private static String menu(String to, JsonObject shown) {
        WxMsgMenuBuilder menu = WxMpKefuMessage.MSGMENU()
                .toUser(to)
                .headContent(shown.getString("head_content"))
                .tailContent(shown.getString("tail_content"));
        for (Object each : shown.getJsonArray("list")) {
            JsonObject row = (JsonObject) each;
            menu.addMenus(new WxMpKefuMessage.MsgMenu(row.getString("id"), row.getString("content")));
        }
        return menu.build().toJson();
    }

    private static String template(JsonObject body) {
        List<WxMpTemplateData> data = new ArrayList<>();
        body.getJsonObject("data")
                .forEach(place -> data.add(
                        new WxMpTemplateData(place.getKey(), ((JsonObject) place.getValue()).getString("value"))));
        return WxMpTemplateMessage.builder()
                .toUser(body.getString("touser"))
                .templateId(body.getString("template_id"))
                .url(body.getString("url"))
                .data(data)
                .build()
                .toJson();
    }

    @Test
    void everyRequestIsWhatAnotherClientWrites() {
        List<Wire.Sent> all = new Wire(new WeChatContractIT())
                .withOverride(new JsonObject("{\"msgtype\":\"text\",\"text\":{\"content\":\"Hello\"}}"))
                .sent();
        assertThat(Faults.of(all, sent -> faults(sent.json()))).isEmpty();
    }

    @Test
    void webhooksAreAsDescribed() {
        Taken template = new Taken("17", "oSIM1", new JsonObject().put("template_id", "TM00001"));
        List<Hook> hooks = new ArrayList<>(Wire.told(standIn));
        hooks.addAll(standIn.tell(template, MessageState.DELIVERED));
        hooks.addAll(standIn.tell(template, MessageState.FAILED));
        assertThat(hooks)
                .hasSize(3)
                .allSatisfy(
                        hook -> assertThat(DeclaredElements.faults(hook.body().toString(), WxMpXmlMessage.class))
                                .isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"msgtype\":\"text\",\"text\":{\"content\":\"Hi\",\"bold\":true}} | /text/bold is unknown",
                "{\"msgtype\":\"news\",\"news\":{\"articles\":[{\"title\":\"a\",\"description\":\"b\",\"url\":\"c\",\"picUrl\":\"d\"}]}} | /news/articles/0/picUrl is unknown",
                "{\"template_id\":\"a\",\"data\":{\"thing1\":{\"value\":\"b\",\"text\":\"c\"}}} | /data/thing1/text is unknown"
            })
    void whatIsWrongIsFoundAndNamed(String message, String fault) {
        assertThat(faults(new JsonObject(message).put("touser", "o"))).contains(fault);
    }

    @Test
    void aWrongElementIsFoundAndNamed() {
        assertThat(DeclaredElements.faults(
                        "<xml><MsgTyp>text</MsgTyp><CreateTime>soon</CreateTime></xml>", WxMpXmlMessage.class))
                .containsExactly("/xml/MsgTyp is unknown", "/xml/CreateTime is no Long: soon");
    }
}

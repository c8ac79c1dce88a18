package dev.heliograph.simulator.web;

import dev.heliograph.channel.web.Recent;
import dev.heliograph.message.MessageState;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A WeChat account: tokens, customer-service messages, five after each message of a person, templates, XML webhooks. */
public final class WeChatStandIn implements StandInProvider {
    private static final String CUSTOM = "/cgi-bin/message/custom/send";
    private static final String TEMPLATE = "/cgi-bin/message/template/send";
    private static final int PEOPLE_MAX = 10_000;
    private static final int ALLOWANCE = 5;

    private final Clock clock;

    /** How many messages each person was sent since they last wrote; who has not written yet counts as having done it just now. */
    private final Map<String, Integer> sent = Recent.byUse(PEOPLE_MAX);

    private int generation = 1;

    public WeChatStandIn(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "wechat";
    }

    /** The documents name quotas a day, and none a second. */
    @Override
    public int ratePerSecond() {
        return ASSUMED_PER_SECOND;
    }

    @Override
    public boolean renewsTokens() {
        return true;
    }

    private String token() {
        return SECRET + "-token-" + generation;
    }

    @Override
    public Judgement judge(Call call) {
        if (call.path().equals("/cgi-bin/stable_token")) {
            return new Judgement.Other(token(call.json()));
        }
        boolean template = call.path().equals(TEMPLATE);
        if (!template && !call.path().equals(CUSTOM)) {
            return new Judgement.Other(Reply.empty(404));
        }
        String token = call.query().get("access_token");
        if (token == null) {
            return new Judgement.Other(error(41001, "access_token missing"));
        }
        if (!token.equals(token())) {
            return new Judgement.Other(error(40001, "invalid credential, access_token is invalid or not latest"));
        }
        JsonObject body = call.json();
        List<String> faults = Shape.faults(body, template ? WeChatStandIn::template : WeChatStandIn::custom);
        if (!faults.isEmpty() || call.body().toString().contains("\\u")) {
            return new Judgement.Other(error(47001, "data format error " + faults));
        }
        String person = body.getString("touser");
        return !template && sent.getOrDefault(person, 0) >= ALLOWANCE
                ? new Judgement.Other(error(45047, "out of response count limit"))
                : new Judgement.Send(person, body);
    }

    private Reply token(JsonObject body) {
        List<String> faults = Shape.faults(body, shape -> {
            shape.is("grant_type", "client_credential");
            shape.text("appid", 64);
            shape.text("secret", 64);
            shape.flag("force_refresh");
        });
        if (!faults.isEmpty()) {
            return error(40002, "invalid grant_type " + faults);
        }
        return body.getString("secret").equals(SECRET)
                ? Reply.json(200, new JsonObject().put("access_token", token()).put("expires_in", 7_200))
                : error(40125, "invalid appsecret");
    }

    private static void template(Shape body) {
        body.text("touser", 64);
        body.text("template_id", 64);
        body.optional("url", 1_024);
        body.object("data", data -> {
            for (String name : List.of("first", "remark", "keyword1", "keyword2", "thing1", "time2")) {
                if (data.has(name)) {
                    data.object(name, value -> value.text("value", 200));
                }
            }
        });
    }

    private static void custom(Shape body) {
        body.text("touser", 64);
        String type = body.text("msgtype", 20);
        switch (type) {
            case "text" ->
                body.object("text", text -> {
                    if (text.text("content", 2_048).getBytes(StandardCharsets.UTF_8).length > 2_048) {
                        text.fault("content");
                    }
                });
            case "news" ->
                body.object(
                        "news",
                        news -> news.list("articles", 1, 1, article -> {
                            article.text("title", 200);
                            article.any("description");
                            article.text("url", 2_048);
                            article.text("picurl", 2_048);
                        }));
            case "msgmenu" ->
                body.object("msgmenu", menu -> {
                    menu.text("head_content", 2_048);
                    menu.list("list", 1, 10, row -> {
                        row.text("id", 256);
                        row.text("content", 64);
                    });
                    menu.any("tail_content");
                });
            default -> body.fault("msgtype " + type);
        }
    }

    @Override
    public @Nullable Reply refuse(Trouble trouble, Taken message) {
        return switch (trouble) {
            case NOT_REACHABLE -> error(43004, "require subscribe");
            case OUTSIDE_WINDOW ->
                isTemplate(message) ? null : error(45015, "response out of time limit or subscription is canceled");
            case OPTED_OUT -> error(43019, "user is in the blacklist");
            case THROTTLED -> error(45011, "api minute-quota reach limit");
            case SERVER_ERROR -> error(-1, "system error");
            case CONTENT_INVALID -> error(45002, "content size out of limit");
            case TEMPLATE_INVALID -> isTemplate(message) ? error(40037, "invalid template_id") : null;
            case MEDIA_ERROR -> error(40007, "invalid media_id");
            case AUTH -> {
                generation++;
                yield error(42001, "access_token expired");
            }
            default -> null;
        };
    }

    private static boolean isTemplate(Taken message) {
        return message.body().containsKey("template_id");
    }

    /** Every answer is a success of HTTP's. */
    private static Reply error(int code, String message) {
        return Reply.json(200, new JsonObject().put("errcode", code).put("errmsg", message));
    }

    @Override
    public String id(long number) {
        return Long.toString(200_000_000_000_000_000L + number);
    }

    @Override
    public Reply taken(Taken message) {
        JsonObject body = new JsonObject().put("errcode", 0).put("errmsg", "ok");
        if (isTemplate(message)) {
            body.put("msgid", Long.valueOf(message.id()));
        } else {
            sent.merge(message.recipient(), 1, Integer::sum);
        }
        return Reply.json(200, body);
    }

    @Override
    public List<Hook> tell(Taken message, MessageState state) {
        String status = switch (state) {
            case DELIVERED -> "success";
            case FAILED -> "failed:user block";
            default -> "";
        };
        return isTemplate(message) && !status.isEmpty()
                ? List.of(hook(
                        message.recipient(),
                        "<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[TEMPLATESENDJOBFINISH]]></Event><MsgID>"
                                + message.id() + "</MsgID><Status><![CDATA[" + status + "]]></Status>"))
                : List.of();
    }

    @Override
    public Hook inbound(String id, String from, String text) {
        return said(id, from, text, "");
    }

    /** Its words as a text, and the id of the menu's row. */
    @Override
    public @Nullable Hook tap(String id, Taken below, String words) {
        JsonObject row = Buttons.find(below.body().getValue("msgmenu"), "content", words);
        return row == null
                ? null
                : said(id, below.recipient(), words, "<bizmsgmenuid>" + row.getString("id") + "</bizmsgmenuid>");
    }

    private Hook said(String id, String from, String text, String more) {
        sent.remove(from);
        String content = text.replace("]]>", "]]]]><![CDATA[>");
        return hook(
                from,
                "<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[" + content + "]]></Content><MsgId>" + id
                        + "</MsgId>" + more);
    }

    @Override
    public Handshake handshake() {
        return new Handshake(
                HttpMethod.GET, query() + "&echostr=4711", new Hook(Map.of(), Buffer.buffer(), ""), "4711");
    }

    private String query() {
        long seconds = clock.millis() / 1_000;
        return "?signature=" + signature(Long.toString(seconds)) + "&timestamp=" + seconds + "&nonce=sim";
    }

    private Hook hook(String person, String what) {
        long seconds = clock.millis() / 1_000;
        String xml = "<xml><ToUserName><![CDATA[gh_sim]]></ToUserName><FromUserName><![CDATA[" + person
                + "]]></FromUserName><CreateTime>" + seconds + "</CreateTime>" + what + "</xml>";
        return new Hook(Map.of("Content-Type", "text/xml"), Buffer.buffer(xml), query());
    }

    private static String signature(String seconds) {
        String joined = Stream.of(SECRET, seconds, "sim").sorted().reduce("", String::concat);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(joined.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The body is not signed, so a forger is one who does not know the token. */
    @Override
    public Hook forged(Hook hook) {
        return hook.below(hook.path().replaceFirst("signature=[0-9a-f]{4}", "signature=0000"));
    }
}

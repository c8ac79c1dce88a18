package dev.heliograph.channel.wechat;

import dev.heliograph.channel.Audience;
import dev.heliograph.channel.Capability;
import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.web.ErrorTable;
import dev.heliograph.channel.web.HookReading;
import dev.heliograph.channel.web.HookRequest;
import dev.heliograph.channel.web.Part;
import dev.heliograph.channel.web.Provider;
import dev.heliograph.channel.web.ProviderKind;
import dev.heliograph.channel.web.Setting;
import dev.heliograph.channel.web.Settings;
import dev.heliograph.channel.web.TokenSource;
import dev.heliograph.channel.web.WebAnswer;
import dev.heliograph.channel.web.WebRequest;
import dev.heliograph.content.ContentProfile;
import dev.heliograph.content.ContentProfile.Cards;
import dev.heliograph.content.ContentProfile.Unit;
import dev.heliograph.conversation.Window;
import dev.heliograph.message.Element.Media;
import dev.heliograph.message.Message;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service account at WeChat. It may answer a person with five messages within 48 hours; what is more, or later, goes as a template. All answers are HTTP 200, an
 * error code says the rest, and only templates are given an id and a receipt.
 */
public final class WeChat implements Provider {
    private static final String NAME = "wechat";

    /** As many as a person may be sent after each message of their own. */
    private static final int PARTS_MAX = 5;

    static final ContentProfile CONTENT = ContentProfile.builder(2_048, Unit.BYTES)
            // A picture goes as a link card: to be sent as a picture it would have to be fetched and uploaded first.
            .media(Media.Kind.IMAGE, 10L << 20)
            .captionMax(64)
            .replies(10, 64, 1_000)
            .card(new Cards(64, 200, EnumSet.of(Media.Kind.IMAGE), true, 0))
            .template()
            .partsMax(PARTS_MAX)
            .build();

    public static final ProviderKind KIND = new ProviderKind(
            NAME,
            "WeChat",
            "https://api.weixin.qq.com",
            "50/s",
            0,
            new Capability(false, false, false, false, CONTENT)
                    .within(Window.ofHours(48).ofMessages(5).theyBegin())
                    .reaching(Audience.IDENTITIES),
            List.of(
                    Setting.required("appId", "letters and digits, the account's AppID", "[A-Za-z0-9]{1,64}"),
                    Setting.secret("appSecret"),
                    new Setting(
                            "hookToken",
                            "3 to 32 letters and digits, the account's token for its server",
                            "[A-Za-z0-9]{3,32}",
                            null,
                            true),
                    new Setting(
                            "aesKey",
                            "43 letters and digits, the account's EncodingAESKey, for webhooks in safe mode",
                            "[A-Za-z0-9]{43}",
                            "",
                            true)),
            WeChat::new);

    private static final ErrorTable ERRORS = new ErrorTable()
            .on(Failure.TRANSIENT, -1)
            // The access token has ended or was replaced; below them what a new one does not mend.
            .on(Failure.AUTH, 40001, 40014, 41001, 42001)
            .on(Failure.AUTH, 40002, 40013, 40125, 40164, 40243, 41002, 41004, 48001, 50001, 50002)
            .on(Failure.POLICY, 48004)
            .on(Failure.NOT_REACHABLE, 40003, 43004)
            .on(Failure.BLOCKED, 43019, 48002)
            .on(Failure.OUTSIDE_WINDOW, 45015, 45047)
            .on(Failure.QUOTA, 45009)
            .on(Failure.THROTTLED, 45011)
            .on(Failure.CONTENT_INVALID, 45002, 45008, 47001, 65400)
            .on(Failure.TEMPLATE_INVALID, 40036, 40037, 47003)
            .on(Failure.MEDIA_ERROR, 40007);

    private final Settings settings;
    private final WeChatHooks hooks;

    WeChat(Settings settings) {
        this.settings = settings;
        this.hooks = new WeChatHooks(settings);
    }

    @Override
    public @Nullable String address(Message message) {
        return message.identities().get(NAME);
    }

    /** The stable form: every node is given the same token, where the older one would end that of the node before. */
    @Override
    public TokenSource tokens() {
        JsonObject body = new JsonObject()
                .put("grant_type", "client_credential")
                .put("appid", settings.get("appId"))
                .put("secret", settings.get("appSecret"));
        return new TokenSource(() -> WebRequest.post("/cgi-bin/stable_token", body), WeChat::token, WeChat::refusal);
    }

    private static TokenSource.@Nullable Token token(WebAnswer answer) {
        JsonObject json = answer.json();
        String token = json.getString("access_token");
        return token == null ? null : new TokenSource.Token(token, json.getLong("expires_in", 0L) * 1_000);
    }

    /** Of a token that was not given. */
    private static Failure refusal(WebAnswer answer) {
        return answer.isSuccess()
                ? ERRORS.of(answer.json().getInteger("errcode", 0), Failure.AUTH)
                : ErrorTable.ofStatus(answer.status());
    }

    @Override
    public WebRequest request(Part part, String token) {
        JsonObject body = part.element().map(new WeChatBody(part.message())).put("touser", part.address());
        String form = body.containsKey("template_id") ? "template" : "custom";
        return WebRequest.post("/cgi-bin/message/" + form + "/send?access_token=" + WebRequest.encode(token), body);
    }

    @Override
    public Outcome outcome(Part part, WebAnswer answer) {
        JsonObject json = answer.json();
        Integer code = json.getInteger("errcode");
        if (code == null) {
            Failure failure = answer.isSuccess() ? Failure.UNKNOWN_OUTCOME : ErrorTable.ofStatus(answer.status());
            return ErrorTable.failed(failure, answer.status(), "an answer without an error code", 0);
        }
        if (code == 0) {
            Long id = json.getLong("msgid");
            return new Outcome.Sent(List.of(id == null ? part.key().toString() : id.toString()));
        }
        return ErrorTable.failed(ERRORS.of(code, Failure.REJECTED), code, json.getString("errmsg", ""), 0);
    }

    @Override
    public HookReading read(HookRequest request, long nowMillis) {
        return hooks.read(request, nowMillis);
    }
}

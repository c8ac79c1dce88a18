package dev.heliograph.channel.telegram;

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
import dev.heliograph.channel.web.Recent;
import dev.heliograph.channel.web.Setting;
import dev.heliograph.channel.web.Settings;
import dev.heliograph.channel.web.WebAnswer;
import dev.heliograph.channel.web.WebRequest;
import dev.heliograph.content.ContentProfile;
import dev.heliograph.content.ContentProfile.Buttons;
import dev.heliograph.content.ContentProfile.Cards;
import dev.heliograph.content.ContentProfile.Unit;
import dev.heliograph.conversation.Window;
import dev.heliograph.message.Element.Media;
import dev.heliograph.message.Message;
import dev.heliograph.message.Option;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A bot at Telegram. A person must have written to it before it may write; there are no receipts, so sent is all that is known. */
public final class Telegram implements Provider {
    private static final String NAME = "telegram";
    private static final long MB = 1 << 20;
    private static final int MOVED_MAX = 1_000;

    static final ContentProfile CONTENT = ContentProfile.builder(4_096, Unit.CHARACTERS)
            .media(Media.Kind.IMAGE, 10 * MB)
            .media(Media.Kind.VIDEO, 50 * MB)
            .media(Media.Kind.AUDIO, 50 * MB)
            .media(Media.Kind.DOCUMENT, 50 * MB)
            .captionMax(1_024)
            .location()
            .choices(new Buttons(13, 64, 4_096, EnumSet.of(Option.Kind.REPLY, Option.Kind.URL), true, 13))
            // Title, line feed and description are the caption together.
            .card(new Cards(200, 800, EnumSet.of(Media.Kind.IMAGE, Media.Kind.VIDEO), true, 13))
            .build();

    public static final ProviderKind KIND = new ProviderKind(
            NAME,
            "Telegram",
            "https://api.telegram.org",
            "30/s",
            1_000,
            new Capability(false, false, false, false, CONTENT)
                    .within(Window.onceTheyWrote())
                    .reaching(Audience.IDENTITIES),
            List.of(
                    Setting.secret("token"),
                    new Setting(
                            "secretToken",
                            "1 to 256 letters, digits, hyphens and underscores, as told to setWebhook",
                            "[A-Za-z0-9_-]{1,256}",
                            null,
                            true)),
            Telegram::new);

    private final String token;
    private final TelegramHooks hooks;
    private final TelegramBody body;

    /** Groups that have become supergroups under another id. */
    private final Map<String, String> moved = Recent.byAge(MOVED_MAX);

    Telegram(Settings settings) {
        CallbackData data = new CallbackData();
        this.token = settings.get("token");
        this.hooks = new TelegramHooks(settings, data);
        this.body = new TelegramBody(data);
    }

    @Override
    public @Nullable String address(Message message) {
        String chat = message.identities().get(NAME);
        return chat == null ? null : moved.getOrDefault(chat, chat);
    }

    @Override
    public WebRequest request(Part part, String accessToken) {
        TelegramBody.Method method = part.element().map(body);
        JsonObject json = method.fields().put("chat_id", chatId(part.address()));
        String quoted = part.quoted();
        if (quoted != null && quoted.matches("-?\\d{1,18}:\\d{1,18}")) {
            // What is gone meanwhile is no reason not to answer.
            json.put(
                    "reply_parameters",
                    new JsonObject()
                            .put("message_id", Long.valueOf(quoted.substring(quoted.indexOf(':') + 1)))
                            .put("allow_sending_without_reply", true));
        }
        return WebRequest.post("/bot" + token + "/" + method.name(), json);
    }

    /** A number as a number; a name of a channel, which begins with an at sign, as text. */
    private static Object chatId(String address) {
        return address.matches("-?\\d{1,18}") ? (Object) Long.valueOf(address) : address;
    }

    @Override
    public Outcome outcome(Part part, WebAnswer answer) {
        JsonObject json = answer.json();
        JsonObject result = json.getJsonObject("result");
        if (json.getBoolean("ok", false) && result != null) {
            return new Outcome.Sent(List.of(part.address() + ":" + result.getLong("message_id")));
        }
        int code = json.getInteger("error_code", answer.status());
        String description = json.getString("description", "");
        JsonObject parameters = json.getJsonObject("parameters", new JsonObject());
        Long newChat = parameters.getLong("migrate_to_chat_id");
        if (newChat != null) {
            moved.put(part.address(), newChat.toString());
            return ErrorTable.failed(Failure.TRANSIENT, code, "the group has moved", 0);
        }
        if (answer.isSuccess()) {
            return ErrorTable.failed(Failure.UNKNOWN_OUTCOME, code, "an answer that is not documented", 0);
        }
        long hint = parameters.getLong("retry_after", 0L) * 1_000;
        return ErrorTable.failed(failure(code, description.toLowerCase(Locale.ROOT)), code, description, hint);
    }

    /** There is one code for many things, so the words decide: this is how the API is. */
    private static Failure failure(int code, String description) {
        switch (code) {
            case 400 -> {
                if (description.contains("chat not found") || description.contains("peer_id_invalid")) {
                    return Failure.NOT_REACHABLE;
                }
                boolean media = description.contains("wrong file identifier")
                        || description.contains("failed to get http url content");
                return media ? Failure.MEDIA_ERROR : Failure.CONTENT_INVALID;
            }
            case 403 -> {
                return description.contains("blocked") || description.contains("deactivated")
                        ? Failure.BLOCKED
                        : Failure.NOT_REACHABLE;
            }
            case 404 -> {
                return Failure.AUTH;
            }
            case 413 -> {
                return Failure.MEDIA_ERROR;
            }
            default -> {
                return ErrorTable.ofStatus(code);
            }
        }
    }

    @Override
    public HookReading read(HookRequest request, long nowMillis) {
        return hooks.read(request, nowMillis);
    }
}

package dev.heliograph.channel.viber;

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
import dev.heliograph.channel.web.SentShelf;
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
import org.jspecify.annotations.Nullable;

/** A bot on Viber. The API answers 200 whatever happened; what did stands in the body. */
public final class ViberBot implements Provider {
    private static final String NAME = "viber-bot";
    private static final long MB = 1 << 20;
    private static final int TEXT_MAX = 7_000;

    /** Of the text on a button, which is also where the words of a card stand. */
    static final int BUTTON_TEXT_MAX = 250;

    static final ContentProfile CONTENT = ContentProfile.builder(TEXT_MAX, Unit.CHARACTERS)
            .media(Media.Kind.IMAGE, MB)
            .media(Media.Kind.VIDEO, 26 * MB)
            .media(Media.Kind.AUDIO, 50 * MB)
            .media(Media.Kind.DOCUMENT, 50 * MB)
            .captionMax(512, EnumSet.of(Media.Kind.IMAGE))
            .location()
            .contact()
            .choices(new Buttons(
                    13, BUTTON_TEXT_MAX, TEXT_MAX, EnumSet.of(Option.Kind.REPLY, Option.Kind.URL), true, 13))
            .card(new Cards(60, BUTTON_TEXT_MAX - 61, EnumSet.of(Media.Kind.IMAGE), false, ViberBotCards.OPTIONS_MAX))
            .carousel(6)
            .build();

    public static final ProviderKind KIND = new ProviderKind(
            NAME,
            "Viber bot",
            "https://chatapi.viber.com",
            "50/s",
            0,
            new Capability(true, true, false, false, CONTENT)
                    .within(Window.onceTheyWrote())
                    .reaching(Audience.IDENTITIES),
            List.of(
                    Setting.secret("token"),
                    Setting.required("senderName", "1 to 28 characters", ".{1,28}"),
                    Setting.optional("senderAvatar", "the URL of a picture, empty for none", "(https?://\\S+)?", "")),
            ViberBot::new);

    private static final int TRY_LATER = 12;
    private static final int GENERAL = 999;

    private static final ErrorTable ERRORS = new ErrorTable()
            .on(Failure.AUTH, 1, 2, 7, 8, 9, 10, 15, 18, 22)
            .on(Failure.CONTENT_INVALID, 3, 4, 13, 14, 16, 17)
            .on(Failure.NOT_REACHABLE, 5, 6, 11, 21)
            .on(Failure.THROTTLED, TRY_LATER)
            .on(Failure.POLICY, 19, 20)
            .on(Failure.QUOTA, 23, 24);

    private final String token;
    private final JsonObject sender;
    private final OfferedReplies offered = new OfferedReplies();
    private final ViberBotBody writer = new ViberBotBody();
    private final ViberBotHooks hooks;

    ViberBot(Settings settings) {
        this.token = settings.get("token");
        this.sender = new JsonObject().put("name", settings.get("senderName"));
        if (!settings.get("senderAvatar").isEmpty()) {
            sender.put("avatar", settings.get("senderAvatar"));
        }
        this.hooks = new ViberBotHooks(settings, offered);
    }

    @Override
    public @Nullable String address(Message message) {
        return message.identities().get(NAME);
    }

    @Override
    public WebRequest request(Part part, String accessToken) {
        offered.offer(part.address(), part.message().id(), part.element());
        JsonObject body = part.element()
                .map(writer)
                .put("receiver", part.address())
                .put("sender", sender.copy())
                .put("tracking_data", part.message().idText());
        return WebRequest.post("/pa/send_message", body).with("X-Viber-Auth-Token", token);
    }

    @Override
    public Outcome outcome(Part part, WebAnswer answer) {
        JsonObject json = answer.json();
        int status = json.getInteger("status", -1);
        Long id = json.getLong("message_token");
        if (status == 0 && id != null) {
            return new Outcome.Sent(List.of(Long.toString(id)));
        }
        String words = json.getString("status_message", "");
        if (status < 0) {
            Failure failure = answer.isSuccess() ? Failure.UNKNOWN_OUTCOME : ErrorTable.ofStatus(answer.status());
            return ErrorTable.failed(failure, answer.status(), words, answer.retryAfterMillis());
        }
        boolean receiver = status == GENERAL && words.toLowerCase(Locale.ROOT).contains("receiver");
        Failure failure = receiver ? Failure.NOT_REACHABLE : ERRORS.of(status, Failure.TRANSIENT);
        return ErrorTable.failed(failure, status, words, answer.retryAfterMillis());
    }

    @Override
    public void recall(SentShelf shelf, Runnable done) {
        offered.recall(shelf, done);
    }

    @Override
    public HookReading read(HookRequest request, long nowMillis) {
        return hooks.read(request, nowMillis);
    }
}

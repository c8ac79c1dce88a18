package dev.heliograph.channel.line;

import dev.heliograph.channel.Audience;
import dev.heliograph.channel.Capability;
import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.web.ErrorTable;
import dev.heliograph.channel.web.HookNews;
import dev.heliograph.channel.web.HookReading;
import dev.heliograph.channel.web.HookRequest;
import dev.heliograph.channel.web.Part;
import dev.heliograph.channel.web.Provider;
import dev.heliograph.channel.web.ProviderKind;
import dev.heliograph.channel.web.Reach;
import dev.heliograph.channel.web.ReachLookup;
import dev.heliograph.channel.web.Setting;
import dev.heliograph.channel.web.Settings;
import dev.heliograph.channel.web.WebAnswer;
import dev.heliograph.channel.web.WebRequest;
import dev.heliograph.content.ContentProfile;
import dev.heliograph.content.ContentProfile.Buttons;
import dev.heliograph.content.ContentProfile.Cards;
import dev.heliograph.content.ContentProfile.Unit;
import dev.heliograph.conversation.Window;
import dev.heliograph.message.Element;
import dev.heliograph.message.Element.Media;
import dev.heliograph.message.Message;
import dev.heliograph.message.Option;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An official account at LINE. A request repeated under its retry key within 24 hours sends nothing twice. Sent is all that is ever known of a message, and what a person
 * who has blocked the account would have got is taken and dropped in silence; whether somebody is a friend is asked before.
 */
public final class Line implements Provider {
    private static final String NAME = "line";
    private static final String PUSH = "/v2/bot/message/push";
    private static final long MB = 1 << 20;
    private static final int NO_SUCH_FRIEND = 404;
    private static final int ALREADY_ACCEPTED = 409;

    private static final int ID_CHARS_MAX = 40;

    static final ContentProfile CONTENT = ContentProfile.builder(5_000, Unit.CHARACTERS)
            .media(Media.Kind.IMAGE, 10 * MB)
            .media(Media.Kind.VIDEO, 200 * MB)
            .location()
            .choices(new Buttons(
                    13,
                    20,
                    2_000,
                    EnumSet.of(
                            Option.Kind.REPLY,
                            Option.Kind.URL,
                            Option.Kind.CALL,
                            Option.Kind.LOCATION,
                            Option.Kind.REQUEST_LOCATION),
                    true,
                    13))
            // Ten cards of this size stay within the 50 KB of a flex carousel.
            .card(new Cards(100, 500, EnumSet.of(Media.Kind.IMAGE), false, 4))
            .carousel(10)
            .build();

    public static final ProviderKind KIND = new ProviderKind(
            NAME,
            "LINE",
            "https://api.line.me",
            "2000/s",
            0,
            new Capability(false, false, true, false, CONTENT)
                    .within(Window.onceTheyWrote())
                    .reaching(Audience.IDENTITIES),
            List.of(Setting.secret("token"), Setting.secret("channelSecret")),
            Line::new);

    private final String token;
    private final LineHooks hooks;

    Line(Settings settings) {
        this.token = settings.get("token");
        this.hooks = new LineHooks(settings);
    }

    @Override
    public @Nullable String address(Message message) {
        return message.identities().get(NAME);
    }

    @Override
    public WebRequest request(Part part, String accessToken) {
        JsonObject message = part.element().map(new LineBody(part.message()));
        String quoted = part.quoted();
        // Texts alone can quote, and what they quote is named by a token, longer than any id.
        if (quoted != null && quoted.length() > ID_CHARS_MAX && part.element() instanceof Element.Text) {
            message.put("quoteToken", quoted);
        }
        JsonObject body = new JsonObject().put("to", part.address()).put("messages", new JsonArray().add(message));
        return WebRequest.post(PUSH, body)
                .bearer(token)
                .with("X-Line-Retry-Key", part.key().toString());
    }

    @Override
    public Outcome outcome(Part part, WebAnswer answer) {
        JsonObject json = answer.json();
        if (answer.isSuccess() || answer.status() == ALREADY_ACCEPTED) {
            return new Outcome.Sent(List.of(id(part, answer, json)));
        }
        String words = json.getString("message", "");
        return ErrorTable.failed(
                failure(answer.status(), words, json), answer.status(), words, answer.retryAfterMillis());
    }

    /** Asked first, because a push to somebody who is no friend, or has blocked the account, is taken and dropped. */
    @Override
    public ReachLookup lookup() {
        return new ReachLookup(
                (person, none) -> WebRequest.get("/v2/bot/profile/" + WebRequest.encode(person))
                        .bearer(token),
                Line::reach);
    }

    private static @Nullable Reach reach(WebAnswer answer) {
        if (answer.status() == NO_SUCH_FRIEND) {
            return Reach.none(Failure.NOT_REACHABLE);
        }
        return answer.isSuccess() ? Reach.WHOLE : null;
    }

    /** The id of the message, else of the request that was accepted; receipts that would need it there are none. */
    private static String id(Part part, WebAnswer answer, JsonObject json) {
        List<JsonObject> sent = HookNews.objects(json.getJsonArray("sentMessages"));
        if (!sent.isEmpty()) {
            return sent.get(0).getString("id");
        }
        String accepted = answer.headers().get("X-Line-Accepted-Request-Id");
        return accepted == null ? part.key().toString() : accepted;
    }

    /** There are no codes, so for three statuses the words decide. */
    private static Failure failure(int status, String words, JsonObject json) {
        return switch (status) {
            case 400 -> {
                boolean recipient = HookNews.objects(json.getJsonArray("details")).stream()
                        .anyMatch(detail -> "to".equals(detail.getString("property")));
                yield recipient || words.startsWith("Failed to send messages") || words.contains("'to'")
                        ? Failure.NOT_REACHABLE
                        : Failure.CONTENT_INVALID;
            }
            case 422 -> Failure.NOT_REACHABLE;
            case 429 -> words.contains("monthly limit") ? Failure.QUOTA : Failure.THROTTLED;
            default -> ErrorTable.ofStatus(status);
        };
    }

    @Override
    public HookReading read(HookRequest request, long nowMillis) {
        return hooks.read(request, nowMillis);
    }
}

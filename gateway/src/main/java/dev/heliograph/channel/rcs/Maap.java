package dev.heliograph.channel.rcs;

import dev.heliograph.channel.Audience;
import dev.heliograph.channel.Capability;
import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.web.ErrorTable;
import dev.heliograph.channel.web.HookReading;
import dev.heliograph.channel.web.HookRequest;
import dev.heliograph.channel.web.OAuth;
import dev.heliograph.channel.web.Part;
import dev.heliograph.channel.web.Provider;
import dev.heliograph.channel.web.ProviderKind;
import dev.heliograph.channel.web.Reach;
import dev.heliograph.channel.web.ReachLookup;
import dev.heliograph.channel.web.Setting;
import dev.heliograph.channel.web.Settings;
import dev.heliograph.channel.web.TokenSource;
import dev.heliograph.channel.web.WebAnswer;
import dev.heliograph.channel.web.WebRequest;
import dev.heliograph.content.ContentProfile;
import dev.heliograph.content.ContentProfile.Buttons;
import dev.heliograph.content.ContentProfile.Cards;
import dev.heliograph.content.ContentProfile.Unit;
import dev.heliograph.message.Element.Media;
import dev.heliograph.message.Message;
import dev.heliograph.message.Option;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A chatbot at an operator's messaging platform, by the GSMA's RCS MaaP Chatbot API (FNW.11, version 1.0). Operators differ in their paths, their limits and their error
 * codes; what goes beyond the HTTP status is therefore not read.
 *
 * <p>{@link #PLUS_MESSAGE} is the same API in front of +Message, the service of the three Japanese operators. No public document describes how companies reach it:
 * <b>contract assumed</b>.
 */
public final class Maap implements Provider {
    private static final long MB = 1 << 20;
    private static final int TEXT_MAX = 3_072;
    private static final int SUGGESTIONS_MAX = 11;
    private static final String JAPAN = "81";

    static final ContentProfile CONTENT = profile()
            .media(Media.Kind.AUDIO, 100 * MB)
            .media(Media.Kind.DOCUMENT, 100 * MB)
            .carousel(10)
            .build();

    static final ContentProfile PLUS_CONTENT = profile().build();

    public static final ProviderKind KIND =
            kind("rcs-maap", "RCS (GSMA MaaP)", capability(CONTENT), Maap::ofAnyCountry);

    public static final ProviderKind PLUS_MESSAGE = kind(
            "plus-message",
            "+Message (contract assumed)",
            capability(PLUS_CONTENT).reaching(Audience.NUMBERS.within(JAPAN)),
            Maap::ofJapan);

    private static ContentProfile.Builder profile() {
        return ContentProfile.builder(TEXT_MAX, Unit.CHARACTERS)
                .media(Media.Kind.IMAGE, 100 * MB)
                .media(Media.Kind.VIDEO, 100 * MB)
                .location()
                .choices(new Buttons(
                        SUGGESTIONS_MAX, 25, TEXT_MAX, EnumSet.allOf(Option.Kind.class), true, SUGGESTIONS_MAX))
                .card(new Cards(200, 2_000, EnumSet.of(Media.Kind.IMAGE, Media.Kind.VIDEO), false, 4));
    }

    private static Capability capability(ContentProfile content) {
        return new Capability(true, true, false, true, content);
    }

    private static ProviderKind kind(
            String name, String title, Capability capability, Function<Settings, Provider> make) {
        return new ProviderKind(
                name,
                title,
                "",
                "20/s",
                0,
                capability,
                List.of(
                        Setting.required(
                                "botId", "the chatbot's id, as it stands in paths", "[A-Za-z0-9._~@:-]{1,256}"),
                        Setting.required("clientId", "1 to 256 characters", ".{1,256}"),
                        Setting.secret("clientSecret"),
                        Setting.required("tokenUrl", "a URL, or a path below baseUrl", "(https?:/)?/\\S+"),
                        Setting.optional("scope", "the scope of the token, empty for none", "\\S{0,256}", ""),
                        Setting.optional(
                                "messages",
                                "what comes behind the chatbot's id in paths",
                                "messages(/[a-z]+)?",
                                "messages"),
                        Setting.hookSecret()),
                make);
    }

    private final Settings settings;
    private final String path;
    private final String countryCode;
    private final MaapHooks hooks;

    private Maap(Settings settings, String countryCode) {
        this.settings = settings;
        this.path = "/" + WebRequest.encode(settings.get("botId")) + "/";
        this.countryCode = countryCode;
        this.hooks = new MaapHooks(settings);
    }

    private static Provider ofAnyCountry(Settings settings) {
        return new Maap(settings, "");
    }

    private static Provider ofJapan(Settings settings) {
        return new Maap(settings, JAPAN);
    }

    @Override
    public @Nullable String address(Message message) {
        String number = message.to().value();
        return number.isEmpty() || !number.startsWith(countryCode) ? null : "+" + number;
    }

    @Override
    public TokenSource tokens() {
        return OAuth.clientCredentials(
                settings.get("tokenUrl"),
                settings.get("clientId"),
                settings.get("clientSecret"),
                settings.get("scope"));
    }

    @Override
    public ReachLookup lookup() {
        return new ReachLookup(
                (address, token) -> WebRequest.get(
                                path + "contactCapabilities?userContact=" + WebRequest.encode(address))
                        .bearer(token),
                Maap::reach);
    }

    /** Which capabilities operators list, and under which names, differs; that there is an answer at all is what counts. */
    private static @Nullable Reach reach(WebAnswer answer) {
        if (answer.status() == 404) {
            return Reach.none(Failure.NOT_REACHABLE);
        }
        return answer.isSuccess() ? Reach.WHOLE : null;
    }

    @Override
    public WebRequest request(Part part, String token) {
        JsonObject body = new JsonObject()
                .put("RCSMessage", part.element().map(new MaapBody(part.message())))
                .put("messageContact", new JsonObject().put("userContact", part.address()));
        return WebRequest.post(path + settings.get("messages"), body).bearer(token);
    }

    @Override
    public Outcome outcome(Part part, WebAnswer answer) {
        JsonObject json = answer.json();
        String id = json.getJsonObject("RCSMessage", new JsonObject()).getString("msgId");
        if (answer.isSuccess() && id != null) {
            return new Outcome.Sent(List.of(id));
        }
        Failure failure = answer.isSuccess() ? Failure.UNKNOWN_OUTCOME : ErrorTable.ofStatus(answer.status());
        Object error = json.getValue("error");
        return ErrorTable.failed(
                failure, answer.status(), error == null ? "" : error.toString(), answer.retryAfterMillis());
    }

    @Override
    public WebRequest revocation(Message message, String providerId, String token) {
        JsonObject body = new JsonObject().put("RCSMessage", new JsonObject().put("status", "cancelled"));
        return WebRequest.put(path + "messages/" + WebRequest.encode(providerId) + "/status", body)
                .bearer(token);
    }

    @Override
    public HookReading read(HookRequest request, long nowMillis) {
        return hooks.read(request, nowMillis);
    }
}

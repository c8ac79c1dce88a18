package dev.heliograph.channel.whatsapp;

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
import dev.heliograph.channel.web.WebAnswer;
import dev.heliograph.channel.web.WebRequest;
import dev.heliograph.channel.web.graph.Graph;
import dev.heliograph.content.ContentProfile;
import dev.heliograph.content.ContentProfile.Buttons;
import dev.heliograph.content.ContentProfile.Rows;
import dev.heliograph.content.ContentProfile.Unit;
import dev.heliograph.conversation.Window;
import dev.heliograph.message.Element.Media;
import dev.heliograph.message.Message;
import dev.heliograph.message.Option;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A business number at WhatsApp's Cloud API. Its answer means accepted only; most failures come later, as statuses. */
public final class WhatsApp implements Provider {
    private static final String NAME = "whatsapp";
    private static final long MB = 1 << 20;

    static final ContentProfile CONTENT = ContentProfile.builder(4_096, Unit.CHARACTERS)
            .media(Media.Kind.IMAGE, 5 * MB)
            .media(Media.Kind.VIDEO, 16 * MB)
            .media(Media.Kind.AUDIO, 16 * MB)
            .media(Media.Kind.DOCUMENT, 100 * MB)
            .captionMax(1_024)
            .location()
            // Either up to three replies, or one link: the API has no message with both.
            .choices(new Buttons(
                    3,
                    20,
                    1_024,
                    EnumSet.of(Option.Kind.REPLY, Option.Kind.URL, Option.Kind.REQUEST_LOCATION),
                    false,
                    1))
            .list(new Rows(10, 10, 24, 72, 20, 1_024))
            .template()
            .contact()
            .build();

    public static final ProviderKind KIND = new ProviderKind(
            NAME,
            "WhatsApp",
            Graph.BASE_URL,
            "80/s",
            6_000,
            new Capability(true, true, false, false, CONTENT)
                    .within(Window.ofHours(24))
                    .reaching(Audience.of(Audience.By.EITHER)),
            Graph.settings(Setting.required("phoneNumberId", "digits, the id of the business number", "\\d{1,32}")),
            WhatsApp::new);

    private static final ErrorTable ERRORS = new ErrorTable()
            .on(Failure.AUTH, 0, 3, 10, 190, 131005, 131045)
            .range(Failure.AUTH, 200, 299)
            .on(Failure.THROTTLED, 4, 80007, 130429, 131048, 131064, 133016)
            .on(Failure.RECIPIENT_THROTTLED, 131056)
            .on(Failure.NOT_REACHABLE, 131026, 130472, 131030, 131021, 137000)
            .on(Failure.OUTSIDE_WINDOW, 131047)
            .on(Failure.OPTED_OUT, 131050)
            .on(Failure.POLICY, 131049, 368, 130497, 131031, 131037, 131062, 131063)
            .on(Failure.CONTENT_INVALID, 100, 131008, 131009, 131051)
            .on(Failure.MEDIA_ERROR, 131052, 131053)
            .on(
                    Failure.TEMPLATE_INVALID,
                    132000,
                    132001,
                    132005,
                    132007,
                    132008,
                    132012,
                    132015,
                    132016,
                    132068,
                    132069)
            .on(Failure.QUOTA, 131042)
            .on(Failure.TRANSIENT, 1, 2, 131000, 131016, 131057, 135000);

    private final String path;
    private final String token;
    private final WhatsAppHooks hooks;

    WhatsApp(Settings settings) {
        this.path = Graph.messages(settings, settings.get("phoneNumberId"));
        this.token = settings.get("token");
        this.hooks = new WhatsAppHooks(settings);
    }

    /** A business-scoped user id, where the account knows one, else the phone number. */
    @Override
    public @Nullable String address(Message message) {
        String own = message.identities().get(NAME);
        String number = message.to().value();
        return own != null ? own : number.isEmpty() ? null : number;
    }

    @Override
    public WebRequest request(Part part, String accessToken) {
        JsonObject body = part.element().map(WhatsAppBody.WRITER);
        boolean scoped = part.address().indexOf('.') > 0;
        body.put("messaging_product", NAME)
                .put("recipient_type", "individual")
                .put(scoped ? "recipient" : "to", part.address())
                .put("biz_opaque_callback_data", part.message().idText());
        String quoted = part.quoted();
        if (quoted != null) {
            body.put("context", new JsonObject().put("message_id", quoted));
        }
        return WebRequest.post(path, body).bearer(token);
    }

    @Override
    public Outcome outcome(Part part, WebAnswer answer) {
        JsonArray messages = answer.json().getJsonArray("messages");
        return answer.isSuccess() && messages != null && !messages.isEmpty()
                ? new Outcome.Sent(List.of(messages.getJsonObject(0).getString("id")))
                : Graph.failed(answer, (code, subcode, otherwise) -> ERRORS.of(code, otherwise));
    }

    /** @return the class of a code in a status */
    static Failure failure(int code) {
        return ERRORS.of(code, Failure.FAILED);
    }

    @Override
    public HookReading read(HookRequest request, long nowMillis) {
        return hooks.read(request, nowMillis);
    }
}

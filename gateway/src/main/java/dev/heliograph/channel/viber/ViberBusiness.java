package dev.heliograph.channel.viber;

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
import dev.heliograph.channel.web.Setting;
import dev.heliograph.channel.web.Settings;
import dev.heliograph.channel.web.WebAnswer;
import dev.heliograph.channel.web.WebRequest;
import dev.heliograph.content.ContentProfile;
import dev.heliograph.content.ContentProfile.Buttons;
import dev.heliograph.content.ContentProfile.Cards;
import dev.heliograph.content.ContentProfile.Unit;
import dev.heliograph.message.Element.Media;
import dev.heliograph.message.Message;
import dev.heliograph.message.Option;
import dev.heliograph.message.Priority;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A verified sender of Viber Business Messages at Infobip. Viber itself is open to partners only, so the contract is the partner's; most failures come later, as reports.
 * Messages have ids of ours, so a report is known even when the answer to the message was lost.
 */
public final class ViberBusiness implements Provider {
    private static final long MB = 1 << 20;
    private static final int TEXT_MAX = 1_000;
    private static final int BUTTON_MAX = 30;
    private static final long VALIDITY_SECONDS_MIN = 30;

    /** Longer is cut to this by Infobip. */
    private static final long VALIDITY_SECONDS_MAX = Duration.ofDays(2).toSeconds();

    static final ContentProfile CONTENT = ContentProfile.builder(TEXT_MAX, Unit.CHARACTERS)
            .media(Media.Kind.IMAGE, MB)
            .media(Media.Kind.DOCUMENT, 200 * MB)
            .captionMax(TEXT_MAX, EnumSet.of(Media.Kind.IMAGE))
            // One button, and it opens a page. Lists bring back no ids, so answers go as numbered lines.
            .choices(new Buttons(1, BUTTON_MAX, TEXT_MAX, EnumSet.of(Option.Kind.URL), false, 1))
            // Title, line feed and description are the text together.
            .card(new Cards(200, 799, EnumSet.of(Media.Kind.IMAGE), true, 1))
            .template()
            .build();

    public static final ProviderKind KIND = new ProviderKind(
            "viber",
            "Viber Business Messages (Infobip)",
            "https://api.infobip.com",
            "50/s",
            0,
            new Capability(true, true, false, false, CONTENT),
            List.of(
                    Setting.secret("apiKey"),
                    Setting.required("sender", "the verified sender, 1 to 28 characters", ".{1,28}"),
                    Setting.hookSecret()),
            ViberBusiness::new);

    private final Settings settings;
    private final String hookUrl;

    ViberBusiness(Settings settings) {
        this.settings = settings;
        this.hookUrl = settings.publicUrl() + "/" + settings.get("hookSecret");
    }

    @Override
    public @Nullable String address(Message message) {
        String number = message.to().value();
        return number.isEmpty() ? null : number;
    }

    @Override
    public WebRequest request(Part part, String token) {
        JsonObject destination = new JsonObject()
                .put("to", part.address())
                .put("messageId", part.key().toString());
        long seconds = part.submission().validityMillis() / 1_000;
        JsonObject validity = new JsonObject()
                .put("amount", Math.max(VALIDITY_SECONDS_MIN, Math.min(seconds, VALIDITY_SECONDS_MAX)))
                .put("timeUnit", "SECONDS");
        boolean campaign = part.message().priority() == Priority.BULK;
        JsonObject reported = new JsonObject().put("url", hookUrl);
        JsonObject message = new JsonObject()
                .put("sender", settings.get("sender"))
                .put("destinations", new JsonArray().add(destination))
                .put("content", part.element().map(ViberBusinessBody.WRITER))
                .put(
                        "options",
                        new JsonObject()
                                .put("validityPeriod", validity)
                                .put("label", campaign ? "PROMOTIONAL" : "TRANSACTIONAL"))
                .put("webhooks", new JsonObject().put("delivery", reported).put("seen", reported));
        return WebRequest.post("/viber/2/messages", new JsonObject().put("messages", new JsonArray().add(message)))
                .with("Authorization", "App " + settings.get("apiKey"));
    }

    @Override
    public Outcome outcome(Part part, WebAnswer answer) {
        JsonObject json = answer.json();
        List<JsonObject> messages = HookNews.objects(json.getJsonArray("messages"));
        if (answer.isSuccess() && !messages.isEmpty()) {
            JsonObject status = messages.get(0).getJsonObject("status", new JsonObject());
            Failure failure = InfobipReports.refusal(status);
            return failure == null
                    ? new Outcome.Sent(List.of(part.key().toString()))
                    : ErrorTable.failed(failure, status.getInteger("id", 0), status.getString("name", ""), 0);
        }
        Failure failure = answer.isSuccess() ? Failure.UNKNOWN_OUTCOME : ErrorTable.ofStatus(answer.status());
        return ErrorTable.failed(
                failure, answer.status(), json.getString("description", ""), answer.retryAfterMillis());
    }

    @Override
    public HookReading read(HookRequest request, long nowMillis) {
        if (!request.bears(settings.get("hookSecret"))) {
            return new HookReading.Forged();
        }
        HookNews news = new HookNews(settings);
        for (JsonObject result : HookNews.objects(request.json().getJsonArray("results"))) {
            InfobipReports.read(result, nowMillis, news);
        }
        return news.read();
    }
}

package dev.heliograph.channel.apple;

import dev.heliograph.channel.Audience;
import dev.heliograph.channel.Capability;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.web.ErrorTable;
import dev.heliograph.channel.web.HookReading;
import dev.heliograph.channel.web.HookRequest;
import dev.heliograph.channel.web.JsonWebToken;
import dev.heliograph.channel.web.Part;
import dev.heliograph.channel.web.Provider;
import dev.heliograph.channel.web.ProviderKind;
import dev.heliograph.channel.web.Setting;
import dev.heliograph.channel.web.Settings;
import dev.heliograph.channel.web.WebAnswer;
import dev.heliograph.channel.web.WebRequest;
import dev.heliograph.content.ContentProfile;
import dev.heliograph.content.ContentProfile.Rows;
import dev.heliograph.content.ContentProfile.Unit;
import dev.heliograph.conversation.Window;
import dev.heliograph.message.Message;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A business at Apple Messages for Business. Only people begin conversations, and they end when a person deletes them; there are no receipts. Pictures and files would have
 * to be encrypted and uploaded first, so they go as links, which Messages shows with a preview.
 */
public final class Apple implements Provider {
    private static final String NAME = "apple";

    /** Apple names no figure; this is what other providers have found. */
    private static final int TEXT_MAX = 3_000;

    /** Words above replies and lists; what is longer goes ahead in a message of its own. */
    private static final int BODY_MAX = 500;

    static final ContentProfile CONTENT = ContentProfile.builder(TEXT_MAX, Unit.CHARACTERS)
            .replies(AppleBody.QUICK_REPLIES_MAX, 40, BODY_MAX)
            // More than 10 KB would have to be uploaded: so many rows of so many characters stay below.
            .list(new Rows(20, 10, 40, 60, 40, BODY_MAX))
            .build();

    public static final ProviderKind KIND = new ProviderKind(
            NAME,
            "Apple Messages for Business",
            "https://mspgw.push.apple.com",
            "20/s",
            0,
            new Capability(false, false, false, false, CONTENT)
                    .within(Window.onceTheyWrote())
                    .reaching(Audience.IDENTITIES),
            List.of(
                    Setting.required("mspId", "the id of the messaging service provider", "\\S{1,256}"),
                    Setting.required("businessId", "the id of the business", "\\S{1,256}"),
                    new Setting("secret", "the provider's secret, in Base64", "[A-Za-z0-9+/]{4,512}=*", null, true),
                    Setting.optional("locale", "such as en_US", "[a-z]{2,3}(_[A-Z]{2})?", "en_US")),
            Apple::new);

    private final String mspId;
    private final String businessId;
    private final byte[] secret;
    private final AppleBody writer;
    private final String locale;
    private final AppleHooks hooks;

    Apple(Settings settings) {
        this.mspId = settings.get("mspId");
        this.businessId = settings.get("businessId");
        this.secret = Base64.getDecoder().decode(settings.get("secret"));
        this.locale = settings.get("locale");
        this.writer = new AppleBody();
        this.hooks = new AppleHooks(settings, secret);
    }

    @Override
    public @Nullable String address(Message message) {
        return message.identities().get(NAME);
    }

    @Override
    public WebRequest request(Part part, String token) {
        String id = part.key().toString();
        JsonObject body = part.element()
                .map(writer)
                .put("v", 1)
                .put("id", id)
                .put("sourceId", businessId)
                .put("destinationId", part.address())
                .put("locale", locale);
        JsonObject data =
                body.getJsonObject("interactiveData", new JsonObject()).getJsonObject("data");
        if (data != null) {
            data.put("requestIdentifier", id);
        }
        return WebRequest.post("/v1/message", body)
                .gzipped()
                .bearer(token(mspId, secret, part.nowMillis()))
                .with("id", id)
                .with("Source-Id", businessId)
                .with("Destination-Id", part.address());
    }

    static String token(String mspId, byte[] secret, long nowMillis) {
        return JsonWebToken.hs256(secret, new JsonObject().put("iss", mspId).put("iat", nowMillis / 1_000));
    }

    /** The answer is empty but for its status; 404 says that the person has ended the conversation. */
    @Override
    public Outcome outcome(Part part, WebAnswer answer) {
        return answer.isSuccess()
                ? new Outcome.Sent(List.of(part.key().toString()))
                : ErrorTable.failed(
                        ErrorTable.ofStatus(answer.status()), answer.status(), "", answer.retryAfterMillis());
    }

    @Override
    public HookReading read(HookRequest request, long nowMillis) {
        return hooks.read(request, nowMillis);
    }
}

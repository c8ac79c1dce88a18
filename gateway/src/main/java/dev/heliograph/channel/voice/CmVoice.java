package dev.heliograph.channel.voice;

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
import dev.heliograph.message.Element;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.receipt.ProviderReceipt;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CM.com's notification calls. Nothing that it calls back with is signed, so the URL it is given ends with a secret. */
public final class CmVoice implements Provider {
    private static final int PROMPT_CHARS_MAX = 750;

    /** Results of a call, as the callback has them. */
    private static final int NOT_ANSWERED = 9;

    private static final int FINISHED = 10;
    private static final int CALL_FAILED = 11;
    private static final int REJECTED = 12;

    public static final ProviderKind KIND = new ProviderKind(
            "voice",
            "Voice (CM.com)",
            "https://api.cm.com",
            "1/s",
            0,
            Spoken.capability(PROMPT_CHARS_MAX),
            List.of(
                    Setting.secret("productToken"),
                    Setting.required("caller", "a phone number in international form", "\\+?\\d{3,20}"),
                    Setting.optional(
                            "language", "a language such as en-GB", "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", "en-GB"),
                    Setting.hookSecret()),
            CmVoice::new);

    private final Settings settings;

    CmVoice(Settings settings) {
        this.settings = settings;
    }

    @Override
    public @Nullable String address(Message message) {
        return Spoken.callee(message);
    }

    @Override
    public WebRequest request(Part part, String token) {
        JsonObject body = part.element() instanceof Element.Native own ? new JsonObject(own.json()) : prompt(part);
        body.put("instruction-id", part.key().toString())
                .put("callee", "00" + part.address())
                .put("callback-url", settings.publicUrl() + "/" + settings.get("hookSecret"));
        return WebRequest.post("/voiceapi/v2/Notification", body)
                .with("X-CM-PRODUCTTOKEN", settings.get("productToken"));
    }

    private JsonObject prompt(Part part) {
        Element.Voice said = Spoken.of(part.element());
        String language = said.language();
        JsonObject voice = new JsonObject().put("language", language == null ? settings.get("language") : language);
        if (said.voice() != null) {
            voice.put("gender", said.voice());
        }
        String caller = Spoken.caller(part.message(), settings.get("caller"));
        return new JsonObject()
                .put("caller", caller.startsWith("+") ? "00" + caller.substring(1) : caller)
                .put("prompt", said.script())
                .put("prompt-type", said.ssml() ? "TTS_SSML" : "TTS")
                .put("voice", voice)
                .put("max-replays", said.repeat())
                .put("auto-replay", said.repeat() > 0);
    }

    @Override
    public Outcome outcome(Part part, WebAnswer answer) {
        JsonObject json = answer.json();
        String id = json.getString("call-id");
        if (answer.isSuccess() && id != null && json.getBoolean("success", true)) {
            return new Outcome.Sent(List.of(id));
        }
        Failure failure = answer.isSuccess() ? Failure.REJECTED : ErrorTable.ofStatus(answer.status());
        return ErrorTable.failed(
                failure, answer.status(), String.valueOf(json.getValue("error")), answer.retryAfterMillis());
    }

    @Override
    public HookReading read(HookRequest request, long nowMillis) {
        if (!request.bears(settings.get("hookSecret"))) {
            return new HookReading.Forged();
        }
        JsonObject call = request.json();
        JsonObject result = call.getJsonObject("result");
        if (result == null) {
            return HookReading.News.of(List.of(), List.of());
        }
        int code = result.getInteger("code");
        MessageState state = switch (code) {
            case FINISHED -> MessageState.DELIVERED;
            case REJECTED -> MessageState.REJECTED;
            case NOT_ANSWERED, CALL_FAILED -> MessageState.FAILED;
            default -> MessageState.UNKNOWN;
        };
        ProviderReceipt receipt = new ProviderReceipt(
                call.getString("call-id"), state, state == MessageState.DELIVERED ? 0 : code, nowMillis);
        return HookReading.News.of(List.of(receipt), List.of());
    }
}

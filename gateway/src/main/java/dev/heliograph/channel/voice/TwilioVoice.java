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
import dev.heliograph.channel.web.Signature;
import dev.heliograph.channel.web.WebAnswer;
import dev.heliograph.channel.web.WebRequest;
import dev.heliograph.message.Element;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.receipt.ProviderReceipt;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls over Twilio: the script travels with the request, states come back as signed forms. */
public final class TwilioVoice implements Provider {
    /** The parameter Twiml holds 4,000 characters; escapes and markup need room. */
    private static final int SCRIPT_CHARS_MAX = 3_000;

    private static final ErrorTable ERRORS = new ErrorTable()
            .on(Failure.AUTH, 20003, 20005, 21210, 21212)
            .on(Failure.THROTTLED, 20429)
            .on(Failure.NOT_REACHABLE, 21211, 21214, 21217)
            .on(Failure.POLICY, 21215, 21216)
            .on(Failure.CONTENT_INVALID, 12100, 21218, 21220);

    public static final ProviderKind KIND = new ProviderKind(
            "voice-twilio",
            "Voice (Twilio)",
            "https://api.twilio.com",
            "1/s",
            0,
            Spoken.capability(SCRIPT_CHARS_MAX),
            List.of(
                    Setting.required("accountSid", "AC and 32 hexadecimal digits", "AC[0-9a-f]{32}"),
                    Setting.secret("authToken"),
                    Setting.required("caller", "a phone number in international form", "\\+\\d{3,20}"),
                    Setting.optional(
                            "language", "a language such as en-GB", "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", "en-GB")),
            TwilioVoice::new);

    private final Settings settings;
    private final Signature signature;

    TwilioVoice(Settings settings) {
        this.settings = settings;
        this.signature = new Signature("HmacSHA1", settings.get("authToken"));
    }

    @Override
    public @Nullable String address(Message message) {
        return Spoken.callee(message);
    }

    @Override
    public WebRequest request(Part part, String token) {
        MultiMap form = MultiMap.caseInsensitiveMultiMap();
        form.add("To", "+" + part.address());
        form.add("From", Spoken.caller(part.message(), settings.get("caller")));
        form.add("StatusCallback", settings.publicUrl());
        form.add("StatusCallbackEvent", "completed");
        if (part.element() instanceof Element.Native own) {
            new JsonObject(own.json()).forEach(field -> form.set(field.getKey(), String.valueOf(field.getValue())));
        } else {
            form.add("Twiml", script(Spoken.of(part.element())));
        }
        String sid = settings.get("accountSid");
        return WebRequest.form("/2010-04-01/Accounts/" + sid + "/Calls.json", form)
                .basic(sid, settings.get("authToken"));
    }

    private String script(Element.Voice said) {
        String language = said.language();
        StringBuilder say = new StringBuilder("<Response><Say language=\"")
                .append(escape(language == null ? settings.get("language") : language));
        if (said.voice() != null) {
            say.append("\" voice=\"").append(escape(said.voice()));
        }
        say.append("\" loop=\"").append(said.repeat() + 1).append("\">");
        // Say takes the inside of an SSML document.
        String words =
                said.ssml() ? said.script().replaceAll("^\\s*<speak[^>]*>|</speak>\\s*$", "") : escape(said.script());
        return say.append(words).append("</Say></Response>").toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public Outcome outcome(Part part, WebAnswer answer) {
        JsonObject json = answer.json();
        String sid = json.getString("sid");
        if (answer.isSuccess() && sid != null) {
            return new Outcome.Sent(List.of(sid));
        }
        int code = json.getInteger("code", answer.status());
        Failure failure =
                answer.isSuccess() ? Failure.UNKNOWN_OUTCOME : ERRORS.of(code, ErrorTable.ofStatus(answer.status()));
        return ErrorTable.failed(failure, code, json.getString("message", ""), answer.retryAfterMillis());
    }

    @Override
    public HookReading read(HookRequest request, long nowMillis) {
        MultiMap form = request.form();
        StringBuilder signed = new StringBuilder(settings.publicUrl());
        form.names().stream().sorted().forEach(name -> signed.append(name).append(form.get(name)));
        if (!signature.isBase64(request.headers().get("X-Twilio-Signature"), Buffer.buffer(signed.toString()))) {
            return new HookReading.Forged();
        }
        MessageState state = switch (form.get("CallStatus")) {
            // An answering machine has heard it too; whether that counts is for a policy to say.
            case "completed" -> MessageState.DELIVERED;
            case "busy", "no-answer", "failed" -> MessageState.FAILED;
            case "canceled" -> MessageState.CANCELLED;
            default -> MessageState.SENT;
        };
        String sip = form.get("SipResponseCode");
        int code = state == MessageState.FAILED && sip != null && sip.matches("\\d{3}") ? Integer.parseInt(sip) : 0;
        return HookReading.News.of(
                List.of(new ProviderReceipt(form.get("CallSid"), state, code, nowMillis)), List.of());
    }
}

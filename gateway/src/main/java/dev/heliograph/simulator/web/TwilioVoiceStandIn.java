package dev.heliograph.simulator.web;

import dev.heliograph.channel.web.Signature;
import dev.heliograph.channel.web.WebRequest;
import dev.heliograph.message.MessageState;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Twilio's calls. */
public final class TwilioVoiceStandIn implements StandInProvider {
    public static final String SID = "AC00000000000000000000000000000000";

    @Override
    public String kind() {
        return "voice-twilio";
    }

    @Override
    public int ratePerSecond() {
        return 1;
    }

    /** Calls wait for their turn. */
    @Override
    public boolean queuesAboveRate() {
        return true;
    }

    @Override
    public Judgement judge(Call call) {
        if (!call.path().equals("/2010-04-01/Accounts/" + SID + "/Calls.json")) {
            return new Judgement.Other(error(404, 20404, "not found"));
        }
        String pair = Base64.getEncoder().encodeToString((SID + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        if (!("Basic " + pair).equals(call.headers().get("Authorization"))) {
            return new Judgement.Other(error(401, 20003, "Authenticate"));
        }
        JsonObject form = call.form();
        List<String> faults = Shape.faults(form, shape -> {
            if (!shape.text("To", 20).matches("\\+\\d{5,15}")) {
                shape.fault("To");
            }
            shape.text("From", 20);
            shape.text("Twiml", 4_000);
            shape.text("StatusCallback", 500);
            shape.optional("StatusCallbackEvent", 20);
        });
        return faults.isEmpty()
                ? new Judgement.Send(form.getString("To"), form)
                : new Judgement.Other(error(400, 21220, faults.toString()));
    }

    @Override
    public @Nullable Reply refuse(Trouble trouble, Taken message) {
        return switch (trouble) {
            case NOT_REACHABLE -> error(400, 21211, "Invalid 'To' phone number");
            case THROTTLED -> error(429, 20429, "Too many requests");
            case SERVER_ERROR -> error(500, 20500, "Internal server error");
            case CONTENT_INVALID -> error(400, 12100, "Document parse failure");
            case AUTH -> error(401, 20003, "Authenticate");
            default -> null;
        };
    }

    private static Reply error(int status, int code, String message) {
        return Reply.json(
                status,
                new JsonObject().put("code", code).put("message", message).put("status", status));
    }

    @Override
    public String id(long number) {
        return "CA%032x".formatted(number);
    }

    @Override
    public Reply taken(Taken message) {
        return Reply.json(201, new JsonObject().put("sid", message.id()).put("status", "queued"));
    }

    @Override
    public List<Hook> tell(Taken message, MessageState state) {
        String status = switch (state) {
            case DELIVERED -> "completed";
            case FAILED -> "failed";
            case EXPIRED -> "no-answer";
            default -> "";
        };
        if (status.isEmpty()) {
            return List.of();
        }
        Map<String, String> fields = new TreeMap<>();
        fields.put("AccountSid", SID);
        fields.put("CallSid", message.id());
        fields.put("CallStatus", status);
        fields.put("To", message.recipient());
        StringBuilder signed = new StringBuilder(message.body().getString("StatusCallback", ""));
        MultiMap form = MultiMap.caseInsensitiveMultiMap();
        fields.forEach((name, value) -> {
            signed.append(name).append(value);
            form.add(name, value);
        });
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Twilio-Signature", new Signature("HmacSHA1", SECRET).base64(Buffer.buffer(signed.toString())));
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        return List.of(new Hook(headers, WebRequest.form("/", form).body(), ""));
    }

    @Override
    public @Nullable Hook inbound(String id, String from, String text) {
        return null;
    }
}

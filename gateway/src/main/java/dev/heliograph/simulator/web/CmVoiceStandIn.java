package dev.heliograph.simulator.web;

import dev.heliograph.message.MessageState;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** CM.com's notification calls. */
public final class CmVoiceStandIn implements StandInProvider {
    /** What the callback URL ends with, at least 16 characters. */
    public static final String HOOK_SECRET = "demo-demo-demo-demo";

    @Override
    public String kind() {
        return "voice";
    }

    /** CM.com publishes no figure. */
    @Override
    public int ratePerSecond() {
        return ASSUMED_PER_SECOND;
    }

    @Override
    public Judgement judge(Call call) {
        if (!call.path().equals("/voiceapi/v2/Notification")) {
            return new Judgement.Other(Reply.empty(404));
        }
        if (!SECRET.equals(call.headers().get("X-CM-PRODUCTTOKEN"))) {
            return new Judgement.Other(error(401, "unauthorized"));
        }
        JsonObject body = call.json();
        List<String> faults = Shape.faults(body, CmVoiceStandIn::check);
        return faults.isEmpty()
                ? new Judgement.Send(body.getString("callee"), body)
                : new Judgement.Other(error(400, faults.toString()));
    }

    private static void check(Shape body) {
        body.text("instruction-id", 64);
        body.text("callee", 24);
        body.text("caller", 24);
        body.text("prompt", 750);
        if (!List.of("TTS", "TTS_SSML", "File").contains(body.text("prompt-type", 10))) {
            body.fault("prompt-type");
        }
        body.object("voice", voice -> {
            voice.text("language", 10);
            voice.optional("gender", 10);
        });
        body.number("max-replays");
        body.flag("auto-replay");
        if (!body.text("callback-url", 500).endsWith("/" + HOOK_SECRET)) {
            body.fault("callback-url is not the one that was agreed on");
        }
    }

    @Override
    public @Nullable Reply refuse(Trouble trouble, Taken message) {
        return switch (trouble) {
            case THROTTLED -> error(429, "too many requests");
            case SERVER_ERROR -> error(500, "internal error");
            case CONTENT_INVALID -> error(400, "prompt");
            case AUTH -> error(401, "unauthorized");
            default -> null;
        };
    }

    private static Reply error(int status, String text) {
        return Reply.json(status, new JsonObject().put("success", false).put("error", text));
    }

    @Override
    public String id(long number) {
        return new UUID(0x63616c6cL, number).toString();
    }

    @Override
    public Reply taken(Taken message) {
        return Reply.json(
                200,
                new JsonObject()
                        .put("type", "call-queued")
                        .put("call-id", message.id())
                        .put("instruction-id", message.body().getString("instruction-id"))
                        .put("success", true));
    }

    @Override
    public List<Hook> tell(Taken message, MessageState state) {
        int code = switch (state) {
            case DELIVERED -> 10;
            case FAILED -> 11;
            case EXPIRED -> 9;
            default -> 0;
        };
        if (code == 0) {
            return List.of();
        }
        JsonObject body = new JsonObject()
                .put("type", "notification-finished")
                .put("call-id", message.id())
                .put("instruction-id", message.body().getString("instruction-id"))
                .put("result", new JsonObject().put("code", code).put("description", "sim"));
        return List.of(Hook.json(body, octets -> Map.of()).below("/" + HOOK_SECRET));
    }

    @Override
    public @Nullable Hook inbound(String id, String from, String text) {
        return null;
    }

    @Override
    public Hook forged(Hook hook) {
        return hook.below("/guessed");
    }
}

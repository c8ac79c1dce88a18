package dev.heliograph.simulator.web;

import dev.heliograph.channel.web.Signature;
import dev.heliograph.message.MessageState;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Viber's bot API: 200 whatever happens, and the status in the body. */
public final class ViberBotStandIn implements StandInProvider {
    /** Tokens are wider than a double's 53 bits. */
    private static final long FIRST_TOKEN = 5_098_034_272_017_990_000L;

    private final Clock clock;

    public ViberBotStandIn(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "viber-bot";
    }

    /** Viber publishes no figure for single messages. */
    @Override
    public int ratePerSecond() {
        return ASSUMED_PER_SECOND;
    }

    @Override
    public Judgement judge(Call call) {
        if (!call.path().equals("/pa/send_message")) {
            return new Judgement.Other(Reply.empty(404));
        }
        if (!SECRET.equals(call.headers().get("X-Viber-Auth-Token"))) {
            return new Judgement.Other(status(2, "invalidAuthToken"));
        }
        JsonObject body = call.json();
        List<String> faults = Shape.faults(body, ViberBotShapes::check);
        return faults.isEmpty()
                ? new Judgement.Send(body.getString("receiver"), body)
                : new Judgement.Other(status(3, "badData " + faults));
    }

    @Override
    public @Nullable Reply refuse(Trouble trouble, Taken message) {
        return switch (trouble) {
            case NOT_REACHABLE -> status(6, "receiverNotSubscribed");
            case THROTTLED -> status(12, "tooManyRequests");
            case SERVER_ERROR -> status(999, "general error");
            case CONTENT_INVALID -> status(3, "badData");
            case AUTH -> status(2, "invalidAuthToken");
            default -> null;
        };
    }

    private static Reply status(int status, String message) {
        return Reply.json(
                200,
                new JsonObject()
                        .put("status", status)
                        .put("status_message", message)
                        .put("chat_hostname", "sim"));
    }

    @Override
    public String id(long number) {
        return Long.toString(FIRST_TOKEN + number);
    }

    @Override
    public Reply taken(Taken message) {
        return Reply.json(
                200,
                new JsonObject()
                        .put("status", 0)
                        .put("status_message", "ok")
                        .put("message_token", Long.parseLong(message.id()))
                        .put("chat_hostname", "sim")
                        .put("billing_status", 1));
    }

    @Override
    public List<Hook> tell(Taken message, MessageState state) {
        String event = switch (state) {
            case DELIVERED -> "delivered";
            case READ -> "seen";
            case FAILED -> "failed";
            default -> "";
        };
        if (event.isEmpty()) {
            return List.of();
        }
        JsonObject body = new JsonObject()
                .put("event", event)
                .put("message_token", message.id().matches("\\d+") ? Long.parseLong(message.id()) : FIRST_TOKEN)
                .put("user_id", message.recipient());
        return List.of(hook(state == MessageState.FAILED ? body.put("desc", "failure description") : body));
    }

    @Override
    public Hook inbound(String id, String from, String text) {
        return said(id, from, new JsonObject().put("type", "text").put("text", text));
    }

    /** What the button carries, as a text, with the data of the message that it stood below. */
    @Override
    public @Nullable Hook tap(String id, Taken below, String words) {
        JsonObject button = Buttons.find(below.body(), "Text", words);
        String text = button == null ? null : button.getString("ActionBody");
        JsonObject message = new JsonObject().put("type", "text").put("text", text);
        return text == null
                ? null
                : said(
                        id,
                        below.recipient(),
                        message.put("tracking_data", below.body().getString("tracking_data")));
    }

    private Hook said(String id, String from, JsonObject message) {
        return hook(new JsonObject()
                .put("event", "message")
                .put("message_token", FIRST_TOKEN - Integer.toUnsignedLong(id.hashCode()))
                .put("sender", person(from))
                .put("silent", false)
                .put("message", message));
    }

    /** @return somebody has subscribed, or the opposite */
    public Hook subscription(String person, boolean subscribed) {
        JsonObject event = new JsonObject().put("event", subscribed ? "subscribed" : "unsubscribed");
        return hook(subscribed ? event.put("user", person(person)) : event.put("user_id", person));
    }

    private static JsonObject person(String id) {
        return new JsonObject()
                .put("id", id)
                .put("name", "Somebody")
                .put("avatar", "https://example.com/a.jpg")
                .put("country", "NL")
                .put("language", "en")
                .put("api_version", 10);
    }

    private Hook hook(JsonObject body) {
        return Hook.json(
                body.put("timestamp", clock.millis()),
                octets -> Map.of(
                        "X-Viber-Content-Signature",
                        Signature.hmacSha256(SECRET).hex(octets)));
    }

    /** What set_webhook does at once. */
    @Override
    public Handshake handshake() {
        return new Handshake(HttpMethod.POST, "", hook(new JsonObject().put("event", "webhook")), "");
    }
}

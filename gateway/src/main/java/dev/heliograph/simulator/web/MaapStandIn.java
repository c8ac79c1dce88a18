package dev.heliograph.simulator.web;

import dev.heliograph.message.MessageState;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An operator's messaging platform with the GSMA's chatbot API (FNW.11), and the token endpoint in front of it. */
public final class MaapStandIn implements StandInProvider {
    public static final String BOT = "demo_bot";

    /** What the path of the webhook ends with, at least 16 characters. */
    public static final String HOOK_SECRET = "demo-demo-demo-demo";

    private static final Pattern PATH =
            Pattern.compile("/" + BOT + "/(contactCapabilities|messages(/async)?|messages/([^/]+)/status)");
    private static final int STATUS_ID = 3;

    private final String kind;
    private final Clock clock;
    private final StandInTokens tokens = new StandInTokens();

    /** @param kind the channel: {@code rcs-maap} or {@code plus-message}, which is without carousels and for Japanese numbers */
    public MaapStandIn(String kind, Clock clock) {
        this.kind = kind;
        this.clock = clock;
    }

    private boolean isPlusMessage() {
        return kind.equals("plus-message");
    }

    @Override
    public String kind() {
        return kind;
    }

    /** Every operator has figures of its own. */
    @Override
    public int ratePerSecond() {
        return ASSUMED_PER_SECOND;
    }

    @Override
    public boolean renewsTokens() {
        return true;
    }

    @Override
    public Judgement judge(Call call) {
        if (call.path().equals("/oauth/token")) {
            return new Judgement.Other(token(call));
        }
        if (!tokens.honours(call)) {
            return new Judgement.Other(error(401, "invalid access token"));
        }
        Matcher path = PATH.matcher(call.path());
        if (!path.matches()) {
            return new Judgement.Other(error(404, "no such bot"));
        }
        if (path.group(1).equals("contactCapabilities")) {
            String contact = call.query().get("userContact");
            return isNumber(contact)
                    ? new Judgement.Ask(contact.substring(1))
                    : new Judgement.Other(error(400, "userContact"));
        }
        if (path.group(STATUS_ID) != null) {
            JsonObject status = call.json().getJsonObject("RCSMessage", new JsonObject());
            boolean cancels = call.method().equals(HttpMethod.PUT) && "cancelled".equals(status.getString("status"));
            return cancels
                    ? new Judgement.TakeBack(path.group(STATUS_ID))
                    : new Judgement.Other(error(400, "RCSMessage.status"));
        }
        JsonObject body = call.json();
        List<String> faults = Shape.faults(body, shape -> MaapShapes.check(shape, !isPlusMessage()));
        String contact = body.getJsonObject("messageContact", new JsonObject()).getString("userContact");
        return faults.isEmpty() && isNumber(contact)
                ? new Judgement.Send(contact.substring(1), body)
                : new Judgement.Other(error(400, faults.toString()));
    }

    private boolean isNumber(@Nullable String contact) {
        return contact != null && contact.matches(isPlusMessage() ? "\\+81\\d{8,11}" : "\\+\\d{5,15}");
    }

    private Reply token(Call call) {
        byte[] pair = (SECRET + ":" + SECRET).getBytes(StandardCharsets.UTF_8);
        boolean known = ("Basic " + Base64.getEncoder().encodeToString(pair))
                .equals(call.headers().get("Authorization"));
        boolean grant = "client_credentials".equals(call.form().getString("grant_type"));
        return known && grant ? tokens.issue() : Reply.json(401, new JsonObject().put("error", "invalid_client"));
    }

    @Override
    public Reply reach(String recipient, boolean reachable) {
        return reachable
                ? Reply.json(200, new JsonObject().put("capabilities", new JsonArray(List.of("chat", "fileTransfer"))))
                : error(404, "the contact is no RCS user");
    }

    @Override
    public Reply takenBack(boolean done) {
        return done
                ? Reply.json(200, new JsonObject().put("RCSMessage", new JsonObject().put("status", "cancelled")))
                : error(409, "the message was delivered");
    }

    @Override
    public @Nullable Reply refuse(Trouble trouble, Taken message) {
        return switch (trouble) {
            case NOT_REACHABLE -> error(404, "the contact is no RCS user");
            case THROTTLED -> error(429, "too many requests");
            case SERVER_ERROR -> error(503, "try again later");
            case CONTENT_INVALID -> error(400, "RCSMessage");
            case AUTH -> {
                tokens.end();
                yield error(401, "invalid access token");
            }
            default -> null;
        };
    }

    private static Reply error(int status, String message) {
        JsonObject error = new JsonObject().put("code", status).put("message", message);
        return Reply.json(status, new JsonObject().put("error", error));
    }

    @Override
    public String id(long number) {
        return "maap" + number;
    }

    @Override
    public Reply taken(Taken message) {
        JsonObject pending = new JsonObject().put("msgId", message.id()).put("status", "pending");
        return Reply.json(202, new JsonObject().put("RCSMessage", pending));
    }

    @Override
    public List<Hook> tell(Taken message, MessageState state) {
        String status = switch (state) {
            case SENT -> "sent";
            case DELIVERED -> "delivered";
            case READ -> "displayed";
            case FAILED -> "failed";
            case EXPIRED -> "cancelled";
            default -> "";
        };
        JsonObject json = new JsonObject().put("msgId", message.id()).put("status", status);
        return status.isEmpty() ? List.of() : List.of(hook("messageStatus", message.recipient(), json));
    }

    @Override
    public Hook inbound(String id, String from, String text) {
        return hook("message", from, new JsonObject().put("msgId", id).put("textMessage", text));
    }

    @Override
    public @Nullable Hook tap(String id, Taken below, String words) {
        JsonObject button = Buttons.find(below.body(), "displayText", words);
        return button == null
                ? null
                : tap(id, below.recipient(), button.getJsonObject("postback").getString("data"), words);
    }

    /** @return somebody taps a suggested reply */
    public Hook tap(String id, String from, String data, String title) {
        JsonObject reply =
                new JsonObject().put("displayText", title).put("postback", new JsonObject().put("data", data));
        JsonObject response = new JsonObject().put("response", new JsonObject().put("reply", reply));
        return hook("response", from, new JsonObject().put("msgId", id).put("suggestedResponse", response));
    }

    private Hook hook(String event, String contact, JsonObject message) {
        JsonObject body = new JsonObject()
                .put("event", event)
                .put("messageContact", new JsonObject().put("userContact", "+" + contact))
                .put("RCSMessage", message.put("timestamp", clock.instant().toString()));
        return Hook.json(body, octets -> Map.of()).below("/" + HOOK_SECRET);
    }

    @Override
    public Hook forged(Hook hook) {
        return hook.below("/guessed");
    }
}

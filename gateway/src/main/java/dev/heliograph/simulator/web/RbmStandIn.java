package dev.heliograph.simulator.web;

import dev.heliograph.message.MessageState;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Google's RCS for Business, with the token endpoint that belongs to it. */
public final class RbmStandIn implements StandInProvider {
    public static final String AGENT = "demo_agent";
    public static final String SERVICE_ACCOUNT = "demo@example.iam.gserviceaccount.com";

    /** What the devices of the stand-in's people show. */
    public static final List<String> FEATURES = List.of(
            "RICHCARD_STANDALONE",
            "RICHCARD_CAROUSEL",
            "ACTION_CREATE_CALENDAR_EVENT",
            "ACTION_DIAL",
            "ACTION_OPEN_URL",
            "ACTION_SHARE_LOCATION",
            "ACTION_VIEW_LOCATION");

    private static final Pattern PATH =
            Pattern.compile("/v1/phones/\\+(\\d{5,15})/(capabilities|agentMessages)(/(.+))?");

    private final Clock clock;
    private final SignedGrant grant;
    private final StandInTokens tokens = new StandInTokens();

    public RbmStandIn(Clock clock) {
        this(clock, SignedGrant.demoKey());
    }

    /** @param key of the service account */
    public RbmStandIn(Clock clock, PublicKey key) {
        this.clock = clock;
        this.grant = new SignedGrant(clock, key, SERVICE_ACCOUNT);
    }

    @Override
    public String kind() {
        return "rcs";
    }

    /** Google publishes no figure. */
    @Override
    public int ratePerSecond() {
        return ASSUMED_PER_SECOND;
    }

    @Override
    public Judgement judge(Call call) {
        if (call.path().equals("/token")) {
            return new Judgement.Other(
                    grant.isGood(call.form())
                            ? tokens.issue()
                            : Reply.json(400, new JsonObject().put("error", "invalid_grant")));
        }
        if (!tokens.honours(call)) {
            return new Judgement.Other(
                    error(401, "UNAUTHENTICATED", "Request had invalid authentication credentials."));
        }
        Matcher path = PATH.matcher(java.net.URLDecoder.decode(call.path(), StandardCharsets.UTF_8));
        if (!path.matches()) {
            return new Judgement.Other(error(404, "NOT_FOUND", "Requested entity was not found."));
        }
        if (!AGENT.equals(call.query().get("agentId"))) {
            return new Judgement.Other(error(403, "PERMISSION_DENIED", "The caller does not have permission"));
        }
        if (path.group(2).equals("capabilities")) {
            return isUuid(call.query().get("requestId"))
                    ? new Judgement.Ask(path.group(1))
                    : new Judgement.Other(invalid("requestId must be a UUID"));
        }
        if (call.method().equals(HttpMethod.DELETE)) {
            return new Judgement.TakeBack(path.group(4));
        }
        String id = call.query().get("messageId");
        if (!isUuid(id)) {
            return new Judgement.Other(invalid("messageId must be a UUID"));
        }
        List<String> faults = Shape.faults(call.json(), RbmShapes::check);
        return faults.isEmpty()
                ? new Judgement.Send(path.group(1), call.json(), id)
                : new Judgement.Other(invalid(faults.toString()));
    }

    private static boolean isUuid(@Nullable String text) {
        return text != null && text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    @Override
    public Reply reach(String recipient, boolean reachable) {
        return reachable
                ? Reply.json(200, new JsonObject().put("features", new JsonArray(FEATURES)))
                : error(404, "NOT_FOUND", "The specified phone number cannot be reached by RBM at this time.");
    }

    @Override
    public boolean renewsTokens() {
        return true;
    }

    @Override
    public Reply takenBack(boolean done) {
        return done ? Reply.json(200, new JsonObject()) : error(404, "NOT_FOUND", "Requested entity was not found.");
    }

    @Override
    public @Nullable Reply refuse(Trouble trouble, Taken message) {
        return switch (trouble) {
            case NOT_REACHABLE ->
                error(404, "NOT_FOUND", "The specified phone number cannot be reached by RBM at this time.");
            case THROTTLED -> error(429, "RESOURCE_EXHAUSTED", "Quota exceeded for the agent.");
            case RECIPIENT_THROTTLED ->
                error(429, "RESOURCE_EXHAUSTED", "Exceeded the allowed traffic limit for this agent on the user.");
            case SERVER_ERROR -> error(503, "UNAVAILABLE", "The service is currently unavailable.");
            case CONTENT_INVALID -> invalid("contentMessage");
            case AUTH -> {
                tokens.end();
                yield error(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.");
            }
            default -> null;
        };
    }

    private static Reply invalid(String what) {
        return error(400, "INVALID_ARGUMENT", "Request contains an invalid argument: " + what);
    }

    private static Reply error(int code, String status, String message) {
        return Reply.json(
                code,
                new JsonObject()
                        .put(
                                "error",
                                new JsonObject()
                                        .put("code", code)
                                        .put("message", message)
                                        .put("status", status)));
    }

    @Override
    public String id(long number) {
        throw new IllegalStateException("the agent gives the ids");
    }

    @Override
    public Reply taken(Taken message) {
        return Reply.json(
                200,
                new JsonObject()
                        .put("name", "phones/+" + message.recipient() + "/agentMessages/" + message.id())
                        .put("sendTime", now()));
    }

    private String now() {
        return clock.instant().toString();
    }

    @Override
    public List<Hook> tell(Taken message, MessageState state) {
        String type = switch (state) {
            case DELIVERED, READ -> state.name();
            case EXPIRED ->
                message.recipient().endsWith(Trouble.EXPIRED_THEN_DELIVERED.suffix())
                        ? "TTL_EXPIRATION_REVOKE_FAILED"
                        : "TTL_EXPIRATION_REVOKED";
            default -> "";
        };
        if (type.isEmpty()) {
            return List.of();
        }
        String phone = type.startsWith("TTL") ? "phoneNumber" : "senderPhoneNumber";
        return List.of(hook(new JsonObject()
                .put(phone, "+" + message.recipient())
                .put("eventType", type)
                .put("messageId", message.id())));
    }

    @Override
    public Hook inbound(String id, String from, String text) {
        return hook(new JsonObject()
                .put("senderPhoneNumber", "+" + from)
                .put("messageId", id)
                .put("text", text));
    }

    @Override
    public @Nullable Hook tap(String id, Taken below, String words) {
        JsonObject content = below.body().getJsonObject("contentMessage");
        // The text of the message may be the same words; its suggestions are below it, and in its cards.
        JsonObject found = Buttons.find(content.getValue("suggestions"), "text", words);
        found = found == null ? Buttons.find(content.getValue("richCard"), "text", words) : found;
        return found == null
                ? null
                : hook(new JsonObject()
                        .put("senderPhoneNumber", "+" + below.recipient())
                        .put("messageId", id)
                        .put(
                                "suggestionResponse",
                                new JsonObject()
                                        .put("postbackData", found.getString("postbackData"))
                                        .put("text", found.getString("text"))
                                        .put("type", "REPLY")));
    }

    /** @return an event of a user that is about no message: {@code SUBSCRIBE}, {@code UNSUBSCRIBE}, {@code IS_TYPING} */
    public Hook event(String type, String from) {
        return hook(new JsonObject().put("senderPhoneNumber", "+" + from).put("eventType", type));
    }

    private Hook hook(JsonObject event) {
        event.put("agentId", AGENT)
                .put("sendTime", now())
                .put("eventId", UUID.randomUUID().toString());
        byte[] octets = event.toBuffer().getBytes();
        JsonObject message = new JsonObject()
                .put("data", Base64.getEncoder().encodeToString(octets))
                .put("messageId", event.getString("eventId"))
                .put("publishTime", now());
        JsonObject envelope = new JsonObject().put("message", message).put("subscription", "projects/demo");
        return Hook.json(envelope, body -> Map.of("X-Goog-Signature", sign(octets, SECRET)));
    }

    private static String sign(byte[] octets, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA512"));
            return Base64.getEncoder().encodeToString(mac.doFinal(octets));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The signature covers what the envelope holds, so it is that which is changed. */
    @Override
    public Hook forged(Hook hook) {
        return hook.with(Map.of("X-Goog-Signature", sign(hook.body().getBytes(), "guessed")));
    }

    @Override
    public Handshake handshake() {
        JsonObject body = new JsonObject().put("clientToken", SECRET).put("secret", "1234567890");
        return new Handshake(HttpMethod.POST, "", Hook.json(body, octets -> Map.of()), "1234567890");
    }
}

package dev.heliograph.simulator.web;

import dev.heliograph.channel.web.Recent;
import dev.heliograph.channel.web.Signature;
import dev.heliograph.message.MessageState;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The Messaging API's push messages, as its OpenAPI description has them, and its memory of retry keys. */
public final class LineStandIn implements StandInProvider {
    private static final String PUSH = "/v2/bot/message/push";
    private static final String PROFILE = "/v2/bot/profile/U[0-9a-f]{32}";
    private static final String RETRY_KEY = "X-Line-Retry-Key";
    private static final int ACCEPTED_MAX = 10_000;

    private final Clock clock;
    private final Map<String, String> accepted = Recent.byAge(ACCEPTED_MAX);

    public LineStandIn(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "line";
    }

    @Override
    public int ratePerSecond() {
        return 2_000;
    }

    @Override
    public Judgement judge(Call call) {
        boolean profile = call.path().matches(PROFILE) && call.method().equals(HttpMethod.GET);
        if (!profile && !call.path().equals(PUSH)) {
            return new Judgement.Other(error(404, "Not found"));
        }
        if (!call.hasBearer(SECRET)) {
            return new Judgement.Other(error(401, "Authentication failed. Confirm that the access token is valid."));
        }
        if (profile) {
            return new Judgement.Ask(call.path().substring(call.path().lastIndexOf('/') + 1));
        }
        String key = call.headers().get(RETRY_KEY);
        if (key == null || !isUuid(key)) {
            return new Judgement.Other(error(400, "Invalid retry key"));
        }
        String before = accepted.get(key);
        if (before != null) {
            JsonObject body = new JsonObject()
                    .put("message", "The retry key is already accepted")
                    .put("sentMessages", sent(before));
            return new Judgement.Other(Reply.json(409, body).with("X-Line-Accepted-Request-Id", "accepted-" + before));
        }
        JsonObject body = call.json();
        List<String> faults = Shape.faults(body, LineStandIn::check);
        return faults.isEmpty()
                ? new Judgement.Send(body.getString("to"), body.copy().put(RETRY_KEY, key))
                : new Judgement.Other(error(400, "The request body has " + faults.size() + " error(s): " + faults));
    }

    @Override
    public Reply reach(String recipient, boolean reachable) {
        return reachable
                ? Reply.json(200, new JsonObject().put("userId", recipient).put("displayName", "sim"))
                : error(404, "Not found");
    }

    private static boolean isUuid(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void check(Shape body) {
        if (!body.text("to", 33).matches("U[0-9a-f]{32}")) {
            body.fault("The property, 'to', in the request body is invalid");
        }
        body.list("messages", 1, 5, message -> {
            switch (message.text("type", 20)) {
                case "text" -> {
                    message.text("text", 5_000);
                    message.optional("quoteToken", 1_000);
                }
                case "image", "video" -> {
                    https(message, "originalContentUrl");
                    https(message, "previewImageUrl");
                }
                case "location" -> {
                    message.text("title", 100);
                    message.text("address", 100);
                    message.number("latitude");
                    message.number("longitude");
                }
                case "flex" -> {
                    message.text("altText", 400);
                    message.object("contents", LineStandIn::container);
                }
                default -> message.fault("type");
            }
            if (message.has("quickReply")) {
                message.object(
                        "quickReply",
                        quick -> quick.list("items", 1, 13, item -> {
                            item.is("type", "action");
                            item.object("action", action -> action(action, true));
                        }));
            }
        });
    }

    private static void https(Shape at, String name) {
        if (!at.text(name, 2_000).startsWith("https://")) {
            at.fault(name + " must begin with https://");
        }
    }

    private static void container(Shape container) {
        switch (container.text("type", 20)) {
            case "carousel" -> container.list("contents", 1, 12, LineStandIn::bubble);
            case "bubble" -> bubble(container);
            default -> container.fault("type");
        }
    }

    private static void bubble(Shape bubble) {
        bubble.is("type", "bubble");
        if (bubble.has("hero")) {
            bubble.object("hero", hero -> {
                hero.is("type", "image");
                https(hero, "url");
                hero.optional("size", 10);
                hero.optional("aspectMode", 10);
            });
        }
        bubble.object("body", LineStandIn::box);
        if (bubble.has("footer")) {
            bubble.object("footer", LineStandIn::box);
        }
    }

    private static void box(Shape box) {
        box.is("type", "box");
        box.is("layout", "vertical");
        box.list("contents", 0, 20, component -> {
            if (component.text("type", 10).equals("button")) {
                component.object("action", action -> action(action, false));
            } else {
                component.is("type", "text");
                component.text("text", 2_000);
                component.optional("weight", 10);
                component.flag("wrap");
            }
        });
    }

    private static void action(Shape action, boolean quick) {
        action.text("label", 20);
        switch (action.text("type", 20)) {
            case "postback" -> {
                action.text("data", 300);
                action.optional("displayText", 300);
            }
            case "uri" -> {
                if (!action.text("uri", 1_000).matches("(https?|tel|line):.*")) {
                    action.fault("uri");
                }
            }
            case "location" -> {
                if (!quick) {
                    action.fault("location stands in quick replies only");
                }
            }
            default -> action.fault("type");
        }
    }

    @Override
    public @Nullable Reply refuse(Trouble trouble, Taken message) {
        return switch (trouble) {
            case NOT_REACHABLE -> error(400, "Failed to send messages");
            case THROTTLED -> error(429, "The API rate limit has been exceeded. Try again later.");
            case SERVER_ERROR -> error(500, "Internal server error");
            case CONTENT_INVALID -> error(400, "A message (messages[0]) in the request body is invalid");
            case AUTH -> error(401, "Authentication failed due to the following reason: expired");
            case DROPPED -> {
                accept(message);
                yield null;
            }
            default -> null;
        };
    }

    private void accept(Taken message) {
        accepted.put(message.body().getString(RETRY_KEY), message.id());
    }

    private static Reply error(int status, String message) {
        return Reply.json(status, new JsonObject().put("message", message));
    }

    private static JsonArray sent(String id) {
        return new JsonArray().add(new JsonObject().put("id", id).put("quoteToken", "q" + id));
    }

    @Override
    public String id(long number) {
        return Long.toString(461_000_000_000_000_000L + number);
    }

    @Override
    public Reply taken(Taken message) {
        accept(message);
        return Reply.json(200, new JsonObject().put("sentMessages", sent(message.id())));
    }

    /** Not for push messages. */
    @Override
    public List<Hook> tell(Taken message, MessageState state) {
        return List.of();
    }

    @Override
    public Hook inbound(String id, String from, String text) {
        JsonObject message = new JsonObject()
                .put("id", id)
                .put("type", "text")
                .put("quoteToken", "sim-quote-token-of-somebody-who-wrote-" + id)
                .put("text", text);
        return hook(id, from, new JsonObject().put("type", "message").put("message", message));
    }

    @Override
    public @Nullable Hook tap(String id, Taken below, String words) {
        JsonObject button = Buttons.find(below.body(), "label", words);
        String data = button == null ? null : button.getString("data");
        JsonObject postback = new JsonObject().put("data", data);
        return data == null
                ? null
                : hook(
                        id,
                        below.recipient(),
                        new JsonObject().put("type", "postback").put("postback", postback));
    }

    private Hook hook(String id, String from, JsonObject event) {
        event.put("mode", "active")
                .put("timestamp", clock.millis())
                .put("source", new JsonObject().put("type", "user").put("userId", from))
                .put("webhookEventId", id)
                .put("deliveryContext", new JsonObject().put("isRedelivery", false))
                .put("replyToken", "sim");
        JsonObject body = new JsonObject().put("destination", "Usim").put("events", new JsonArray().add(event));
        return Hook.json(
                body,
                octets ->
                        Map.of("X-Line-Signature", Signature.hmacSha256(SECRET).base64(octets)));
    }
}

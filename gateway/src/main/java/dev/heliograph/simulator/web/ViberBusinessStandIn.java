package dev.heliograph.simulator.web;

import dev.heliograph.message.MessageState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Infobip's API for Viber Business Messages, as its OpenAPI description has it. */
public final class ViberBusinessStandIn implements StandInProvider {
    public static final String SENDER = "Demo";

    /** What the path of the webhook ends with, at least 16 characters. */
    public static final String HOOK_SECRET = "demo-demo-demo-demo";

    private static final String FILE_NAME =
            ".*\\.(docx?|dotx?|xlsx?|f?ods|f?odt|rtf|odf|txt|info|pdf|xps|pdax|eps|csv|xlsm|xltx)";

    private static final long VALIDITY_SECONDS_MAX = Duration.ofDays(14).toSeconds();
    private final Clock clock;

    public ViberBusinessStandIn(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "viber";
    }

    /** The description names no figure for this path. */
    @Override
    public int ratePerSecond() {
        return ASSUMED_PER_SECOND;
    }

    @Override
    public Judgement judge(Call call) {
        if (!call.path().equals("/viber/2/messages")) {
            return new Judgement.Other(error(404, "E404", "Requested URL not found."));
        }
        if (!("App " + SECRET).equals(call.headers().get("Authorization"))) {
            return new Judgement.Other(error(401, "E401", "Invalid credentials"));
        }
        JsonObject body = call.json();
        List<String> faults = Shape.faults(body, ViberBusinessStandIn::check);
        if (!faults.isEmpty()) {
            return new Judgement.Other(error(400, "E400", "Request cannot be processed. " + faults));
        }
        JsonObject destination = body.getJsonArray("messages")
                .getJsonObject(0)
                .getJsonArray("destinations")
                .getJsonObject(0);
        return new Judgement.Send(destination.getString("to"), body, destination.getString("messageId"));
    }

    private static void check(Shape body) {
        body.list("messages", 1, 1, message -> {
            message.is("sender", SENDER);
            message.list("destinations", 1, 1, destination -> {
                if (!destination.text("to", 20).matches("\\d{5,15}")) {
                    destination.fault("to must be digits");
                }
                destination.text("messageId", 200);
            });
            message.object("content", ViberBusinessStandIn::content);
            message.object("options", options -> {
                options.object("validityPeriod", ViberBusinessStandIn::validity);
                if (!options.text("label", 20).matches("PROMOTIONAL|TRANSACTIONAL")) {
                    options.fault("label");
                }
            });
            message.object("webhooks", hooks -> {
                hooks.object("delivery", delivery -> hook(delivery));
                hooks.object("seen", seen -> hook(seen));
            });
        });
    }

    private static void validity(Shape period) {
        long amount = period.whole("amount");
        if (!period.text("timeUnit", 10).equals("SECONDS") || amount < 30 || amount > VALIDITY_SECONDS_MAX) {
            period.fault("30 seconds to 14 days");
        }
    }

    private static void hook(Shape reporting) {
        if (!reporting.text("url", 500).endsWith("/" + HOOK_SECRET)) {
            reporting.fault("the URL is not the one that was agreed on");
        }
    }

    private static void content(Shape content) {
        switch (content.text("type", 10)) {
            case "TEXT" -> {
                content.text("text", 1_000);
                button(content);
            }
            case "IMAGE" -> {
                content.text("mediaUrl", 1_000);
                content.optional("text", 1_000);
                content.flag("showImageInFullScreen");
                button(content);
            }
            case "FILE" -> {
                content.text("mediaUrl", 1_000);
                if (!content.text("fileName", 250).matches(FILE_NAME)) {
                    content.fault("fileName");
                }
            }
            case "TEMPLATE" -> {
                content.text("templateId", 100);
                content.text("language", 10);
                content.any("parameters");
            }
            default -> content.fault("type");
        }
    }

    private static void button(Shape content) {
        if (content.has("button")) {
            content.object("button", button -> {
                button.text("title", 30);
                button.text("action", 1_000);
            });
        }
    }

    @Override
    public @Nullable Reply refuse(Trouble trouble, Taken message) {
        return switch (trouble) {
            case NOT_REACHABLE -> refused(message, 52, "REJECTED_DESTINATION");
            case OPTED_OUT -> refused(message, 14, "REJECTED_DESTINATION_BLOCKLISTED");
            case THROTTLED -> error(429, "E429", "Too many requests").with("Retry-After", "1");
            case RECIPIENT_THROTTLED -> refused(message, 20, "REJECTED_FLOODING_FILTER");
            case SERVER_ERROR -> error(500, "E500", "Internal server error");
            case CONTENT_INVALID -> refused(message, 25, "REJECTED_MESSAGE_TOO_LONG");
            case AUTH -> error(401, "E401", "Invalid credentials");
            default -> null;
        };
    }

    private static Reply refused(Taken message, int id, String name) {
        return answer(message, 5, "REJECTED", id, name);
    }

    private static Reply answer(Taken message, int groupId, String group, int id, String name) {
        JsonObject one = new JsonObject()
                .put("messageId", message.id())
                .put("status", status(groupId, group, id, name))
                .put("destination", message.recipient());
        return Reply.json(200, new JsonObject().put("messages", new JsonArray().add(one)));
    }

    private static JsonObject status(int groupId, String group, int id, String name) {
        return new JsonObject()
                .put("groupId", groupId)
                .put("groupName", group)
                .put("id", id)
                .put("name", name);
    }

    private static Reply error(int status, String code, String description) {
        JsonObject error = new JsonObject()
                .put("errorCode", code)
                .put("description", description)
                .put("action", "Check the documentation.")
                .put("violations", new JsonArray())
                .put("resources", new JsonArray());
        return Reply.json(status, error);
    }

    @Override
    public String id(long number) {
        throw new IllegalStateException("the sender gives the ids");
    }

    @Override
    public Reply taken(Taken message) {
        return answer(message, 1, "PENDING", 26, "PENDING_ACCEPTED");
    }

    @Override
    public List<Hook> tell(Taken message, MessageState state) {
        JsonObject result = new JsonObject().put("messageId", message.id()).put("to", message.recipient());
        switch (state) {
            case DELIVERED -> result.put("status", status(3, "DELIVERED", 5, "DELIVERED_TO_HANDSET"));
            case READ -> result.put("seenAt", now());
            case EXPIRED -> result.put("status", status(4, "EXPIRED", 15, "EXPIRED_EXPIRED"));
            case FAILED -> {
                // Nothing but the report says that somebody is no user of Viber, that a template is wrong, or that the
                // session's messages are used up.
                result.put("status", status(2, "UNDELIVERABLE", 9, "UNDELIVERABLE_NOT_DELIVERED"));
                result.put("error", new JsonObject().put("id", 7002).put("name", "EC_UNKNOWN_USER"));
            }
            default -> {
                return List.of();
            }
        }
        return List.of(hook(state == MessageState.READ ? result : result.put("doneAt", now())));
    }

    private String now() {
        return clock.instant().toString().replaceFirst("(\\.\\d{3})\\d*Z", "$1").replace("Z", ".000") + "+0000";
    }

    private static Hook hook(JsonObject result) {
        JsonObject body = new JsonObject().put("results", new JsonArray().add(result));
        return Hook.json(body, octets -> Map.of()).below("/" + HOOK_SECRET);
    }

    @Override
    public Hook inbound(String id, String from, String text) {
        return hook(new JsonObject()
                .put("messageId", id)
                .put("sender", from)
                .put("to", SENDER)
                .put("integrationType", "VIBER")
                .put("receivedAt", now())
                .put("message", new JsonObject().put("type", "TEXT").put("text", text)));
    }

    /** @return a report of an error after a message was taken */
    public Hook failed(String id, int error, String name) {
        JsonObject result = new JsonObject()
                .put("messageId", id)
                .put("status", status(2, "UNDELIVERABLE", 9, "UNDELIVERABLE_NOT_DELIVERED"))
                .put("error", new JsonObject().put("id", error).put("name", name));
        return hook(result.put("doneAt", now()));
    }

    /** Nothing here is signed, so a forger is one who does not know the path. */
    @Override
    public Hook forged(Hook hook) {
        return hook.below("/guessed");
    }
}

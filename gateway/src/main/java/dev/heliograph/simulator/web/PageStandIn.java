package dev.heliograph.simulator.web;

import dev.heliograph.message.MessageState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Messenger's Send API and Instagram's, which differ in their limits, their subcodes and their receipts. */
public final class PageStandIn implements StandInProvider {
    private static final int AUDIO_AND_VIDEO_PER_SECOND = 10;

    private static final String PATH = "/v\\d+\\.\\d+/\\d+/messages";
    private static final int TEXT_CHARS_MAX = 2_000;
    private static final int INSTAGRAM_TEXT_BYTES_MAX = 1_000;

    private final Clock clock;
    private final boolean instagram;

    private PageStandIn(Clock clock, boolean instagram) {
        this.clock = clock;
        this.instagram = instagram;
    }

    public static PageStandIn messenger(Clock clock) {
        return new PageStandIn(clock, false);
    }

    public static PageStandIn instagram(Clock clock) {
        return new PageStandIn(clock, true);
    }

    @Override
    public String kind() {
        return instagram ? "instagram" : "messenger";
    }

    @Override
    public int ratePerSecond() {
        return 300;
    }

    @Override
    public int ratePerSecond(JsonObject body) {
        String type = body.getJsonObject("message", new JsonObject())
                .getJsonObject("attachment", new JsonObject())
                .getString("type", "");
        return type.equals("audio") || type.equals("video") ? AUDIO_AND_VIDEO_PER_SECOND : 0;
    }

    @Override
    public Judgement judge(Call call) {
        if (!call.path().matches(PATH)) {
            return new Judgement.Other(GraphForms.error(404, 100, 0, "Unsupported post request"));
        }
        if (!call.hasBearer(SECRET)) {
            return new Judgement.Other(GraphForms.error(401, 190, 0, "Invalid OAuth access token"));
        }
        JsonObject body = call.json();
        List<String> faults = Shape.faults(body, this::check);
        return faults.isEmpty()
                ? new Judgement.Send(body.getJsonObject("recipient").getString("id"), body)
                : new Judgement.Other(GraphForms.error(400, 100, 0, "Invalid parameter: " + faults));
    }

    private void check(Shape body) {
        body.object("recipient", recipient -> recipient.text("id", 64));
        String type = body.text("messaging_type", 20);
        Set<String> types = instagram
                ? Set.of("RESPONSE", "UPDATE", "MESSAGE_TAG")
                : Set.of("RESPONSE", "UPDATE", "MESSAGE_TAG", "UTILITY");
        if (!types.contains(type)) {
            body.fault("messaging_type " + type);
        }
        if (type.equals("MESSAGE_TAG")) {
            body.text("tag", 40);
        }
        body.object("message", message -> {
            boolean template = message.has("template");
            if (template != type.equals("UTILITY")) {
                message.fault("templates are utility messages, and these are nothing else");
            }
            if (template) {
                message.object("template", PageStandIn::template);
                return;
            }
            if (message.has("attachment")) {
                message.object("attachment", this::attachment);
            } else {
                text(message, TEXT_CHARS_MAX);
            }
            if (message.has("quick_replies")) {
                if (instagram && message.has("attachment")) {
                    message.fault("quick replies stand below plain text only");
                }
                message.list("quick_replies", 1, 13, reply -> {
                    reply.is("content_type", "text");
                    reply.text("title", 20);
                    reply.text("payload", 1_000);
                });
            }
        });
    }

    private void text(Shape at, int max) {
        String text = at.text("text", max);
        if (instagram && text.getBytes(StandardCharsets.UTF_8).length > INSTAGRAM_TEXT_BYTES_MAX) {
            at.fault("text of more than " + INSTAGRAM_TEXT_BYTES_MAX + " octets");
        }
    }

    private static void template(Shape template) {
        template.text("name", 512);
        template.object("language", language -> language.text("code", 20));
        template.list("components", 0, 4, component -> {
            component.text("type", 10);
            component.list("parameters", 1, 32, parameter -> {
                parameter.text("type", 10);
                parameter.optional("text", 1_024);
                parameter.optional("payload", 1_000);
                parameter.optional("url", 2_000);
            });
        });
    }

    private void attachment(Shape attachment) {
        String type = attachment.text("type", 10);
        if (!Set.of("image", "video", "audio", "file", "template").contains(type)) {
            attachment.fault("type " + type);
        }
        attachment.object("payload", payload -> {
            if (!type.equals("template")) {
                payload.text("url", 2_048);
                payload.flag("is_reusable");
                return;
            }
            String form = payload.text("template_type", 20);
            if (form.equals("button")) {
                text(payload, 640);
                payload.list("buttons", 1, 3, this::button);
            } else if (form.equals("generic")) {
                payload.list("elements", 1, 10, element -> {
                    element.text("title", 80);
                    element.optional("subtitle", 80);
                    element.optional("image_url", 2_048);
                    if (element.has("buttons")) {
                        element.list("buttons", 1, 3, this::button);
                    }
                });
            } else {
                payload.fault("template_type " + form);
            }
        });
    }

    private void button(Shape button) {
        button.text("title", 20);
        switch (button.text("type", 20)) {
            case "web_url" -> button.text("url", 2_000);
            case "postback" -> button.text("payload", 1_000);
            case "phone_number" -> {
                if (instagram || !button.text("payload", 20).matches("\\+\\d{3,15}")) {
                    button.fault("phone_number");
                }
            }
            default -> button.fault("type of a button");
        }
    }

    @Override
    public @Nullable Reply refuse(Trouble trouble, Taken message) {
        return switch (trouble) {
            case NOT_REACHABLE ->
                instagram
                        ? GraphForms.error(400, 100, 2534014, "The requested user cannot be found")
                        : GraphForms.error(400, 551, 1545041, "This person isn't available right now");
            case OUTSIDE_WINDOW -> outsideWindow(message.body().getString("messaging_type"));
            case OPTED_OUT -> GraphForms.error(403, 10, 2018108, "This Person Cannot Receive Messages: Right now");
            case THROTTLED -> GraphForms.error(400, 613, 0, "Calls to this api have exceeded the rate limit");
            case SERVER_ERROR -> GraphForms.error(500, 2, 0, "Service temporarily unavailable");
            case CONTENT_INVALID -> GraphForms.error(400, 100, 2018034, "Message cannot be empty");
            case TEMPLATE_INVALID ->
                message.body().getJsonObject("message").containsKey("template")
                        ? GraphForms.error(400, 100, 0, "Invalid parameter")
                        : null;
            case MEDIA_ERROR -> GraphForms.error(400, 100, 2018047, "Upload attachment failure");
            case AUTH -> GraphForms.error(401, 190, 463, "Session has expired");
            default -> null;
        };
    }

    /** A tag or a template opens it. */
    private @Nullable Reply outsideWindow(String type) {
        if (!type.equals("RESPONSE") && !type.equals("UPDATE")) {
            return null;
        }
        String text = "This message is sent outside of allowed window";
        return instagram ? GraphForms.error(403, 10, 2534022, text) : GraphForms.error(400, 10, 2018278, text);
    }

    @Override
    public String id(long number) {
        return (instagram ? "ig_SIM" : "m_SIM") + number;
    }

    @Override
    public Reply taken(Taken message) {
        JsonObject body =
                new JsonObject().put("recipient_id", message.recipient()).put("message_id", message.id());
        ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
        return Reply.json(200, body).with("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now));
    }

    @Override
    public List<Hook> tell(Taken message, MessageState state) {
        JsonObject watermark = new JsonObject().put("watermark", clock.millis());
        if (state == MessageState.READ) {
            JsonObject read = instagram ? new JsonObject().put("mid", message.id()) : watermark;
            return List.of(hook(message.recipient(), "read", read));
        }
        return state == MessageState.DELIVERED && !instagram
                ? List.of(
                        hook(message.recipient(), "delivery", watermark.put("mids", new JsonArray().add(message.id()))))
                : List.of();
    }

    @Override
    public Hook inbound(String id, String from, String text) {
        return hook(from, "message", new JsonObject().put("mid", id).put("text", text));
    }

    /** A quick reply is a message of the person; a button sends what it carries, and neither says below which message it stood. */
    @Override
    public @Nullable Hook tap(String id, Taken below, String words) {
        JsonObject button = Buttons.find(below.body(), "title", words);
        String payload = button == null ? null : button.getString("payload");
        if (button == null || payload == null) {
            return null;
        }
        if ("postback".equals(button.getString("type"))) {
            JsonObject postback = new JsonObject().put("mid", id).put("title", words);
            return hook(below.recipient(), "postback", postback.put("payload", payload));
        }
        JsonObject message = new JsonObject().put("mid", id).put("text", words);
        return hook(below.recipient(), "message", message.put("quick_reply", new JsonObject().put("payload", payload)));
    }

    @Override
    public Handshake handshake() {
        return GraphForms.handshake();
    }

    private Hook hook(String person, String name, JsonObject what) {
        JsonObject item = new JsonObject()
                .put("sender", new JsonObject().put("id", person))
                .put("recipient", new JsonObject().put("id", "200"))
                .put("timestamp", clock.millis())
                .put(name, what);
        return GraphForms.hook(
                instagram ? "instagram" : "page",
                new JsonObject().put("time", clock.millis()).put("messaging", new JsonArray().add(item)));
    }
}

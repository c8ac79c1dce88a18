package dev.heliograph.simulator.web;

import dev.heliograph.message.MessageState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Cloud API's messages, as its OpenAPI description has them. */
public final class WhatsAppStandIn implements StandInProvider {
    private static final Pace PAIR = new Pace(6_000, 45);

    private static final String PATH = "/v\\d+\\.\\d+/\\d+/messages";
    private final Clock clock;

    public WhatsAppStandIn(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "whatsapp";
    }

    @Override
    public int ratePerSecond() {
        return 80;
    }

    /** A message in six seconds, and 45 at once for which the time is made up afterwards. */
    @Override
    public Pace pace(String recipient) {
        return PAIR;
    }

    @Override
    public Judgement judge(Call call) {
        if (!call.path().matches(PATH)) {
            return new Judgement.Other(error(404, 100, "Unsupported post request"));
        }
        if (!call.hasBearer(SECRET)) {
            return new Judgement.Other(error(401, 190, "Invalid OAuth access token"));
        }
        JsonObject body = call.json();
        List<String> faults = Shape.faults(body, WhatsAppStandIn::check);
        return faults.isEmpty()
                ? new Judgement.Send(body.getString("to", body.getString("recipient", "")), body)
                : new Judgement.Other(error(400, 100, "Invalid parameter: " + faults));
    }

    private static void check(Shape body) {
        body.is("messaging_product", "whatsapp");
        body.is("recipient_type", "individual");
        body.optional("biz_opaque_callback_data", 512);
        if (body.has("context")) {
            body.object("context", context -> context.text("message_id", 128));
        }
        if (body.has("recipient")) {
            body.text("recipient", 150);
        } else if (!body.text("to", 20).matches("\\d{5,15}")) {
            body.fault("to must be digits");
        }
        String type = body.text("type", 20);
        switch (type) {
            case "text" ->
                body.object("text", text -> {
                    text.text("body", 4_096);
                    text.flag("preview_url");
                });
            case "image", "video", "document" ->
                body.object(type, media -> {
                    media.text("link", 2_048);
                    media.optional("caption", 1_024);
                    media.optional("filename", 240);
                });
            case "audio" -> body.object("audio", media -> media.text("link", 2_048));
            case "location" ->
                body.object("location", location -> {
                    location.number("latitude");
                    location.number("longitude");
                    location.optional("name", 1_000);
                    location.optional("address", 1_000);
                });
            case "interactive" -> body.object("interactive", WhatsAppStandIn::interactive);
            case "template" ->
                body.object("template", template -> {
                    template.text("name", 512);
                    template.object("language", language -> language.text("code", 20));
                    template.any("components");
                });
            case "contacts" -> body.any("contacts");
            default -> body.fault("type " + type);
        }
    }

    private static void interactive(Shape body) {
        String type = body.text("type", 30);
        body.object("body", text -> text.text("text", 1_024));
        body.object("action", action -> {
            switch (type) {
                case "button" ->
                    action.list("buttons", 1, 3, button -> {
                        button.is("type", "reply");
                        button.object("reply", reply -> {
                            reply.text("id", 256);
                            reply.text("title", 20);
                        });
                    });
                case "list" -> {
                    action.text("button", 20);
                    action.list("sections", 1, 10, section -> {
                        section.optional("title", 24);
                        section.list("rows", 1, 10, row -> {
                            row.text("id", 200);
                            row.text("title", 24);
                            row.optional("description", 72);
                        });
                    });
                }
                case "cta_url" -> {
                    action.is("name", "cta_url");
                    action.object("parameters", parameters -> {
                        parameters.text("display_text", 20);
                        parameters.text("url", 2_000);
                    });
                }
                case "location_request_message" -> action.is("name", "send_location");
                default -> action.fault("interactive type " + type);
            }
        });
    }

    @Override
    public @Nullable Reply refuse(Trouble trouble, Taken message) {
        return switch (trouble) {
            case NOT_REACHABLE -> error(400, 131026, "Message undeliverable");
            case OUTSIDE_WINDOW ->
                "template".equals(message.body().getString("type"))
                        ? null
                        : error(400, 131047, "Re-engagement message");
            case OPTED_OUT -> error(400, 131050, "User has stopped marketing messages");
            case THROTTLED -> error(429, 130429, "Rate limit hit");
            case RECIPIENT_THROTTLED -> error(403, 131056, "Pair rate limit hit");
            case SERVER_ERROR -> error(500, 131000, "Something went wrong");
            case CONTENT_INVALID -> error(400, 131009, "Parameter value is not valid");
            case TEMPLATE_INVALID -> error(404, 132001, "Template name does not exist in the translation");
            case MEDIA_ERROR -> error(400, 131052, "Media download error");
            case AUTH -> error(401, 190, "Access token has expired");
            default -> null;
        };
    }

    private static Reply error(int status, int code, String message) {
        return GraphForms.error(status, code, 0, message);
    }

    @Override
    public String id(long number) {
        return "wamid.SIM" + number;
    }

    @Override
    public Reply taken(Taken message) {
        return Reply.json(
                200,
                new JsonObject()
                        .put("messaging_product", "whatsapp")
                        .put(
                                "contacts",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("input", message.recipient())
                                                .put("wa_id", message.recipient())))
                        .put(
                                "messages",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("id", message.id())
                                                .put("message_status", "accepted"))));
    }

    @Override
    public List<Hook> tell(Taken message, MessageState state) {
        JsonObject status = new JsonObject()
                .put("id", message.id())
                .put("timestamp", seconds())
                .put("recipient_id", message.recipient());
        switch (state) {
            case SENT, DELIVERED, READ -> status.put("status", state.text());
            case FAILED ->
                status.put("status", "failed").put("errors", new JsonArray().add(new JsonObject().put("code", 131026)));
            default -> {
                return List.of();
            }
        }
        return List.of(hook("statuses", status));
    }

    @Override
    public Hook inbound(String id, String from, String text) {
        return hook(
                "messages",
                new JsonObject()
                        .put("from", from)
                        .put("id", id)
                        .put("timestamp", seconds())
                        .put("type", "text")
                        .put("text", new JsonObject().put("body", text)));
    }

    @Override
    public @Nullable Hook tap(String id, Taken below, String words) {
        JsonObject button = Buttons.find(below.body(), "title", words);
        String reply = button == null ? null : button.getString("id");
        if (reply == null) {
            return null;
        }
        boolean list = "list".equals(below.body().getJsonObject("interactive").getString("type"));
        String name = list ? "list_reply" : "button_reply";
        JsonObject answer = new JsonObject().put("id", reply).put("title", words);
        return hook(
                "messages",
                new JsonObject()
                        .put("context", new JsonObject().put("from", "100").put("id", below.id()))
                        .put("from", below.recipient())
                        .put("id", id)
                        .put("timestamp", seconds())
                        .put("type", "interactive")
                        .put("interactive", new JsonObject().put("type", name).put(name, answer)));
    }

    @Override
    public Handshake handshake() {
        return GraphForms.handshake();
    }

    private String seconds() {
        return Long.toString(clock.millis() / 1_000);
    }

    private static Hook hook(String name, JsonObject item) {
        JsonObject value = new JsonObject()
                .put("messaging_product", "whatsapp")
                .put("metadata", new JsonObject().put("phone_number_id", "100"))
                .put(name, new JsonArray().add(item));
        JsonObject change = new JsonObject().put("field", "messages").put("value", value);
        return GraphForms.hook(
                "whatsapp_business_account", new JsonObject().put("changes", new JsonArray().add(change)));
    }
}

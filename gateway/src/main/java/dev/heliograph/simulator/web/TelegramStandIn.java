package dev.heliograph.simulator.web;

import dev.heliograph.message.MessageState;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Bot API's sending methods. */
public final class TelegramStandIn implements StandInProvider {
    private static final Pace CHAT = new Pace(1_000, 20);
    private static final Pace GROUP = new Pace(3_000, 20);

    private static final String BOT = "/bot" + SECRET + "/";
    private final Clock clock;

    public TelegramStandIn(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "telegram";
    }

    @Override
    public int ratePerSecond() {
        return 30;
    }

    /** One a second to a person, 20 a minute to a group, whose numbers are negative; what a short burst is, the documents do not say. */
    @Override
    public Pace pace(String recipient) {
        return recipient.startsWith("-") ? GROUP : CHAT;
    }

    @Override
    public Judgement judge(Call call) {
        if (!call.path().startsWith(BOT)) {
            return new Judgement.Other(error(401, "Unauthorized", null));
        }
        JsonObject body = call.json();
        String method = call.path().substring(BOT.length());
        List<String> faults = Shape.faults(body, shape -> check(method, shape));
        return faults.isEmpty()
                ? new Judgement.Send(String.valueOf(body.getLong("chat_id")), body)
                : new Judgement.Other(error(400, "Bad Request: " + faults, null));
    }

    private static void check(String method, Shape body) {
        body.number("chat_id");
        if (body.has("reply_parameters")) {
            body.object("reply_parameters", reply -> {
                reply.whole("message_id");
                reply.flag("allow_sending_without_reply");
            });
        }
        switch (method) {
            case "sendMessage" -> {
                body.text("text", 4_096);
                if (body.has("link_preview_options")) {
                    body.object("link_preview_options", options -> options.flag("is_disabled"));
                }
            }
            case "sendPhoto", "sendVideo", "sendAudio", "sendDocument" -> {
                body.text(method.substring(4).toLowerCase(java.util.Locale.ROOT), 2_048);
                body.optional("caption", 1_024);
            }
            case "sendLocation" -> {
                body.number("latitude");
                body.number("longitude");
            }
            case "sendVenue" -> {
                body.number("latitude");
                body.number("longitude");
                body.text("title", 1_000);
                body.text("address", 1_000);
            }
            default -> body.fault("there is no method " + method);
        }
        if (body.has("reply_markup")) {
            body.object("reply_markup", markup -> markup.any("inline_keyboard"));
        }
    }

    @Override
    public @Nullable Reply refuse(Trouble trouble, Taken message) {
        return switch (trouble) {
            case NOT_REACHABLE -> error(400, "Bad Request: chat not found", null);
            case OPTED_OUT -> error(403, "Forbidden: bot was blocked by the user", null);
            case THROTTLED -> error(429, "Too Many Requests: retry after 2", new JsonObject().put("retry_after", 2));
            case SERVER_ERROR -> error(500, "Internal Server Error", null);
            case CONTENT_INVALID -> error(400, "Bad Request: can't parse entities", null);
            case MEDIA_ERROR -> error(400, "Bad Request: failed to get HTTP URL content", null);
            case AUTH -> error(401, "Unauthorized", null);
            default -> null;
        };
    }

    private static Reply error(int code, String description, @Nullable JsonObject parameters) {
        JsonObject body =
                new JsonObject().put("ok", false).put("error_code", code).put("description", description);
        return Reply.json(code, parameters == null ? body : body.put("parameters", parameters));
    }

    @Override
    public String id(long number) {
        return Long.toString(number);
    }

    @Override
    public Reply taken(Taken message) {
        JsonObject chat =
                new JsonObject().put("id", Long.valueOf(message.recipient())).put("type", "private");
        JsonObject result = new JsonObject()
                .put("message_id", Long.valueOf(message.id()))
                .put("date", clock.millis() / 1_000)
                .put("chat", chat);
        return Reply.json(200, new JsonObject().put("ok", true).put("result", result));
    }

    @Override
    public List<Hook> tell(Taken message, MessageState state) {
        return List.of();
    }

    @Override
    public Hook inbound(String id, String from, String text) {
        JsonObject chat = new JsonObject().put("id", Long.valueOf(from)).put("type", "private");
        JsonObject message = new JsonObject()
                .put("message_id", 1)
                .put("date", clock.millis() / 1_000)
                .put("chat", chat)
                .put("text", text);
        JsonObject update =
                new JsonObject().put("update_id", id.hashCode() & 0x7fffffff).put("message", message);
        return Hook.json(update, body -> Map.of("X-Telegram-Bot-Api-Secret-Token", SECRET));
    }

    @Override
    public @Nullable Hook tap(String id, Taken below, String words) {
        JsonObject button = Buttons.find(below.body().getValue("reply_markup"), "text", words);
        if (button == null || !button.containsKey("callback_data")) {
            return null;
        }
        JsonObject person = new JsonObject().put("id", Long.valueOf(below.recipient()));
        JsonObject message = new JsonObject()
                .put("message_id", Long.valueOf(below.id()))
                .put("date", clock.millis() / 1_000)
                .put("chat", person.copy().put("type", "private"))
                .put("reply_markup", below.body().getValue("reply_markup"));
        JsonObject query = new JsonObject()
                .put("id", id)
                .put("from", person.copy().put("first_name", "Somebody"))
                .put("message", message)
                .put("data", button.getString("callback_data"));
        JsonObject update =
                new JsonObject().put("update_id", id.hashCode() & 0x7fffffff).put("callback_query", query);
        return Hook.json(update, body -> Map.of("X-Telegram-Bot-Api-Secret-Token", SECRET));
    }

    /** Nothing here is signed, so a forger is one who does not know the secret. */
    @Override
    public Hook forged(Hook hook) {
        return hook.with(Map.of("X-Telegram-Bot-Api-Secret-Token", "guessed"));
    }
}

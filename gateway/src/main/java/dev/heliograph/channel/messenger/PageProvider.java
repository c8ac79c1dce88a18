package dev.heliograph.channel.messenger;

import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.web.ErrorTable;
import dev.heliograph.channel.web.HookReading;
import dev.heliograph.channel.web.HookRequest;
import dev.heliograph.channel.web.Part;
import dev.heliograph.channel.web.Provider;
import dev.heliograph.channel.web.Recent;
import dev.heliograph.channel.web.SentShelf;
import dev.heliograph.channel.web.Setting;
import dev.heliograph.channel.web.Settings;
import dev.heliograph.channel.web.WebAnswer;
import dev.heliograph.channel.web.WebRequest;
import dev.heliograph.channel.web.graph.Graph;
import dev.heliograph.conversation.Window;
import dev.heliograph.message.Element;
import dev.heliograph.message.Message;
import io.vertx.core.json.JsonObject;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page or an account that answers people. It may write for 24 hours after a person did; later only with a tag that says why, where the channel has one. Nobody but
 * Meta knows when those hours are over, so the tag is used once Meta has refused a message without it, and until the person writes again.
 */
final class PageProvider implements Provider {
    private static final int OUTSIDE_MAX = 100_000;

    /** Code 100, an invalid parameter, is all that is said of a template that is not there. */
    private static final int INVALID_PARAMETER = 100;

    private static final ErrorTable SUBCODES = new ErrorTable()
            .on(Failure.OUTSIDE_WINDOW, 2018278, 2018065, 2534022)
            .on(Failure.BLOCKED, 2018108)
            .on(Failure.NOT_REACHABLE, 1545041, 2018001, 2534014)
            .on(Failure.MEDIA_ERROR, 2018109, 2018008, 2018047)
            .on(Failure.CONTENT_INVALID, 2018034)
            .on(Failure.AUTH, 2018028)
            .on(Failure.POLICY, 1893063)
            .on(Failure.THROTTLED, 2018022)
            .on(Failure.TRANSIENT, 2018024);

    private static final ErrorTable CODES = new ErrorTable()
            .on(Failure.AUTH, 10, 102, 190)
            .range(Failure.AUTH, 200, 299)
            .on(Failure.THROTTLED, 4, 32, 613, 80006)
            .on(Failure.NOT_REACHABLE, 551)
            .on(Failure.POLICY, 368, 2022)
            .on(Failure.CONTENT_INVALID, INVALID_PARAMETER)
            .on(Failure.TRANSIENT, 1, 2, 1200);

    private final String name;
    private final String path;
    private final String token;
    private final String tag;
    private final SentLately sent = new SentLately();
    private final PageHooks hooks;

    /** People to whom nothing goes without a tag. */
    private final Map<String, Boolean> outside = Recent.byAge(OUTSIDE_MAX);

    /** @param name of the kind, by which messages name their recipients */
    PageProvider(String name, String node, Settings settings) {
        this.name = name;
        this.path = Graph.messages(settings, node);
        this.token = settings.get("token");
        this.tag = settings.get("tag");
        this.hooks = new PageHooks(settings, sent, outside::remove);
    }

    /** @return the setting that says why the channel writes to people who have been silent for 24 hours */
    static Setting tag(String... tags) {
        String allowed = String.join(", ", tags);
        return Setting.optional("tag", allowed, String.join("|", tags), "");
    }

    @Override
    public @Nullable String address(Message message) {
        return message.identities().get(name);
    }

    @Override
    public WebRequest request(Part part, String accessToken) {
        JsonObject body = part.element()
                .map(new PageBody(part.message()))
                .put("recipient", new JsonObject().put("id", part.address()));
        if (!body.containsKey("messaging_type")) {
            boolean tagged = outside.containsKey(part.address());
            body.put("messaging_type", tagged ? "MESSAGE_TAG" : "RESPONSE");
            if (tagged) {
                body.put("tag", tag);
            }
        }
        return WebRequest.post(path, body).bearer(token);
    }

    @Override
    public Outcome outcome(Part part, WebAnswer answer) {
        String mid = answer.json().getString("message_id");
        if (answer.isSuccess() && mid != null) {
            sent.add(part.address(), mid, providerMillis(answer));
            return new Outcome.Sent(List.of(mid));
        }
        Outcome.Failed failed =
                Graph.failed(answer, (code, subcode, otherwise) -> failure(part, code, subcode, otherwise));
        if (failed.failure() == Failure.OUTSIDE_WINDOW && !tag.isEmpty() && outside.put(part.address(), true) == null) {
            return ErrorTable.failed(Failure.TRANSIENT, failed.code(), "outside the window: again with the tag", 1);
        }
        return failed;
    }

    /** The API's own clock, to which its watermarks belong: whole seconds, so never later than the message; 0 when it does not say. */
    private static long providerMillis(WebAnswer answer) {
        String date = answer.headers().get("Date");
        try {
            return date == null
                    ? 0
                    : ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant()
                            .toEpochMilli();
        } catch (DateTimeParseException e) {
            return 0;
        }
    }

    private static Failure failure(Part part, int code, int subcode, Failure otherwise) {
        boolean template = code == INVALID_PARAMETER && part.element() instanceof Element.Template;
        Failure byCode = template ? Failure.TEMPLATE_INVALID : CODES.of(code, otherwise);
        return SUBCODES.of(subcode, byCode);
    }

    /** With a tag the channel may write at any time, and Meta alone knows when it must be used. */
    @Override
    public Window window(Window ofKind) {
        return tag.isEmpty() ? ofKind : Window.onceTheyWrote();
    }

    @Override
    public void recall(SentShelf shelf, Runnable done) {
        sent.recall(shelf, done);
    }

    @Override
    public HookReading read(HookRequest request, long nowMillis) {
        return hooks.read(request, nowMillis);
    }
}

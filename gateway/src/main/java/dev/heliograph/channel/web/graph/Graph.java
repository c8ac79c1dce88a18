package dev.heliograph.channel.web.graph;

import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.web.ErrorTable;
import dev.heliograph.channel.web.Setting;
import dev.heliograph.channel.web.Settings;
import dev.heliograph.channel.web.WebAnswer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Requests to the Graph API and its one form of error. */
public final class Graph {
    public static final String BASE_URL = "https://graph.facebook.com";

    private Graph() {}

    /** The class of an error. */
    @FunctionalInterface
    public interface Classes {
        /**
         * @param subcode 0 for none
         * @param otherwise what the HTTP status says
         */
        Failure of(int code, int subcode, Failure otherwise);
    }

    /** @return {@code node}, the setting that names who sends, and the settings of every product */
    public static List<Setting> settings(Setting node, Setting... own) {
        List<Setting> all = new ArrayList<>();
        all.add(node);
        all.add(Setting.secret("token"));
        all.add(Setting.secret("appSecret"));
        all.add(Setting.secret("verifyToken"));
        all.add(Setting.optional("version", "a version of the Graph API, such as v23.0", "v\\d+\\.\\d+", "v23.0"));
        all.addAll(List.of(own));
        return List.copyOf(all);
    }

    /** @return the path that takes the messages of {@code node} */
    public static String messages(Settings settings, String node) {
        return "/" + settings.get("version") + "/" + node + "/messages";
    }

    /** @return what an answer without a message's id means */
    public static Outcome.Failed failed(WebAnswer answer, Classes classes) {
        JsonObject error = answer.json().getJsonObject("error");
        if (error == null) {
            return ErrorTable.failed(
                    answer.isSuccess() ? Failure.UNKNOWN_OUTCOME : ErrorTable.ofStatus(answer.status()),
                    answer.status(),
                    "an answer without an error object",
                    answer.retryAfterMillis());
        }
        int code = error.getInteger("code", -1);
        Failure failure = classes.of(code, error.getInteger("error_subcode", 0), ErrorTable.ofStatus(answer.status()));
        return ErrorTable.failed(failure, code, error.getString("message", ""), answer.retryAfterMillis());
    }
}

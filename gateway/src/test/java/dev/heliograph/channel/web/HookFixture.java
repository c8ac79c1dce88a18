package dev.heliograph.channel.web;

import dev.heliograph.channel.Submission;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Element;
import dev.heliograph.message.Message;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.message.Step;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** Parts, answers and webhooks for tests of one provider without its network. */
public final class HookFixture {
    private HookFixture() {}

    /** @return a part for a recipient whom the provider knows under {@code person} */
    public static Part part(String kind, String person, Element element) {
        Message message = new Message(
                1,
                "demo",
                Door.HTTP,
                Address.NONE,
                Address.NONE,
                Map.of(kind, person),
                Content.Rich.of(element),
                Priority.TRANSACTIONAL,
                ReceiptWish.ALL,
                null,
                0,
                0,
                60_000,
                1,
                List.of(Step.of(kind)));
        return new Part(kind, new Submission(message, 1, 60_000), person, element, 0, 0);
    }

    public static Part text(String kind, String person) {
        return part(kind, person, new Element.Text("Hello", false));
    }

    /** @param headers names and values in turn */
    public static WebAnswer answer(int status, String body, String... headers) {
        return new WebAnswer(status, map(headers), Buffer.buffer(body));
    }

    /** @param headers names and values in turn */
    public static HookRequest post(Buffer body, String... headers) {
        return new HookRequest(HttpMethod.POST, "/hooks/x", map(headers), map(), body);
    }

    /** @param query names and values in turn */
    public static HookRequest get(String... query) {
        return new HookRequest(HttpMethod.GET, "/hooks/x", map(), map(query), Buffer.buffer());
    }

    /** @return the same with a query */
    public static HookRequest query(HookRequest request, String... query) {
        return new HookRequest(request.method(), request.uri(), request.headers(), map(query), request.body());
    }

    private static MultiMap map(String... pairs) {
        MultiMap map = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < pairs.length; i += 2) {
            map.add(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    /** @return what a request carries */
    public static JsonObject body(WebRequest request) {
        return request.body().toJsonObject();
    }
}

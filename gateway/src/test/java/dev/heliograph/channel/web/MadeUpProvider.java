package dev.heliograph.channel.web;

import dev.heliograph.channel.Capability;
import dev.heliograph.channel.Outcome;
import dev.heliograph.message.Message;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** A provider with access tokens that end, the plainest there can be. */
class MadeUpProvider implements Provider {
    static final ProviderKind KIND = new ProviderKind(
            "made-up",
            "Made up",
            "https://example.com",
            "10/s",
            0,
            new Capability(true, true, true, 20),
            List.of(),
            settings -> new MadeUpProvider());

    @Override
    public String address(Message message) {
        return message.to().value();
    }

    @Override
    public WebRequest request(Part part, String token) {
        return WebRequest.post(
                        "/send", new JsonObject().put("to", part.address()).put("number", part.number()))
                .bearer(token);
    }

    @Override
    public Outcome outcome(Part part, WebAnswer answer) {
        return answer.isSuccess()
                ? new Outcome.Sent(List.of(answer.json().getString("id")))
                : ErrorTable.failed(
                        ErrorTable.ofStatus(answer.status()), answer.status(), "", answer.retryAfterMillis());
    }

    @Override
    public TokenSource tokens() {
        return new TokenSource(() -> new WebRequest(HttpMethod.POST, "/token", Map.of(), Buffer.buffer()), answer -> {
            String token = answer.json().getString("token");
            return token == null
                    ? null
                    : new TokenSource.Token(token, answer.json().getLong("lifetimeMillis"));
        });
    }

    @Override
    public HookReading read(HookRequest request, long nowMillis) {
        return new HookReading.Forged();
    }
}

package dev.heliograph.egress.webhook;

import dev.heliograph.message.Event;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes events signed requests and posts them. */
final class SigningLine implements EventLine {
    private static final Logger log = LoggerFactory.getLogger(SigningLine.class);

    private final SignedRequests requests;
    private final WebhookLine line;
    private final Messages messages;
    private final Executor owner;

    /** @param owner the pump's loop */
    SigningLine(SignedRequests requests, WebhookLine line, Messages messages, Executor owner) {
        this.requests = requests;
        this.line = line;
        this.messages = messages;
        this.owner = owner;
    }

    @Override
    public void tell(Event event, Consumer<Outcome> ended) {
        long message = requests.message(event);
        if (message == 0) {
            tell(event, Map.of(), ended);
        } else {
            messages.find(
                    message,
                    owner,
                    found -> tell(
                            event, found == null ? Map.of() : found.message().notes(), ended),
                    () -> ended.accept(Outcome.broken("the message cannot be read")));
        }
    }

    private void tell(Event event, Map<String, String> notes, Consumer<Outcome> ended) {
        WebhookLine.Request request;
        try {
            request = requests.of(event, notes);
        } catch (RuntimeException bug) {
            log.error("event {} cannot be told", event.cursor(), bug);
            ended.accept(Outcome.broken("cannot be told"));
            return;
        }
        if (request == null) {
            ended.accept(Outcome.NOT_ASKED);
        } else {
            line.post(request, ended);
        }
    }

    @Override
    public void close() {
        line.close();
    }
}

package dev.heliograph.egress.webhook;

import dev.heliograph.message.Event;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes events signed requests and posts them. */
final class SigningLine implements EventLine {
    private static final Logger log = LoggerFactory.getLogger(SigningLine.class);

    private final SignedRequests requests;
    private final WebhookLine line;

    SigningLine(SignedRequests requests, WebhookLine line) {
        this.requests = requests;
        this.line = line;
    }

    @Override
    public void tell(Event event, Consumer<Outcome> ended) {
        WebhookLine.Request request;
        try {
            request = requests.of(event);
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

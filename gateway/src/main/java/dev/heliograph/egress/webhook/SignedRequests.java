package dev.heliograph.egress.webhook;

import dev.heliograph.egress.json.Cursor;
import dev.heliograph.egress.json.EventForm;
import dev.heliograph.egress.json.JsonBytes;
import dev.heliograph.message.Event;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes an event a signed request. Owned by the pump's loop. */
final class SignedRequests {
    private final List<SigningSecret> secrets;
    private final EventForm form;
    private final String idPrefix;
    private final LongSupplier wallMillis;
    private final JsonBytes json = new JsonBytes(1_024);

    SignedRequests(List<SigningSecret> secrets, EventForm form, String idPrefix, LongSupplier wallMillis) {
        this.secrets = secrets;
        this.form = form;
        this.idPrefix = idPrefix;
        this.wallMillis = wallMillis;
    }

    /** @return the message whose notes {@link #of} wants, 0 for none */
    long message(Event event) {
        return form.message(event);
    }

    /** @return the event in the endpoint's form, with an id that stays and a timestamp of this sending; null when that form has no words for it */
    WebhookLine.@Nullable Request of(Event event, Map<String, String> notes) {
        if (!form.write(event, notes, json.clear())) {
            return null;
        }
        byte[] body = json.copy();
        String id = idPrefix + Cursor.eventId(event.cursor());
        long timestamp = Math.floorDiv(wallMillis.getAsLong(), 1_000L);
        String signature =
                secrets.stream().map(secret -> secret.sign(id, timestamp, body)).collect(Collectors.joining(" "));
        return new WebhookLine.Request(id, timestamp, signature, body);
    }
}

package dev.heliograph.egress.webhook;

import dev.heliograph.egress.json.Cursor;
import dev.heliograph.egress.json.EventJson;
import dev.heliograph.egress.json.JsonBytes;
import dev.heliograph.message.Event;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Makes an event a signed request. Owned by the pump's loop. */
final class SignedRequests {
    private final List<SigningSecret> secrets;
    private final String idPrefix;
    private final LongSupplier wallMillis;
    private final JsonBytes json = new JsonBytes(1_024);

    SignedRequests(List<SigningSecret> secrets, String idPrefix, LongSupplier wallMillis) {
        this.secrets = secrets;
        this.idPrefix = idPrefix;
        this.wallMillis = wallMillis;
    }

    /** @return the event as the other ways out show it, with an id that stays and a timestamp of this sending */
    WebhookLine.Request of(Event event) {
        EventJson.write(event, json.clear());
        byte[] body = json.copy();
        String id = idPrefix + Cursor.eventId(event.cursor());
        long timestamp = Math.floorDiv(wallMillis.getAsLong(), 1_000L);
        String signature =
                secrets.stream().map(secret -> secret.sign(id, timestamp, body)).collect(Collectors.joining(" "));
        return new WebhookLine.Request(id, timestamp, signature, body);
    }
}

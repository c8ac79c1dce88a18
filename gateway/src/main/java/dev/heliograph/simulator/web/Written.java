package dev.heliograph.simulator.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is to write.
 *
 * @param id of it, the same again when it comes again
 * @param tap what stands on the reply that they tap; null when they write
 * @param forged whether it is to come without what it is known by
 */
record Written(
        String channel,
        String id,
        String from,
        String text,
        @Nullable String tap,
        boolean forged) {
    /** @return what a call asks for; null when that cannot be read or lacks something */
    static @Nullable Written read(Buffer body, Supplier<String> newId) {
        try {
            JsonObject json = new JsonObject(body.toString());
            if (json.getMap() == null) {
                return null;
            }
            String text = json.getString("text");
            String tap = json.getString("tap");
            String from = json.getString("from", "");
            String id = json.getString("id");
            boolean forged = json.getBoolean("forged", false);
            return from.isEmpty() || (text == null && tap == null)
                    ? null
                    : new Written(
                            json.getString("channel", ""),
                            id == null ? newId.get() : id,
                            from,
                            text == null ? "" : text,
                            tap,
                            forged);
        } catch (DecodeException | ClassCastException | NullPointerException e) {
            // JSON of another shape shows as any of these.
            return null;
        }
    }
}

package dev.heliograph.conversation;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** What stands on this room's shelves. */
final class Json {
    private Json() {}

    /** @return an empty object for what is none: a damaged record is as good as none */
    static JsonObject read(byte[] octets) {
        try {
            return Buffer.buffer(octets).toJsonObject();
        } catch (DecodeException | ClassCastException e) {
            return new JsonObject();
        }
    }
}

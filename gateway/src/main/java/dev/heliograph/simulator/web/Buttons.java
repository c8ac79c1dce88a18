package dev.heliograph.simulator.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Finds what may be tapped in a message that was taken, wherever in it that stands. */
final class Buttons {
    private Buttons() {}

    /**
     * @param name of the member that says what stands on a button
     * @return the first button with these words on it; null when there is none
     */
    static @Nullable JsonObject find(@Nullable Object json, String name, String words) {
        if (json instanceof JsonObject object) {
            if (words.equals(object.getValue(name))) {
                return object;
            }
            for (String member : object.fieldNames()) {
                JsonObject found = find(object.getValue(member), name, words);
                if (found != null) {
                    return found;
                }
            }
        } else if (json instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                JsonObject found = find(array.getValue(i), name, words);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}

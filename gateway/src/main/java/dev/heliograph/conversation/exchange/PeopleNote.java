package dev.heliograph.conversation.exchange;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What nodes write to each other of people: JSON with a version, a writer and a kind. What is meant for one node names it. */
final class PeopleNote {
    private static final String NODE = "node";
    private static final String KIND = "kind";
    private static final String TO = "to";

    private PeopleNote() {}

    static JsonObject of(String node, String kind) {
        return new JsonObject().put("v", 1).put(NODE, node).put(KIND, kind);
    }

    static JsonObject of(String node, String kind, String to) {
        return of(node, kind).put(TO, to);
    }

    /** @return null when it is none */
    static @Nullable JsonObject read(String note) {
        try {
            JsonObject json = new JsonObject(note);
            return json.getValue(NODE) instanceof String && json.getValue(KIND) instanceof String ? json : null;
        } catch (DecodeException e) {
            return null;
        }
    }

    /** @return who wrote it */
    static String node(JsonObject json) {
        return json.getString(NODE);
    }

    static String kind(JsonObject json) {
        return json.getString(KIND);
    }

    /** @return whether it is meant for a node, as what names none is */
    static boolean isFor(JsonObject json, String node) {
        Object to = json.getValue(TO);
        return to == null || to.equals(node);
    }
}

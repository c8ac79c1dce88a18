package dev.heliograph.simulator.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Checks a body as strictly as a provider's documents are: types, lengths, missing and unknown members. Faults are collected. */
public final class Shape {
    private final JsonObject json;
    private final String at;
    private final List<String> faults;
    private final Set<String> asked = new LinkedHashSet<>();

    private Shape(JsonObject json, String at, List<String> faults) {
        this.json = json;
        this.at = at;
        this.faults = faults;
    }

    /** @return the faults of {@code json}, none when it has the shape that {@code check} asks for */
    public static List<String> faults(JsonObject json, Consumer<Shape> check) {
        List<String> faults = new ArrayList<>();
        new Shape(json, "", faults).end(check);
        return faults;
    }

    private void end(Consumer<Shape> check) {
        check.accept(this);
        for (String name : json.fieldNames()) {
            if (!asked.contains(name)) {
                faults.add(at + "/" + name + " is unknown");
            }
        }
    }

    public boolean has(String name) {
        asked.add(name);
        return json.containsKey(name);
    }

    /** @return the text of 1 to {@code max} characters, "" after a fault */
    public String text(String name, int max) {
        asked.add(name);
        if (json.getValue(name) instanceof String text && !text.isEmpty() && text.length() <= max) {
            return text;
        }
        faults.add(at + "/" + name + " must be a text of 1 to " + max + " characters");
        return "";
    }

    public void optional(String name, int max) {
        if (has(name)) {
            text(name, max);
        }
    }

    public void is(String name, String value) {
        if (!value.equals(text(name, 1_000))) {
            faults.add(at + "/" + name + " must be " + value);
        }
    }

    public void number(String name) {
        asked.add(name);
        if (!(json.getValue(name) instanceof Number)) {
            faults.add(at + "/" + name + " must be a number");
        }
    }

    /** @return the whole number, 0 after a fault */
    public long whole(String name) {
        asked.add(name);
        if (json.getValue(name) instanceof Integer || json.getValue(name) instanceof Long) {
            return json.getLong(name);
        }
        faults.add(at + "/" + name + " must be a whole number");
        return 0;
    }

    public void flag(String name) {
        if (has(name) && !(json.getValue(name) instanceof Boolean)) {
            faults.add(at + "/" + name + " must be true or false");
        }
    }

    public void object(String name, Consumer<Shape> check) {
        asked.add(name);
        if (json.getValue(name) instanceof JsonObject below) {
            new Shape(below, at + "/" + name, faults).end(check);
        } else {
            faults.add(at + "/" + name + " must be an object");
        }
    }

    /** Checks a list of objects. */
    public void list(String name, int min, int max, Consumer<Shape> check) {
        asked.add(name);
        if (!(json.getValue(name) instanceof JsonArray array) || array.size() < min || array.size() > max) {
            faults.add(at + "/" + name + " must be a list of " + min + " to " + max);
            return;
        }
        for (int i = 0; i < array.size(); i++) {
            if (array.getValue(i) instanceof JsonObject below) {
                new Shape(below, at + "/" + name + "/" + i, faults).end(check);
            } else {
                faults.add(at + "/" + name + "/" + i + " must be an object");
            }
        }
    }

    /** Takes whatever is there. */
    public void any(String name) {
        asked.add(name);
    }

    public void fault(String detail) {
        faults.add(at + ": " + detail);
    }
}

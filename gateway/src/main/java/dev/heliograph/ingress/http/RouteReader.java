package dev.heliograph.ingress.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.heliograph.message.MessageState;
import dev.heliograph.routing.StepWish;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the part of a message that says which way it takes: {@code channels} and {@code fallback}. */
final class RouteReader {
    private static final String STATES = "must be accepted, sent, delivered or read";
    private static final int CHANNELS_MAX = 16;
    private static final int CHANNEL_CHARS_MAX = 64;

    private final MessageForm form;
    private final Faults faults;
    private final ArrayList<StepForm> steps = new ArrayList<>(4);

    RouteReader(MessageForm form, Faults faults) {
        this.form = form;
        this.faults = faults;
    }

    void clear() {
        steps.clear();
    }

    void channels(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            faults.add("/channels", "must be an array of channels, such as [\"whatsapp\",\"sms\"]");
            json.skipChildren();
            return;
        }
        ArrayList<String> channels = new ArrayList<>(4);
        for (int index = 0; json.nextToken() != JsonToken.END_ARRAY; index++) {
            String channel = channel("/channels/" + index, json);
            if (channel == null) {
                continue;
            }
            if (channels.contains(channel)) {
                faults.add("/channels/" + index, "is given twice");
            } else if (channels.size() == CHANNELS_MAX) {
                faults.add("/channels", "has more than " + CHANNELS_MAX + " channels");
            } else {
                channels.add(channel);
            }
        }
        if (channels.isEmpty() && faults.isEmpty()) {
            faults.add("/channels", "must name at least one channel; leave it out to let the gateway choose");
        }
        form.channels = List.copyOf(channels);
    }

    void fallback(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            faults.add("/fallback", "must be an object such as {\"until\":\"delivered\",\"after\":\"PT30S\"}");
            json.skipChildren();
            return;
        }
        int seen = 0;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            String pointer = Faults.member("/fallback", name);
            int bit;
            switch (name) {
                case "until" -> {
                    MessageState until = until(pointer, json);
                    form.until = until == null ? form.until : until;
                    bit = 1;
                }
                case "after" -> {
                    form.afterMillis = MessageReader.duration(pointer, json, faults);
                    bit = 2;
                }
                case "steps" -> {
                    steps(json);
                    bit = 4;
                }
                default -> {
                    faults.add(pointer, "unknown field; a fallback has until, after, steps");
                    json.skipChildren();
                    bit = 0;
                }
            }
            if ((seen & bit) != 0) {
                faults.add(pointer, "is given twice");
            }
            seen |= bit;
        }
    }

    private void steps(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            faults.add("/fallback/steps", "must be an array of steps");
            json.skipChildren();
            return;
        }
        for (int index = 0; json.nextToken() != JsonToken.END_ARRAY; index++) {
            if (index == CHANNELS_MAX) {
                faults.add("/fallback/steps", "has more than " + CHANNELS_MAX + " steps");
            }
            StepForm step = step("/fallback/steps/" + index, json);
            if (index < CHANNELS_MAX) {
                steps.add(step);
            }
        }
    }

    private StepForm step(String pointer, JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            faults.add(
                    pointer, "must be an object such as {\"channel\":\"rcs\",\"until\":\"read\",\"after\":\"PT2M\"}");
            json.skipChildren();
            return new StepForm(null, null, 0);
        }
        String channel = null;
        MessageState until = null;
        long afterMillis = 0;
        int seen = 0;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            String member = Faults.member(pointer, name);
            int bit;
            switch (name) {
                case "channel" -> {
                    channel = channel(member, json);
                    bit = 1;
                }
                case "until" -> {
                    until = until(member, json);
                    bit = 2;
                }
                case "after" -> {
                    afterMillis = MessageReader.duration(member, json, faults);
                    bit = 4;
                }
                default -> {
                    faults.add(member, "unknown field; a step has channel, until, after");
                    json.skipChildren();
                    bit = 0;
                }
            }
            if ((seen & bit) != 0) {
                faults.add(member, "is given twice");
            }
            seen |= bit;
        }
        if ((seen & 1) == 0) {
            faults.add(pointer + "/channel", "is missing: which channel is this about?");
        }
        return new StepForm(channel, until, afterMillis);
    }

    /** Does what can only be done once the whole message was read, because its fields come in any order. */
    void finish() {
        if (steps.isEmpty()) {
            return;
        }
        ArrayList<StepWish> overrides = new ArrayList<>(steps.size());
        HashSet<String> named = new HashSet<>();
        for (int i = 0; i < steps.size(); i++) {
            StepForm step = steps.get(i);
            String channel = step.channel();
            if (channel == null) {
                continue;
            }
            if (!named.add(channel)) {
                faults.add("/fallback/steps/" + i + "/channel", "is given twice");
            } else if (!form.channels.isEmpty() && !form.channels.contains(channel)) {
                faults.add("/fallback/steps/" + i + "/channel", "is not one of channels");
            } else {
                overrides.add(new StepWish(channel, step.until(), step.afterMillis()));
            }
        }
        form.overrides = List.copyOf(overrides);
    }

    /** A step as it was read. */
    private record StepForm(
            @Nullable String channel, @Nullable MessageState until, long afterMillis) {}

    private @Nullable String channel(String pointer, JsonParser json) throws IOException {
        String value = MessageReader.string(pointer, json, "must be the name of a channel", faults);
        if (value == null || isChannel(value)) {
            return value;
        }
        faults.add(pointer, "must be the name of a channel: letters, digits, '.', '_' and '-', at most 64");
        return null;
    }

    private static boolean isChannel(String text) {
        if (text.isEmpty() || text.length() > CHANNEL_CHARS_MAX) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!fits && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private @Nullable MessageState until(String pointer, JsonParser json) throws IOException {
        String value = MessageReader.string(pointer, json, STATES, faults);
        if (value == null) {
            return null;
        }
        switch (value) {
            case "accepted":
                return MessageState.ACCEPTED;
            case "sent":
                return MessageState.SENT;
            case "delivered":
                return MessageState.DELIVERED;
            case "read":
                return MessageState.READ;
            default:
                faults.add(pointer, STATES);
                return null;
        }
    }
}

package dev.heliograph.ingress.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.campaign.Spread;
import dev.heliograph.throttle.Rate;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a campaign is told beside its message and its recipients: name, pace, state. Every fault is named by JSON pointer. */
final class CampaignForm {
    private static final Pattern HOURS = Pattern.compile("([0-2]\\d:[0-5]\\d)-([0-2]\\d:[0-5]\\d)");
    private static final int NAME_CHARS_MAX = 100;
    private static final long AHEAD_MILLIS_MAX = 60L * 24 * 60 * 60 * 1_000;

    final List<Fault> faults = new ArrayList<>();
    String name = "";

    @Nullable
    String state;

    /** Null when neither {@code spread} nor {@code rate} is there. */
    @Nullable
    Spread spread;

    /**
     * @param known the members that may be there
     * @param states the values allowed there
     */
    CampaignForm(ObjectNode body, Set<String> known, Set<String> states, long now) {
        body.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                fault(
                        Faults.member("", field),
                        "unknown field; there is "
                                + String.join(", ", known.stream().sorted().toList()));
            }
        });
        name = text(body, "name", NAME_CHARS_MAX, "");
        state = body.has("state") ? text(body, "state", NAME_CHARS_MAX, "") : null;
        if (state != null && !states.contains(state)) {
            fault(
                    "/state",
                    "must be one of "
                            + String.join(", ", states.stream().sorted().toList()));
        }
        if (body.has("rate") || body.has("spread")) {
            spread = spread(body, now);
        }
    }

    private void fault(String pointer, String detail) {
        faults.add(new Fault(Fault.Place.POINTER, pointer, detail));
    }

    private String text(JsonNode of, String field, int charsMax, String at) {
        JsonNode value = of.get(field);
        if (value == null) {
            return "";
        }
        if (!value.isTextual() || value.textValue().length() > charsMax) {
            fault(at + "/" + field, "must be a string of at most " + charsMax + " characters");
            return "";
        }
        return value.textValue();
    }

    private Spread spread(ObjectNode body, long now) {
        double rate = 0;
        String given = text(body, "rate", NAME_CHARS_MAX, "");
        if (!given.isEmpty()) {
            try {
                rate = Rate.parse(given).perSecond();
            } catch (IllegalArgumentException e) {
                fault("/rate", "must be a rate such as 100/s or 600/min");
            }
        }
        JsonNode window = body.path("spread");
        if (body.has("spread") && !window.isObject()) {
            fault("/spread", "must be an object such as {\"to\":\"2026-12-01T20:00:00Z\"}");
        }
        window.fieldNames().forEachRemaining(field -> {
            if (!Set.of("from", "to", "hours", "zone").contains(field)) {
                fault(Faults.member("/spread", field), "unknown field; there is from, hours, to, zone");
            }
        });
        long from = instant(window, "from", now);
        long to = instant(window, "to", now);
        if (to > 0 && to <= Math.max(from, now)) {
            fault("/spread/to", "must be later than now and than from");
        }
        return new Spread(rate, from, to, hours(window));
    }

    private long instant(JsonNode window, String field, long now) {
        String text = text(window, field, NAME_CHARS_MAX, "/spread");
        long millis = text.isEmpty() ? 0 : Times.instantMillis(text);
        if (!text.isEmpty() && millis == 0) {
            fault("/spread/" + field, "must be an instant such as 2026-12-01T09:00:00Z");
        } else if (millis > now + AHEAD_MILLIS_MAX) {
            fault("/spread/" + field, "must be at most 60 days ahead");
        }
        return millis;
    }

    private Spread.@Nullable Hours hours(JsonNode window) {
        String text = text(window, "hours", NAME_CHARS_MAX, "/spread");
        String zone = text(window, "zone", NAME_CHARS_MAX, "/spread");
        if (text.isEmpty()) {
            if (!zone.isEmpty()) {
                fault("/spread/zone", "goes with hours");
            }
            return null;
        }
        Matcher form = HOURS.matcher(text);
        try {
            if (form.matches()) {
                return new Spread.Hours(
                        LocalTime.parse(form.group(1)),
                        LocalTime.parse(form.group(2)),
                        ZoneId.of(zone.isEmpty() ? "UTC" : zone));
            }
            fault("/spread/hours", "must be hours of one day, such as 09:00-20:00");
        } catch (DateTimeException e) {
            fault("/spread/zone", "must be a time zone such as Europe/Rome, and hours such as 09:00-20:00");
        } catch (IllegalArgumentException e) {
            fault("/spread/hours", "must be hours of one day, such as 09:00-20:00");
        }
        return null;
    }
}

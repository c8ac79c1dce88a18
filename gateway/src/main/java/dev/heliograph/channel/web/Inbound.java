package dev.heliograph.channel.web;

import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** What webhooks of all providers say in one of few forms: who wrote, what, and when. */
public final class Inbound {
    /** RFC 3339, its offset with or without a colon. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS][XXX][XX]");

    private Inbound() {}

    /** @return the sender of a phone number, with or without its plus */
    public static Address phone(String number) {
        return Address.international(number.startsWith("+") ? number.substring(1) : number);
    }

    /** @return what somebody tapped */
    public static Content answer(String id, String title) {
        return Content.Rich.of(new Element.Answer(id, title));
    }

    public static Content place(double latitude, double longitude) {
        return Content.Rich.of(new Element.Location(latitude, longitude, null, null));
    }

    /** @param size in octets, 0 when unknown */
    public static Content file(
            String url, @Nullable String mime, @Nullable String name, @Nullable String caption, long size) {
        return Content.Rich.of(new Element.Media(kind(mime), url, mime, name, caption, null, size));
    }

    private static Element.Media.Kind kind(@Nullable String mime) {
        String top = mime == null ? "" : mime.substring(0, Math.max(0, mime.indexOf('/')));
        return switch (top) {
            case "image" -> Element.Media.Kind.IMAGE;
            case "video" -> Element.Media.Kind.VIDEO;
            case "audio" -> Element.Media.Kind.AUDIO;
            default -> Element.Media.Kind.DOCUMENT;
        };
    }

    /** @return a time of RFC 3339 in milliseconds since 1970; {@code nowMillis} when there is none that can be read */
    public static long millis(@Nullable String time, long nowMillis) {
        if (time == null) {
            return nowMillis;
        }
        try {
            return time.endsWith("Z")
                    ? Instant.parse(time).toEpochMilli()
                    : OffsetDateTime.parse(time, TIME).toInstant().toEpochMilli();
        } catch (DateTimeParseException e) {
            return nowMillis;
        }
    }
}

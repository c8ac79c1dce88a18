package dev.heliograph.content;

import dev.heliograph.message.Element;
import dev.heliograph.message.Element.ListPicker;
import dev.heliograph.message.Element.Media;
import dev.heliograph.message.Element.Template;
import dev.heliograph.message.Option;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The elements one by one: which members each has and how long they may be. */
final class ElementReader {
    private static final int TITLE_MAX = 200;
    private static final int WORDS_MAX = 2_000;
    private static final int ID_MAX = 256;
    private static final int NAME_MAX = 256;
    private static final int BODY_MAX = 4_096;
    private static final int OPTIONS_MAX = 13;
    private static final int CARDS_MIN = 2;
    private static final int CARDS_MAX = 10;
    private static final int SECTIONS_MAX = 10;
    private static final int ROWS_MAX = 20;
    private static final int PARAMETERS_MAX = 32;
    private static final int PARAMETER_MAX = 1_024;
    private static final int LINES_MAX = 10;
    private static final int REPEAT_MAX = 3;
    private static final long SIZE_MAX = 1L << 40;

    private ElementReader() {}

    static @Nullable Element read(String kind, Members members) {
        return switch (kind) {
            case "media" -> media(members);
            case "location" -> location(members);
            case "choices" ->
                new Element.Choices(
                        members.text("text", BODY_MAX), members.list("options", 1, OPTIONS_MAX, ElementReader::option));
            case "card" -> card(members);
            case "carousel" ->
                new Element.Carousel(
                        members.optional("text", BODY_MAX),
                        members.list("cards", CARDS_MIN, CARDS_MAX, ElementReader::card));
            case "list" ->
                new ListPicker(
                        members.text("text", BODY_MAX),
                        members.text("button", TITLE_MAX),
                        members.list("sections", 1, SECTIONS_MAX, ElementReader::section));
            case "template" -> template(members);
            case "contact" ->
                new Element.Contact(
                        members.text("name", NAME_MAX),
                        members.texts("phones", LINES_MAX, NAME_MAX),
                        members.texts("emails", LINES_MAX, NAME_MAX),
                        members.optional("org", NAME_MAX));
            case "voice" -> voice(members);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static Media media(Members members) {
        return new Media(
                mediaKind(members),
                members.url("url"),
                members.optional("mime", NAME_MAX),
                members.optional("filename", NAME_MAX),
                members.optional("caption", BODY_MAX),
                members.optionalUrl("thumbnailUrl"),
                members.whole("sizeHint", SIZE_MAX));
    }

    private static Media.Kind mediaKind(Members members) {
        String name = members.text("kind", NAME_MAX);
        for (Media.Kind kind : Media.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
                return kind;
            }
        }
        if (!name.isEmpty()) {
            members.fault("kind", "must be image, video, audio or document");
        }
        return Media.Kind.DOCUMENT;
    }

    private static Element.Location location(Members members) {
        return new Element.Location(
                members.number("lat", -90, 90),
                members.number("lon", -180, 180),
                members.optional("name", NAME_MAX),
                members.optional("address", WORDS_MAX));
    }

    private static Element.Card card(Members members) {
        Members below = members.child("media");
        Media media = below == null ? null : media(below);
        if (below != null) {
            below.end();
        }
        return new Element.Card(
                members.text("title", TITLE_MAX),
                members.optional("description", WORDS_MAX),
                media,
                members.list("options", 0, OPTIONS_MAX, ElementReader::option));
    }

    private static ListPicker.Section section(Members members) {
        String title = members.optional("title", TITLE_MAX);
        return new ListPicker.Section(
                title == null ? "" : title,
                members.list(
                        "rows",
                        1,
                        ROWS_MAX,
                        row -> new ListPicker.Row(
                                row.text("id", ID_MAX),
                                row.text("title", TITLE_MAX),
                                row.optional("description", WORDS_MAX))));
    }

    private static Template template(Members members) {
        Members below = members.child("header");
        boolean words = below != null && below.has("text");
        Media header = below == null || words ? null : media(below);
        String headerText = below == null || !words ? null : below.text("text", PARAMETER_MAX);
        if (below != null) {
            below.end();
        }
        return new Template(
                members.text("name", NAME_MAX),
                members.text("language", 35),
                members.optional("namespace", NAME_MAX),
                header,
                headerText,
                members.texts("body", PARAMETERS_MAX, PARAMETER_MAX),
                members.list("buttons", 0, OPTIONS_MAX, ElementReader::templateButton));
    }

    private static Template.Button templateButton(Members members) {
        int index = (int) members.whole("index", OPTIONS_MAX);
        boolean url = members.has("url");
        if (url == members.has("reply")) {
            members.fault("", "must have either url or reply");
        }
        return new Template.Button(index, url, members.text(url ? "url" : "reply", PARAMETER_MAX));
    }

    private static Element.Voice voice(Members members) {
        boolean ssml = members.has("ssml");
        if (ssml && members.has("text")) {
            members.fault("ssml", "give either text or ssml, not both");
        }
        return new Element.Voice(
                members.text(ssml ? "ssml" : "text", BODY_MAX),
                ssml,
                members.optional("language", 35),
                members.optional("voice", NAME_MAX),
                (int) members.whole("repeat", REPEAT_MAX));
    }

    private static @Nullable Option option(Members option) {
        List<String> names = List.copyOf(option.names());
        Members of = names.size() == 1 ? option.child(names.get(0)) : null;
        if (names.size() != 1) {
            option.fault("", "must have one of reply, url, call, location, calendar, requestLocation");
        }
        if (of == null) {
            names.forEach(option::has);
            return null;
        }
        Option read = switch (names.get(0)) {
            case "reply" -> new Option.Reply(of.text("id", ID_MAX), of.text("title", TITLE_MAX));
            case "url" -> new Option.Url(of.text("title", TITLE_MAX), of.url("url"));
            case "call" -> new Option.Call(of.text("title", TITLE_MAX), phone(of));
            case "location" ->
                new Option.Place(of.text("title", TITLE_MAX), of.number("lat", -90, 90), of.number("lon", -180, 180));
            case "calendar" ->
                new Option.Calendar(
                        of.text("title", TITLE_MAX),
                        instant(of, "start"),
                        instant(of, "end"),
                        of.text("subject", TITLE_MAX),
                        of.optional("description", WORDS_MAX));
            case "requestLocation" -> new Option.RequestLocation(of.text("title", TITLE_MAX));
            default -> null;
        };
        if (read == null) {
            option.fault(names.get(0), "unknown field; allowed: reply, url, call, location, calendar, requestLocation");
        } else {
            of.end();
        }
        return read;
    }

    private static String phone(Members members) {
        String number = members.text("number", NAME_MAX);
        if (!number.isEmpty() && !number.matches("\\+\\d{3,15}")) {
            members.fault("number", "must be a phone number in international form, such as +393331234567");
        }
        return number;
    }

    private static long instant(Members members, String name) {
        String text = members.text(name, NAME_MAX);
        try {
            return text.isEmpty() ? 0 : OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            members.fault(name, "must be an instant such as 2026-12-01T09:00:00Z");
            return 0;
        }
    }
}

package dev.heliograph.content;

import dev.heliograph.content.ContentProfile.Buttons;
import dev.heliograph.content.ContentProfile.Cards;
import dev.heliograph.content.ContentProfile.Rows;
import dev.heliograph.content.ContentProfile.Unit;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.Element.ListPicker;
import dev.heliograph.message.Element.Media;
import dev.heliograph.message.Option;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Contents and channels of every shape, from a seed. Every word of a content is its own, so that a test can look for it. */
final class RandomContent {
    private final Random random;
    private int words;

    RandomContent(long seed) {
        this.random = new Random(seed);
    }

    Content.Rich content() {
        return new Content.Rich(
                element(),
                random.nextInt(8) == 0 ? text(200) : null,
                random.nextInt(8) == 0 ? text(60) : null,
                random.nextInt(8) == 0 ? Map.of("other", "{\"a\":1}") : Map.of(),
                random.nextBoolean());
    }

    Element element() {
        return switch (random.nextInt(10)) {
            case 0 -> new Element.Text(text(6_000), random.nextBoolean());
            case 1 -> media();
            case 2 ->
                new Element.Location(
                        random.nextDouble() * 90,
                        random.nextDouble() * -180,
                        maybe(() -> text(20)),
                        maybe(() -> text(40)));
            case 3 -> new Element.Choices(text(2_000), options(1, 13));
            case 4 -> card();
            case 5 -> new Element.Carousel(maybe(() -> text(100)), list(2, 10, this::card));
            case 6 -> new ListPicker(text(1_500), text(12), list(1, 4, this::section));
            case 7 -> template();
            case 8 ->
                new Element.Contact(
                        text(30), list(0, 3, () -> text(12)), list(0, 3, () -> text(20)), maybe(() -> text(20)));
            default -> new Element.Voice(text(900), false, maybe(() -> "en-GB"), null, random.nextInt(4));
        };
    }

    private Element.Template template() {
        Media header = maybe(this::media);
        return new Element.Template(
                text(20),
                "en_US",
                maybe(() -> text(10)),
                header,
                header == null ? maybe(() -> text(30)) : null,
                list(0, 4, () -> text(30)),
                list(0, 3, () -> new Element.Template.Button(random.nextInt(3), random.nextBoolean(), text(20))));
    }

    ContentProfile profile() {
        ContentProfile.Builder profile = ContentProfile.builder(
                        40 + random.nextInt(5_000), random.nextBoolean() ? Unit.CHARACTERS : Unit.BYTES)
                .partsMax(10_000)
                .captionMax(random.nextInt(3) * 100);
        EnumSet<Media.Kind> media = EnumSet.noneOf(Media.Kind.class);
        for (Media.Kind kind : Media.Kind.values()) {
            if (random.nextBoolean()) {
                profile.media(kind, 1_000_000);
                media.add(kind);
            }
        }
        if (random.nextBoolean()) {
            EnumSet<Option.Kind> kinds = EnumSet.of(Option.Kind.REPLY);
            Stream.of(Option.Kind.values()).filter(kind -> random.nextBoolean()).forEach(kinds::add);
            profile.choices(new Buttons(
                    1 + random.nextInt(13),
                    10 + random.nextInt(30),
                    40 + random.nextInt(1_000),
                    kinds,
                    random.nextBoolean(),
                    random.nextInt(4)));
        }
        if (random.nextBoolean()) {
            profile.list(new Rows(10, 1 + random.nextInt(10), 24, 72, 20, 60 + random.nextInt(1_000)));
        }
        if (random.nextBoolean()) {
            profile.card(new Cards(30 + random.nextInt(50), 80, media, random.nextBoolean(), random.nextInt(5)));
            if (random.nextBoolean()) {
                profile.carousel(2 + random.nextInt(9));
            }
        }
        Stream.<Supplier<?>>of(profile::location, profile::template, profile::contact, profile::spoken)
                .filter(feature -> random.nextBoolean())
                .forEach(Supplier::get);
        return profile.build();
    }

    private ListPicker.Section section() {
        return new ListPicker.Section(
                random.nextBoolean() ? "" : text(20),
                list(1, 5, () -> new ListPicker.Row(text(10), text(30), maybe(() -> text(60)))));
    }

    private Element.Card card() {
        return new Element.Card(text(40), maybe(() -> text(90)), maybe(this::media), options(0, 4));
    }

    private Media media() {
        Media.Kind[] kinds = Media.Kind.values();
        return new Media(
                kinds[random.nextInt(kinds.length)],
                "https://example.com/" + text(8).strip(),
                maybe(() -> "image/png"),
                null,
                maybe(() -> text(150)),
                null,
                random.nextInt(2) * random.nextInt(2_000_000));
    }

    private List<Option> options(int min, int max) {
        return list(min, max, () -> switch (random.nextInt(8)) {
            case 0 -> new Option.Url(text(20), "https://example.com/" + ++words);
            case 1 -> new Option.Call(text(20), "+3161234" + ++words);
            case 2 -> new Option.Place(text(20), 1.5, 2.5);
            case 3 -> new Option.Calendar(text(20), 1_000_000, 2_000_000, text(20), maybe(() -> text(20)));
            case 4 -> new Option.RequestLocation(text(20));
            default -> new Option.Reply(text(10), text(20));
        });
    }

    /** Words with a number each, at most so many characters in all, at least one word. */
    private String text(int charsMax) {
        StringBuilder text = new StringBuilder("w" + ++words);
        int chars = random.nextInt(charsMax);
        while (text.length() + 8 < chars) {
            text.append(random.nextInt(10) == 0 ? "\n" : " ")
                    .append(random.nextInt(6) == 0 ? "\u20ac" : "w")
                    .append(++words);
        }
        return text.toString();
    }

    private <T> T maybe(Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }

    private <T> List<T> list(int min, int max, Supplier<? extends T> item) {
        return IntStream.range(0, min + random.nextInt(max - min + 1))
                .<T>mapToObj(i -> item.get())
                .toList();
    }
}

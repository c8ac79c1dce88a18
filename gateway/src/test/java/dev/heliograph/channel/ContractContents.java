package dev.heliograph.channel;

import dev.heliograph.message.Element;
import dev.heliograph.message.Option;
import java.util.List;
import java.util.stream.Stream;

/** One of every kind of content, and some of those twice. */
final class ContractContents {
    private ContractContents() {}

    static List<Element> all() {
        Element.Media picture = new Element.Media(
                Element.Media.Kind.IMAGE, "https://example.com/a.jpg", "image/jpeg", null, "A picture", null, 1_000);
        List<Option> replies = List.of(new Option.Reply("y", "Yes"), new Option.Reply("n", "No"));
        List<Option> links = List.of(new Option.Url("Open", "https://example.com/"));
        Element.ListPicker.Section section = new Element.ListPicker.Section(
                "Sizes",
                List.of(
                        new Element.ListPicker.Row("s", "Small", "up to 2 kg"),
                        new Element.ListPicker.Row("l", "Large", null)));
        Element.Card card = new Element.Card("Shoe", "Red, size 43", picture.withCaption(null), replies);
        return List.of(
                new Element.Text("Hello", false),
                new Element.Text("long ".repeat(3_000), false),
                picture,
                Element.Media.of(Element.Media.Kind.VIDEO, "https://example.com/a.mp4"),
                Element.Media.of(Element.Media.Kind.AUDIO, "https://example.com/a.mp3"),
                new Element.Media(
                        Element.Media.Kind.DOCUMENT,
                        "https://example.com/a.pdf",
                        "application/pdf",
                        "a.pdf",
                        null,
                        null,
                        2_000),
                new Element.Location(51.57, 4.77, "Breda", "Grote Markt 1"),
                new Element.Choices("Coming?", replies),
                new Element.Choices("See", links),
                new Element.Choices(
                        "Coming?",
                        Stream.of(replies, links).flatMap(List::stream).toList()),
                new Element.Choices("Where are you?", List.of(new Option.RequestLocation("Tell us"))),
                new Element.Choices("Call us", List.of(new Option.Call("Call", "+31201234567"))),
                card,
                new Element.Carousel("Choose", List.of(card, card)),
                new Element.ListPicker("Choose a size", "Sizes", List.of(section)),
                new Element.Contact("Ann", List.of("+31612345678"), List.of("ann@example.com"), "Example"),
                new Element.Voice("Your code is 1 2 3 4", false, "en-GB", null, 1));
    }
}

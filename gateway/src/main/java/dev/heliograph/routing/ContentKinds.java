package dev.heliograph.routing;

import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.ElementMapping;
import java.util.Set;

/** What routes call the kinds of content: how it came, and for more than a text also what it shows. */
public final class ContentKinds implements ElementMapping<String> {
    /** Every name that a route may use. */
    public static final Set<String> NAMES = Set.of(
            "text",
            "binary",
            "rich",
            "media",
            "location",
            "choices",
            "card",
            "carousel",
            "list",
            "template",
            "contact",
            "voice");

    private static final ContentKinds KINDS = new ContentKinds();

    private ContentKinds() {}

    static boolean isOneOf(Set<String> names, Content content) {
        if (content instanceof Content.Rich rich) {
            return names.contains("rich") || names.contains(rich.element().map(KINDS));
        }
        return names.contains(content instanceof Content.Sms ? "binary" : "text");
    }

    @Override
    public String text(Element.Text text) {
        return "text";
    }

    @Override
    public String media(Element.Media media) {
        return "media";
    }

    @Override
    public String location(Element.Location location) {
        return "location";
    }

    @Override
    public String choices(Element.Choices choices) {
        return "choices";
    }

    @Override
    public String card(Element.Card card) {
        return "card";
    }

    @Override
    public String carousel(Element.Carousel carousel) {
        return "carousel";
    }

    @Override
    public String list(Element.ListPicker list) {
        return "list";
    }

    @Override
    public String template(Element.Template template) {
        return "template";
    }

    @Override
    public String contact(Element.Contact contact) {
        return "contact";
    }

    @Override
    public String voice(Element.Voice voice) {
        return "voice";
    }

    @Override
    public String answer(Element.Answer answer) {
        return "rich";
    }

    @Override
    public String asWritten(Element.Native own) {
        return "rich";
    }
}

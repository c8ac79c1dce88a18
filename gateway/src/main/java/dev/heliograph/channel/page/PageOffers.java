package dev.heliograph.channel.page;

import dev.heliograph.message.Element;
import dev.heliograph.message.Option;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a page offers to tap, numbered from 0 as it stands there from top to bottom: a reply names the number, so that nobody can send what was not offered. */
public final class PageOffers {
    private PageOffers() {}

    public static List<Option> of(Element element) {
        List<Option> all = new ArrayList<>();
        if (element instanceof Element.Choices choices) {
            all.addAll(choices.options());
        } else if (element instanceof Element.Card card) {
            all.addAll(card.options());
        } else if (element instanceof Element.Carousel carousel) {
            carousel.cards().forEach(card -> all.addAll(card.options()));
        } else if (element instanceof Element.ListPicker list) {
            list.sections()
                    .forEach(section ->
                            section.rows().forEach(row -> all.add(new Option.Reply(row.id(), row.title()))));
        }
        return all;
    }

    /** @return the offer of that number, or null */
    public static @Nullable Option at(Element element, int number) {
        List<Option> all = of(element);
        return number >= 0 && number < all.size() ? all.get(number) : null;
    }
}

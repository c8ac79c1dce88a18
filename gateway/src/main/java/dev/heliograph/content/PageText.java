package dev.heliograph.content;

import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Words with the link of a page that shows the rest. A link stands for what words lose: pictures, and lists that are long. Answers, places and visiting cards are said in
 * words, unless the sender's fallback text has a place for the link.
 */
public final class PageText {
    /** Where the link goes in a sender's own fallback text. */
    public static final String PLACE = "{link}";

    private static final String ANY_LINK = "://";

    private PageText() {}

    /**
     * @param link null when there are no pages
     * @return what SMS says of any content; see {@link PlainText#of(Content)}
     */
    public static String of(Content content, @Nullable Supplier<String> link) {
        if (!(content instanceof Content.Rich rich)) {
            return PlainText.of(content);
        }
        Supplier<String> page = rich.trackingLink() ? link : null;
        String own = rich.fallbackText();
        return own == null ? of(rich.element(), page) : filled(own, rich.element(), page);
    }

    /** @return the element in words, or its head with the link where the page shows more */
    static String of(Element element, @Nullable Supplier<String> link) {
        String head = link == null ? null : head(element);
        return link == null || head == null ? PlainText.of(element) : PlainText.lines(head, link.get());
    }

    /** @return a sender's own words: with the link in its place, or below them where the page shows more and they name no link of their own */
    static String filled(String own, Element element, @Nullable Supplier<String> link) {
        if (own.contains(PLACE)) {
            return link == null ? withoutPlace(own) : own.replace(PLACE, link.get());
        }
        return link != null && head(element) != null && !own.contains(ANY_LINK)
                ? PlainText.lines(own, link.get())
                : own;
    }

    /** @return a sender's own words where there is no page */
    static String withoutPlace(String own) {
        return own.contains(PLACE) ? own.replace(PLACE, "").strip() : own;
    }

    /** @return whether the words of a content have the link of a page where there are pages */
    public static boolean links(Content content) {
        if (!(content instanceof Content.Rich rich) || !rich.trackingLink()) {
            return false;
        }
        String own = rich.fallbackText();
        return own != null && (own.contains(PLACE) || own.contains(ANY_LINK))
                ? own.contains(PLACE)
                : head(rich.element()) != null;
    }

    /** @return what is said above the link; null for what words can say as well */
    private static @Nullable String head(Element element) {
        if (element instanceof Element.Carousel carousel) {
            List<Element.Card> cards = carousel.cards();
            String text = carousel.text();
            return text == null ? cards.get(0).title() : text;
        }
        if (element instanceof Element.Card card) {
            return card.media() == null ? null : PlainText.lines(card.title(), card.description());
        }
        if (element instanceof Element.ListPicker list) {
            return list.text();
        }
        if (element instanceof Element.Media media) {
            String caption = media.caption();
            String name = media.filename();
            return caption != null ? caption : name == null ? "" : name;
        }
        return null;
    }
}

package dev.heliograph.message;

/**
 * What becomes of each kind of element: a channel implements the kinds that its capability names and no other, because the rest never reaches it.
 *
 * @param <T> what an element is mapped to
 */
public interface ElementMapping<T> {
    T text(Element.Text text);

    default T media(Element.Media media) {
        throw notCarried(media);
    }

    default T location(Element.Location location) {
        throw notCarried(location);
    }

    default T choices(Element.Choices choices) {
        throw notCarried(choices);
    }

    default T card(Element.Card card) {
        throw notCarried(card);
    }

    default T carousel(Element.Carousel carousel) {
        throw notCarried(carousel);
    }

    default T list(Element.ListPicker list) {
        throw notCarried(list);
    }

    default T template(Element.Template template) {
        throw notCarried(template);
    }

    default T contact(Element.Contact contact) {
        throw notCarried(contact);
    }

    default T voice(Element.Voice voice) {
        throw notCarried(voice);
    }

    default T answer(Element.Answer answer) {
        throw notCarried(answer);
    }

    default T asWritten(Element.Native own) {
        throw notCarried(own);
    }

    private static IllegalStateException notCarried(Element element) {
        return new IllegalStateException(
                "the capability does not name " + element.getClass().getSimpleName());
    }
}

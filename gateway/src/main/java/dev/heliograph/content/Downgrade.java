package dev.heliograph.content;

import dev.heliograph.content.ContentProfile.Buttons;
import dev.heliograph.content.ContentProfile.Cards;
import dev.heliograph.content.ContentProfile.Rows;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.ElementMapping;
import dev.heliograph.message.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns content into what a channel can carry: a carousel into a list, a list into buttons, buttons into numbered lines, media into links. Nothing is lost on the
 * way: what does not fit into one message follows in the next, and what cannot be said at all is refused.
 */
public final class Downgrade implements ElementMapping<List<Element>> {
    private static final String LIST_BUTTON = "...";

    private final ContentProfile profile;
    private final @Nullable String fallbackText;
    private final @Nullable Supplier<String> pageLink;

    private Downgrade(ContentProfile profile, @Nullable String fallbackText, @Nullable Supplier<String> pageLink) {
        this.profile = profile;
        this.fallbackText = fallbackText;
        this.pageLink = pageLink;
    }

    /**
     * @param kind of channel, by which overrides are named
     * @param pageLink gives the link of a page that shows the whole content; null when there are no pages
     * @return the messages to send, in order; empty when the channel cannot say it: a template without a fallback text, octets that are no text, or more messages
     *     than {@link ContentProfile#partsMax}
     */
    public static List<Element> of(
            Content content, String kind, ContentProfile profile, @Nullable Supplier<String> pageLink) {
        if (content instanceof Content.Rich rich) {
            String override = rich.overrides().get(kind);
            if (override != null) {
                return List.of(new Element.Native(override));
            }
            // Nobody can tap what a voice reads.
            Supplier<String> page = rich.trackingLink() && !profile.spoken() ? pageLink : null;
            return bounded(rich.element().map(new Downgrade(profile, rich.fallbackText(), page)), profile);
        }
        String words = PlainText.of(content);
        return words.isEmpty() ? List.of() : bounded(new Downgrade(profile, null, null).words(words, false), profile);
    }

    private static List<Element> bounded(List<Element> parts, ContentProfile profile) {
        return parts.size() <= profile.partsMax() ? parts : List.of();
    }

    /** In words: the sender's own if there are any. */
    private List<Element> inWords(Element element) {
        String own = fallbackText;
        return words(own == null ? PageText.of(element, pageLink) : PageText.filled(own, element, pageLink), false);
    }

    private List<Element> words(String text, boolean previewUrl) {
        List<Element> parts = new ArrayList<>();
        for (String piece : Lengths.split(text, profile.textMax(), profile.textUnit())) {
            if (!piece.isBlank()) {
                parts.add(new Element.Text(piece, previewUrl));
            }
        }
        return parts;
    }

    @Override
    public List<Element> text(Element.Text text) {
        return words(text.text(), text.previewUrl());
    }

    @Override
    public List<Element> media(Element.Media media) {
        if (!carries(media)) {
            return inWords(media);
        }
        String caption = media.caption();
        if (caption == null || hasCaption(media.kind(), caption)) {
            return List.of(media);
        }
        List<Element> parts = new ArrayList<>();
        parts.add(media.withCaption(null));
        parts.addAll(words(caption, false));
        return parts;
    }

    private boolean carries(Element.Media media) {
        Long max = profile.mediaBytesMax().get(media.kind());
        return max != null && media.size() <= max;
    }

    private boolean hasCaption(Element.Media.Kind kind, String caption) {
        return profile.captioned().contains(kind) && caption.length() <= profile.captionMax();
    }

    @Override
    public List<Element> location(Element.Location location) {
        return profile.location() ? List.of(location) : inWords(location);
    }

    @Override
    public List<Element> choices(Element.Choices choices) {
        Buttons buttons = profile.choices();
        List<Option> natives = natives(choices.options());
        if (natives.isEmpty()) {
            Element.ListPicker list = asList(choices);
            return list == null ? inWords(choices) : list(list);
        }
        List<Option> lines = new ArrayList<>(choices.options());
        lines.removeAll(natives);
        String text = PlainText.lines(choices.text(), PlainText.options(lines, 1));
        return withBody(text, buttons.textMax(), body -> new Element.Choices(body, natives));
    }

    /** @return the options that can be buttons here, in order; none when a reply is among those that cannot */
    private List<Option> natives(List<Option> options) {
        Buttons buttons = profile.choices();
        boolean replies = options.stream().anyMatch(option -> option.kind() == Option.Kind.REPLY);
        List<Option> natives = new ArrayList<>();
        int others = 0;
        for (Option option : options) {
            boolean reply = option.kind() == Option.Kind.REPLY;
            boolean can = buttons.kinds().contains(option.kind())
                    && option.title().length() <= buttons.titleMax()
                    && natives.size() < buttons.max()
                    && (reply || ((buttons.mixed() || !replies) && others < buttons.othersMax()));
            if (can) {
                natives.add(option);
                others += reply ? 0 : 1;
            } else if (reply) {
                return List.of();
            }
        }
        return natives;
    }

    /** Too many answers for buttons may still be a list; options of other kinds become lines above it. */
    private Element.@Nullable ListPicker asList(Element.Choices choices) {
        List<Element.ListPicker.Row> rows = new ArrayList<>();
        List<Option> lines = new ArrayList<>();
        for (Option option : choices.options()) {
            if (option instanceof Option.Reply reply) {
                rows.add(new Element.ListPicker.Row(reply.id(), reply.title(), null));
            } else {
                lines.add(option);
            }
        }
        String text = PlainText.lines(choices.text(), PlainText.options(lines, 1));
        Element.ListPicker list =
                new Element.ListPicker(text, LIST_BUTTON, List.of(new Element.ListPicker.Section("", rows)));
        return !rows.isEmpty() && carries(list) ? list : null;
    }

    @Override
    public List<Element> list(Element.ListPicker list) {
        if (carries(list)) {
            return withBody(
                    list.text(),
                    profile.list().textMax(),
                    body -> new Element.ListPicker(body, list.button(), list.sections()));
        }
        List<Option> options = new ArrayList<>();
        boolean described = list.sections().size() > 1;
        for (Element.ListPicker.Section section : list.sections()) {
            described |= !section.title().isEmpty();
            for (Element.ListPicker.Row row : section.rows()) {
                described |= row.description() != null;
                options.add(new Option.Reply(row.id(), row.title()));
            }
        }
        boolean buttons = !described && natives(options).size() == options.size();
        return buttons ? choices(new Element.Choices(list.text(), options)) : inWords(list);
    }

    private boolean carries(Element.ListPicker list) {
        Rows limits = profile.list();
        boolean titles = list.sections().size() == 1
                || list.sections().stream()
                        .allMatch(section ->
                                !section.title().isEmpty() && section.title().length() <= limits.titleMax());
        return list.rows() <= limits.max()
                && list.sections().size() <= limits.sectionsMax()
                && list.button().length() <= limits.buttonMax()
                && titles
                && list.sections().get(0).title().length() <= limits.titleMax()
                && list.sections().stream()
                        .flatMap(section -> section.rows().stream())
                        .allMatch(row -> row.title().length() <= limits.titleMax()
                                && Lengths.fits(row.description(), limits.descriptionMax()));
    }

    @Override
    public List<Element> card(Element.Card card) {
        if (carries(card)) {
            return List.of(card);
        }
        Element.Media media = card.media();
        String text = PlainText.lines(card.title(), card.description());
        List<Element> parts = new ArrayList<>();
        if (media == null || !carries(media)) {
            if (profile.choices().max() == 0 && (fallbackText != null || pageLink != null)) {
                return inWords(card);
            }
            String whole = PlainText.lines(text, media == null ? null : PlainText.of(media));
            parts.addAll(optioned(whole, card.options()));
        } else if (media.caption() == null && card.options().isEmpty() && hasCaption(media.kind(), text)) {
            parts.add(media.withCaption(text));
        } else {
            parts.addAll(media(media));
            parts.addAll(optioned(text, card.options()));
        }
        return parts;
    }

    private List<Element> optioned(String text, List<Option> options) {
        return options.isEmpty() ? words(text, false) : choices(new Element.Choices(text, options));
    }

    private boolean carries(Element.Card card) {
        Cards limits = profile.card();
        Element.Media media = card.media();
        boolean picture = media == null
                ? !limits.mediaNeeded()
                : limits.media().contains(media.kind()) && carries(media) && media.caption() == null;
        return limits.titleMax() > 0
                && picture
                && card.title().length() <= limits.titleMax()
                && Lengths.fits(card.description(), limits.descriptionMax())
                && card.options().size() <= limits.optionsMax()
                && natives(card.options()).size() == card.options().size();
    }

    @Override
    public List<Element> carousel(Element.Carousel carousel) {
        if (carousel.cards().size() <= profile.cardsMax()
                && carousel.cards().stream().allMatch(this::carries)) {
            List<Element> parts = new ArrayList<>();
            if (carousel.text() != null) {
                parts.addAll(words(carousel.text(), false));
            }
            parts.add(new Element.Carousel(null, carousel.cards()));
            return parts;
        }
        Element.ListPicker list = asList(carousel);
        if (list != null) {
            return list(list);
        }
        if (fallbackText != null) {
            return inWords(carousel);
        }
        if (profile.mediaBytesMax().isEmpty() && profile.choices().max() == 0) {
            return inWords(carousel);
        }
        List<Element> parts = new ArrayList<>();
        if (pageLink != null) {
            if (carousel.text() != null) {
                parts.addAll(words(carousel.text(), false));
            }
            parts.addAll(
                    new Downgrade(profile, null, null).card(carousel.cards().get(0)));
            parts.addAll(words(pageLink.get(), true));
            return parts;
        }
        if (carousel.text() != null) {
            parts.addAll(words(carousel.text(), false));
        }
        carousel.cards().forEach(card -> parts.addAll(card(card)));
        return parts;
    }

    /** A carousel that is nothing but a choice: each card a title, perhaps a line, and one reply. */
    private Element.@Nullable ListPicker asList(Element.Carousel carousel) {
        List<Element.ListPicker.Row> rows = new ArrayList<>();
        for (Element.Card card : carousel.cards()) {
            boolean plain = card.media() == null
                    && card.options().size() == 1
                    && card.options().get(0) instanceof Option.Reply reply
                    && reply.title().equals(card.title());
            if (!plain) {
                return null;
            }
            Option.Reply reply = (Option.Reply) card.options().get(0);
            rows.add(new Element.ListPicker.Row(reply.id(), card.title(), card.description()));
        }
        String text = carousel.text();
        Element.ListPicker list = new Element.ListPicker(
                text == null ? LIST_BUTTON : text, LIST_BUTTON, List.of(new Element.ListPicker.Section("", rows)));
        return carries(list) ? list : null;
    }

    @Override
    public List<Element> template(Element.Template template) {
        if (profile.template()) {
            return List.of(template);
        }
        return fallbackText == null ? List.of() : inWords(template);
    }

    @Override
    public List<Element> contact(Element.Contact contact) {
        return profile.contact() ? List.of(contact) : inWords(contact);
    }

    @Override
    public List<Element> voice(Element.Voice voice) {
        boolean fits = Lengths.of(voice.script(), profile.textUnit()) <= profile.textMax();
        return profile.spoken() && fits ? List.of(voice) : inWords(voice);
    }

    @Override
    public List<Element> answer(Element.Answer answer) {
        return inWords(answer);
    }

    @Override
    public List<Element> asWritten(Element.Native own) {
        return List.of(own);
    }

    private interface Bodied {
        Element with(String body);
    }

    /** What is too long to stand above buttons goes ahead as a message of its own, all but its end. */
    private List<Element> withBody(String text, int bodyMax, Bodied bodied) {
        if (Lengths.of(text, profile.textUnit()) <= bodyMax) {
            return List.of(bodied.with(text));
        }
        List<String> pieces = Lengths.split(text, bodyMax, profile.textUnit());
        List<Element> parts = new ArrayList<>(words(String.join(" ", pieces.subList(0, pieces.size() - 1)), false));
        parts.add(bodied.with(pieces.get(pieces.size() - 1)));
        return parts;
    }
}

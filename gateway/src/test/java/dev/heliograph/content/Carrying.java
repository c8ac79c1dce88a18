package dev.heliograph.content;

import dev.heliograph.content.ContentProfile.Unit;
import dev.heliograph.message.Element;
import dev.heliograph.message.Option;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a provider would say of a part that is beyond its limits: written apart from the conversion, so that both cannot be wrong alike. */
final class Carrying {
    private Carrying() {}

    /** @return what is wrong, or null */
    static String fault(Element part, ContentProfile profile) {
        if (part instanceof Element.Text text) {
            return text.text().isBlank() ? "empty" : tooLong(text.text(), profile.textMax(), profile.textUnit());
        }
        if (part instanceof Element.Media media) {
            return media(media, profile);
        }
        if (part instanceof Element.Location) {
            return profile.location() ? null : "no places";
        }
        if (part instanceof Element.Choices choices) {
            String body = tooLong(choices.text(), profile.choices().textMax(), profile.textUnit());
            return body != null
                    ? body
                    : options(choices.options(), profile, profile.choices().max());
        }
        if (part instanceof Element.Card card) {
            return card(card, profile);
        }
        if (part instanceof Element.Carousel carousel) {
            return carousel.cards().size() > profile.cardsMax()
                    ? "too many cards"
                    : carousel.cards().stream()
                            .map(card -> card(card, profile))
                            .filter(fault -> fault != null)
                            .findFirst()
                            .orElse(null);
        }
        if (part instanceof Element.ListPicker list) {
            return list(list, profile);
        }
        if (part instanceof Element.Template) {
            return profile.template() ? null : "no templates";
        }
        if (part instanceof Element.Contact) {
            return profile.contact() ? null : "no contacts";
        }
        if (part instanceof Element.Voice) {
            return profile.spoken() ? null : "no voice";
        }
        return part instanceof Element.Native ? null : "unknown " + part;
    }

    private static String tooLong(String text, int max, Unit unit) {
        int length = unit == Unit.BYTES ? text.getBytes(StandardCharsets.UTF_8).length : text.length();
        return length <= max ? null : length + " of " + max + " " + unit;
    }

    private static String media(Element.Media media, ContentProfile profile) {
        if (!profile.mediaBytesMax().containsKey(media.kind())
                || media.size() > profile.mediaBytesMax().get(media.kind())) {
            return "no such media";
        }
        boolean caption = media.caption() == null
                || (media.caption().length() <= profile.captionMax() && media.kind() != Element.Media.Kind.AUDIO);
        return caption ? null : "caption";
    }

    private static String options(List<Option> options, ContentProfile profile, int max) {
        long others =
                options.stream().filter(o -> o.kind() != Option.Kind.REPLY).count();
        if (options.isEmpty() || options.size() > max) {
            return "buttons";
        }
        if (others > profile.choices().othersMax()
                || (others > 0 && others < options.size() && !profile.choices().mixed())) {
            return "others";
        }
        return options.stream()
                        .allMatch(o -> profile.choices().kinds().contains(o.kind())
                                && o.title().length() <= profile.choices().titleMax())
                ? null
                : "a button";
    }

    private static String card(Element.Card card, ContentProfile profile) {
        boolean words = card.title().length() <= profile.card().titleMax()
                && (card.description() == null
                        || card.description().length() <= profile.card().descriptionMax());
        boolean picture = card.media() == null
                ? !profile.card().mediaNeeded()
                : profile.card().media().contains(card.media().kind());
        if (!words || !picture) {
            return "card";
        }
        return card.options().isEmpty()
                ? null
                : options(
                        card.options(),
                        profile,
                        Math.min(profile.card().optionsMax(), profile.choices().max()));
    }

    private static String list(Element.ListPicker list, ContentProfile profile) {
        ContentProfile.Rows limits = profile.list();
        boolean fits = list.rows() <= limits.max()
                && list.sections().size() <= limits.sectionsMax()
                && list.button().length() <= limits.buttonMax()
                && list.sections().stream()
                        .flatMap(section -> section.rows().stream())
                        .allMatch(row -> row.title().length() <= limits.titleMax()
                                && (row.description() == null
                                        || row.description().length() <= limits.descriptionMax()));
        return fits ? tooLong(list.text(), limits.textMax(), profile.textUnit()) : "list";
    }
}

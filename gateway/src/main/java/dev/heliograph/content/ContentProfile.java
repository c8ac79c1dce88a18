package dev.heliograph.content;

import dev.heliograph.message.Element.Media;
import dev.heliograph.message.Option;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What a channel can show: the row of its provider in the table of capabilities. Provider limits drift, so this is data and the conversion reads it.
 *
 * @param textMax units of text in one message
 * @param textUnit what {@code textMax} counts
 * @param mediaBytesMax which media it carries, and how many octets of each; those that are missing go as a link
 * @param captionMax characters under one of {@code captioned}, 0 for none
 * @param captioned which media may have words in the same message
 * @param location whether it shows places
 * @param choices buttons under a text
 * @param list rows behind a button
 * @param card a picture with title, words and buttons
 * @param cardsMax cards side by side, 0 for no carousel
 * @param template whether it sends approved forms of words
 * @param contact whether it sends visiting cards
 * @param spoken whether it reads texts aloud
 * @param partsMax messages that one of ours may become, at least 1
 */
public record ContentProfile(
        int textMax,
        Unit textUnit,
        Map<Media.Kind, Long> mediaBytesMax,
        int captionMax,
        Set<Media.Kind> captioned,
        boolean location,
        Buttons choices,
        Rows list,
        Cards card,
        int cardsMax,
        boolean template,
        boolean contact,
        boolean spoken,
        int partsMax) {

    /** What a length counts. */
    public enum Unit {
        /** UTF-16 units: never fewer than characters, so a provider that counts those is served too. */
        CHARACTERS,
        /** Octets of UTF-8. */
        BYTES
    }

    /**
     * Buttons under a text.
     *
     * @param max buttons, 0 for none
     * @param titleMax characters on one
     * @param textMax units of the text above them, which may be fewer than a text alone may have
     * @param kinds what they may do
     * @param mixed whether replies and others may stand side by side; if not, replies are buttons and the rest lines of text
     * @param othersMax buttons that are no replies
     */
    public record Buttons(int max, int titleMax, int textMax, Set<Option.Kind> kinds, boolean mixed, int othersMax) {
        public static final Buttons NONE = new Buttons(0, 0, 0, Set.of(), false, 0);
    }

    /**
     * A list to choose from.
     *
     * @param max rows in all sections, 0 for no lists
     * @param titleMax characters of a row's or a section's title
     * @param descriptionMax characters below a row's title
     * @param buttonMax characters on the button that opens it
     * @param textMax units of the text above it
     */
    public record Rows(int max, int sectionsMax, int titleMax, int descriptionMax, int buttonMax, int textMax) {
        public static final Rows NONE = new Rows(0, 0, 0, 0, 0, 0);
    }

    /**
     * Cards.
     *
     * @param titleMax characters, 0 for no cards
     * @param descriptionMax characters
     * @param media what may be at its head
     * @param mediaNeeded whether a card without a picture is none
     * @param optionsMax buttons of a card
     */
    public record Cards(int titleMax, int descriptionMax, Set<Media.Kind> media, boolean mediaNeeded, int optionsMax) {
        public static final Cards NONE = new Cards(0, 0, Set.of(), false, 0);
    }

    public ContentProfile {
        if (textMax < 1 || partsMax < 1) {
            throw new IllegalArgumentException("textMax and partsMax must be at least 1");
        }
        if (cardsMax > 0 && card.titleMax() == 0) {
            throw new IllegalArgumentException("a carousel is made of cards");
        }
    }

    /** A channel that carries text and nothing else. */
    public static ContentProfile text(int textMax) {
        return builder(textMax, Unit.CHARACTERS).build();
    }

    /** @param textMax units of text in one message */
    public static Builder builder(int textMax, Unit unit) {
        return new Builder(textMax, unit);
    }

    /** Begins with text alone. */
    public static final class Builder {
        private final int textMax;
        private final Unit textUnit;
        private final Map<Media.Kind, Long> media = new EnumMap<>(Media.Kind.class);
        private int captionMax;
        private Set<Media.Kind> captioned = EnumSet.of(Media.Kind.IMAGE, Media.Kind.VIDEO, Media.Kind.DOCUMENT);
        private boolean location;
        private Buttons choices = Buttons.NONE;
        private Rows list = Rows.NONE;
        private Cards card = Cards.NONE;
        private int cardsMax;
        private boolean template;
        private boolean contact;
        private boolean spoken;
        private int partsMax = 20;

        private Builder(int textMax, Unit textUnit) {
            this.textMax = textMax;
            this.textUnit = textUnit;
        }

        public Builder media(Media.Kind kind, long bytesMax) {
            media.put(kind, bytesMax);
            return this;
        }

        public Builder captionMax(int characters) {
            captionMax = characters;
            return this;
        }

        /** Words under some of the media only. */
        public Builder captionMax(int characters, Set<Media.Kind> kinds) {
            captioned = EnumSet.copyOf(kinds);
            return captionMax(characters);
        }

        public Builder location() {
            location = true;
            return this;
        }

        /** Buttons that only bring a reply. */
        public Builder replies(int max, int titleMax, int bodyMax) {
            return choices(new Buttons(max, titleMax, bodyMax, EnumSet.of(Option.Kind.REPLY), false, 0));
        }

        public Builder choices(Buttons buttons) {
            choices = buttons;
            return this;
        }

        public Builder list(Rows rows) {
            list = rows;
            return this;
        }

        public Builder card(Cards cards) {
            card = cards;
            return this;
        }

        public Builder carousel(int max) {
            cardsMax = max;
            return this;
        }

        public Builder template() {
            template = true;
            return this;
        }

        public Builder contact() {
            contact = true;
            return this;
        }

        public Builder spoken() {
            spoken = true;
            return this;
        }

        public Builder partsMax(int max) {
            partsMax = max;
            return this;
        }

        public ContentProfile build() {
            return new ContentProfile(
                    textMax,
                    textUnit,
                    Map.copyOf(media),
                    captionMax,
                    captioned,
                    location,
                    choices,
                    list,
                    card,
                    cardsMax,
                    template,
                    contact,
                    spoken,
                    partsMax);
        }
    }
}

package dev.heliograph.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one message shows: the common denominator of the rich channels. No channel carries every kind; {@code content} converts what one cannot carry. */
public sealed interface Element {

    /** Hands the element to the part of {@code mapping} that is for its kind. */
    <T> T map(ElementMapping<T> mapping);

    /** @param previewUrl whether the first link is to be shown with a preview */
    record Text(String text, boolean previewUrl) implements Element {
        @Override
        public <T> T map(ElementMapping<T> mapping) {
            return mapping.text(this);
        }
    }

    /**
     * A file that the provider or the recipient fetches.
     *
     * @param url where it lies, {@code https} as a rule
     * @param mime its media type, or null when only the url tells
     * @param size in octets, 0 when unknown
     */
    record Media(
            Kind kind,
            String url,
            @Nullable String mime,
            @Nullable String filename,
            @Nullable String caption,
            @Nullable String thumbnailUrl,
            long size)
            implements Element {
        /** How it is shown. */
        public enum Kind {
            IMAGE,
            VIDEO,
            AUDIO,
            DOCUMENT
        }

        public static Media of(Kind kind, String url) {
            return new Media(kind, url, null, null, null, null, 0);
        }

        public Media withCaption(@Nullable String words) {
            return new Media(kind, url, mime, filename, words, thumbnailUrl, size);
        }

        @Override
        public <T> T map(ElementMapping<T> mapping) {
            return mapping.media(this);
        }
    }

    /**
     * A place.
     *
     * @param latitude in degrees, -90 to 90
     * @param longitude in degrees, -180 to 180
     */
    record Location(
            double latitude,
            double longitude,
            @Nullable String name,
            @Nullable String address) implements Element {
        @Override
        public <T> T map(ElementMapping<T> mapping) {
            return mapping.location(this);
        }
    }

    /** A question with its answers, or words with buttons. */
    record Choices(String text, List<Option> options) implements Element {
        @Override
        public <T> T map(ElementMapping<T> mapping) {
            return mapping.choices(this);
        }
    }

    /** A picture with a title, words and buttons. */
    record Card(
            String title,
            @Nullable String description,
            @Nullable Media media,
            List<Option> options) implements Element {
        @Override
        public <T> T map(ElementMapping<T> mapping) {
            return mapping.card(this);
        }
    }

    /** @param cards 2 to 10, side by side */
    record Carousel(@Nullable String text, List<Card> cards) implements Element {
        @Override
        public <T> T map(ElementMapping<T> mapping) {
            return mapping.carousel(this);
        }
    }

    /** @param button opens the list */
    record ListPicker(String text, String button, List<Section> sections) implements Element {
        /** Rows under a title; the title is empty when there is but one section. */
        public record Section(String title, List<Row> rows) {}

        /** @param id comes back with the answer */
        public record Row(String id, String title, @Nullable String description) {}

        /** @return how many rows all sections have */
        public int rows() {
            return sections.stream().mapToInt(section -> section.rows().size()).sum();
        }

        @Override
        public <T> T map(ElementMapping<T> mapping) {
            return mapping.list(this);
        }
    }

    /**
     * A form of words that the provider has approved.
     *
     * @param language as the provider writes it: {@code en_US}
     * @param header picture, video or document at its head, or null
     * @param headerText what is filled into the place of a head in words, or null; not with {@code header}
     * @param body what is filled into the places of the body, in order
     */
    record Template(
            String name,
            String language,
            @Nullable String namespace,
            @Nullable Media header,
            @Nullable String headerText,
            List<String> body,
            List<Button> buttons)
            implements Element {
        /** Without words at its head. */
        public Template(
                String name,
                String language,
                @Nullable String namespace,
                @Nullable Media header,
                List<String> body,
                List<Button> buttons) {
            this(name, language, namespace, header, null, body, buttons);
        }

        /**
         * What a button of the template is given.
         *
         * @param index of the button, from 0
         * @param url true for the end of a link, false for the payload of a reply
         */
        public record Button(int index, boolean url, String value) {}

        @Override
        public <T> T map(ElementMapping<T> mapping) {
            return mapping.template(this);
        }
    }

    /** A visiting card. */
    record Contact(
            String name,
            List<String> phones,
            List<String> emails,
            @Nullable String organisation) implements Element {
        @Override
        public <T> T map(ElementMapping<T> mapping) {
            return mapping.contact(this);
        }
    }

    /**
     * Words to be spoken.
     *
     * @param ssml whether {@code script} is SSML and not plain text
     * @param language such as {@code en-GB}, or null for the channel's own
     * @param voice the provider's name of a voice, or null
     * @param repeat how often it is said again, 0 to 3
     */
    record Voice(
            String script,
            boolean ssml,
            @Nullable String language,
            @Nullable String voice,
            int repeat) implements Element {
        @Override
        public <T> T map(ElementMapping<T> mapping) {
            return mapping.voice(this);
        }
    }

    /**
     * What a person tapped; only ever inbound.
     *
     * @param id of the reply or row, as the message that offered it had it
     * @param title what stood there; empty when the provider does not say
     */
    record Answer(String id, String title) implements Element {
        @Override
        public <T> T map(ElementMapping<T> mapping) {
            return mapping.answer(this);
        }
    }

    /**
     * A provider's own form of the message, as its sender wrote it for that one channel. Never converted.
     *
     * @param json one JSON object
     */
    record Native(String json) implements Element {
        @Override
        public <T> T map(ElementMapping<T> mapping) {
            return mapping.asWritten(this);
        }
    }
}

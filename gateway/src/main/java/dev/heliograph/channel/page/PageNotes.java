package dev.heliograph.channel.page;

import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.Message;
import org.jspecify.annotations.Nullable;

/** What is noted of a message for its page: see {@link Message#notes}. */
public final class PageNotes {
    /** The language that its sender named, such as {@code de-AT}. */
    public static final String LANGUAGE = "language";

    private PageNotes() {}

    /** @return the language of a message as its sender gave it, or null */
    public static @Nullable String language(Message message) {
        String named = message.notes().get(LANGUAGE);
        if (named != null || !(message.content() instanceof Content.Rich rich)) {
            return named;
        }
        if (rich.element() instanceof Element.Template template) {
            return template.language();
        }
        return rich.element() instanceof Element.Voice voice ? voice.language() : null;
    }
}

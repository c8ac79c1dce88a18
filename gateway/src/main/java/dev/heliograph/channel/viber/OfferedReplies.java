package dev.heliograph.channel.viber;

import dev.heliograph.channel.web.Recent;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.Option;
import java.util.List;
import java.util.Map;

/**
 * Which replies people were offered. A button sends its id back as if the person had written it; whoever writes such an id by hand has answered too. The gateway remembers
 * {@value #OFFERED_MAX} until it stops; answers that were forgotten come as text.
 */
final class OfferedReplies {
    private static final int OFFERED_MAX = 20_000;

    private final Map<String, String> titles = Recent.byAge(OFFERED_MAX);

    void offer(String person, Element element) {
        if (element instanceof Element.Choices choices) {
            offer(person, choices.options());
        } else if (element instanceof Element.Card card) {
            offer(person, card.options());
        } else if (element instanceof Element.Carousel carousel) {
            carousel.cards().forEach(card -> offer(person, card.options()));
        }
    }

    private void offer(String person, List<Option> options) {
        for (Option option : options) {
            if (option instanceof Option.Reply reply) {
                titles.put(person + " " + reply.id(), reply.title());
            }
        }
    }

    /** @return what a text of this person says: an answer, or just the text */
    Content read(String person, String text) {
        String title = titles.get(person + " " + text);
        return title == null ? new Content.Text(text) : Content.Rich.of(new Element.Answer(text, title));
    }
}

package dev.heliograph.routing;

import dev.heliograph.channel.Capability;
import dev.heliograph.channel.Said;
import dev.heliograph.content.ContentProfile;
import dev.heliograph.content.Downgrade;
import dev.heliograph.content.PlainText;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a channel would show a content; the better ones first. */
enum Form {
    AS_IT_IS,
    /** As something that comes near to it: a list for a carousel. */
    CONVERTED,
    IN_WORDS,
    NOT_AT_ALL;

    /** @param said by the provider of what the recipient's device shows, null for nothing */
    static Form of(Content content, Candidate channel, @Nullable Said said) {
        Capability capability = channel.capability();
        if (content instanceof Content.Sms && channel.group() == Candidate.Group.SMS) {
            return AS_IT_IS;
        }
        if (capability == null) {
            return PlainText.of(content).isEmpty() ? NOT_AT_ALL : IN_WORDS;
        }
        ContentProfile device = said == null ? null : said.content();
        ContentProfile shown = device == null ? capability.content() : device;
        List<Element> parts = Downgrade.of(content, channel.kind(), shown, null);
        if (parts.isEmpty()) {
            return NOT_AT_ALL;
        }
        if (!(content instanceof Content.Rich rich)) {
            return AS_IT_IS;
        }
        boolean same = rich.overrides().containsKey(channel.kind())
                || parts.stream()
                        .anyMatch(part -> part.getClass() == rich.element().getClass());
        if (same) {
            return AS_IT_IS;
        }
        return parts.stream().allMatch(Element.Text.class::isInstance) ? IN_WORDS : CONVERTED;
    }
}

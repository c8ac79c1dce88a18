package dev.heliograph.routing;

import dev.heliograph.conversation.TwoWay;
import dev.heliograph.conversation.Windows;
import dev.heliograph.reach.Person;
import dev.heliograph.reach.Seen;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was learned of somebody, and what they said themselves.
 *
 * @param account who wants to know
 * @param said who left and who wrote; null when nobody did
 */
record KnownPerson(Person person, String account, @Nullable TwoWay said) implements Known {
    @Override
    public List<String> preferred() {
        return person.preferred();
    }

    @Override
    public @Nullable String identity(String kind) {
        return person.identities().get(kind);
    }

    @Override
    public Seen over(String channel) {
        return person.over(channel);
    }

    @Override
    public boolean optedOut(Candidate channel, String address) {
        return said != null
                && (said.optOuts().has(account, channel.kind(), address)
                        || said.optOuts().hasLeft(channel.id(), address));
    }

    /** What a conversation knows of a window is more than when somebody wrote last: how many messages followed, too. */
    @Override
    public long windowEndsMillis(Candidate channel, String address, long windowMillis) {
        long until = said == null ? Windows.UNKNOWN : said.windows().openUntil(channel.id(), address);
        if (until != Windows.UNKNOWN) {
            return until;
        }
        long wrote = person.over(channel.id()).wroteAtMillis();
        return wrote == 0 ? 0 : wrote + windowMillis;
    }
}

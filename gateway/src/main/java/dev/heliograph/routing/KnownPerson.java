package dev.heliograph.routing;

import dev.heliograph.channel.Said;
import dev.heliograph.conversation.TwoWay;
import dev.heliograph.conversation.Windows;
import dev.heliograph.reach.Person;
import dev.heliograph.reach.Seen;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was learned of somebody, what they said themselves, and what providers say of them.
 *
 * @param account who wants to know
 * @param told who left and who wrote; null when nobody did
 */
record KnownPerson(Person person, String account, @Nullable TwoWay told, Sayings sayings) implements Known {
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
    public @Nullable Said said(Candidate channel, String address) {
        return sayings.of(channel.id(), address);
    }

    @Override
    public boolean optedOut(Candidate channel, String address) {
        return told != null
                && (told.optOuts().has(account, channel.kind(), address)
                        || told.optOuts().hasLeft(channel.id(), address));
    }

    /** What a conversation knows of a window is more than when somebody wrote last: how many messages followed, too. */
    @Override
    public long windowEndsMillis(Candidate channel, String address, long windowMillis) {
        long until = told == null ? Windows.UNKNOWN : told.windows().openUntil(channel.id(), address);
        if (until != Windows.UNKNOWN) {
            return until;
        }
        long wrote = person.over(channel.id()).wroteAtMillis();
        return wrote == 0 ? 0 : wrote + windowMillis;
    }
}

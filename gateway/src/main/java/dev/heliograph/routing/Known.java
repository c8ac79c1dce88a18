package dev.heliograph.routing;

import dev.heliograph.channel.Said;
import dev.heliograph.reach.Person;
import dev.heliograph.reach.Seen;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the choice of channels asks about a recipient. Everything was read before: it answers at once, and nothing in it changes. */
public interface Known {
    /** Nothing is known. */
    Known NOTHING = of(Person.NOBODY);

    /** What was learned, of somebody who has said nothing. */
    static Known of(Person person) {
        return new KnownPerson(person, "", null, Sayings.NONE);
    }

    /** @return channels by id or kind, the best first */
    List<String> preferred();

    /** @return the recipient's address on channels of that kind, as far as it was learned or told; null when it was not */
    @Nullable
    String identity(String kind);

    /** @return what was learned over a channel */
    Seen over(String channel);

    /**
     * @param address of the recipient there
     * @return what the channel's provider has said lately of whether it reaches the recipient; null when it has not
     */
    @Nullable
    Said said(Candidate channel, String address);

    /**
     * @param address of the recipient there
     * @return whether the recipient wants nothing (more) there
     */
    boolean optedOut(Candidate channel, String address);

    /**
     * @param address of the recipient there
     * @param windowMillis how long a window is open there
     * @return when the time ends in which the business may write freely, milliseconds since 1970; 0 when it is not open, or nobody knows
     */
    long windowEndsMillis(Candidate channel, String address, long windowMillis);
}

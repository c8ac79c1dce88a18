package dev.heliograph.routing;

import dev.heliograph.reach.Person;
import dev.heliograph.reach.Seen;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was learned of somebody. */
record KnownPerson(Person person) implements Known {
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

    /** What providers say of it bars the channel; what people say themselves is for {@code conversation} to know. */
    @Override
    public boolean optedOut(String channel) {
        return false;
    }

    @Override
    public long windowEndsMillis(String channel, long windowMillis) {
        long wrote = person.over(channel).wroteAtMillis();
        return wrote == 0 ? 0 : wrote + windowMillis;
    }
}

package dev.heliograph.reach;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an account knows of one recipient.
 *
 * @param preferred channels, by id or kind, the best first; at most {@value #PREFERRED_MAX}
 * @param identities further addresses by kind of channel, at most {@value #IDENTITIES_MAX}
 * @param over what was learned, by channel, at most {@value #CHANNELS_MAX}
 * @param told whether the account itself has said some of it: then it is kept until it is forgotten
 */
public record Person(List<String> preferred, Map<String, String> identities, Map<String, Seen> over, boolean told) {
    public static final int PREFERRED_MAX = 16;
    public static final int IDENTITIES_MAX = 16;
    static final int CHANNELS_MAX = 32;

    /** Of whom nothing is known. */
    public static final Person NOBODY = new Person(List.of(), Map.of(), Map.of(), false);

    public Person {
        preferred = List.copyOf(preferred);
        identities = Map.copyOf(identities);
        over = Map.copyOf(over);
    }

    public Seen over(String channel) {
        return over.getOrDefault(channel, Seen.NOTHING);
    }

    public boolean isNobody() {
        return preferred.isEmpty() && identities.isEmpty() && over.isEmpty();
    }

    Person preferring(List<String> channels) {
        return new Person(channels, identities, over, true);
    }

    Person identifiedBy(Map<String, String> addresses) {
        return new Person(preferred, addresses, over, true);
    }

    /** @return the same with one more address; this when it is known, or when there are too many */
    Person knownAs(String kind, String address) {
        if (address.equals(identities.get(kind))
                || (identities.size() >= IDENTITIES_MAX && !identities.containsKey(kind))) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(identities);
        more.put(kind, address);
        return new Person(preferred, more, over, told);
    }

    Person with(String channel, Seen seen) {
        Map<String, Seen> next = new LinkedHashMap<>(over);
        next.put(channel, seen);
        if (next.size() > CHANNELS_MAX) {
            next.entrySet().stream()
                    .filter(entry -> !entry.getKey().equals(channel))
                    .min((one, other) -> Long.compare(
                            one.getValue().reachedAtMillis(), other.getValue().reachedAtMillis()))
                    .ifPresent(oldest -> next.remove(oldest.getKey()));
        }
        return new Person(preferred, identities, next, told);
    }

    /** @return this person and the same one as known by another address; what is said of this one comes first */
    public Person joined(Person other) {
        if (other.isNobody()) {
            return this;
        }
        Map<String, String> addresses = new LinkedHashMap<>(other.identities);
        addresses.putAll(identities);
        Map<String, Seen> all = new LinkedHashMap<>(other.over);
        over.forEach((channel, seen) -> all.merge(channel, seen, (theirs, ours) -> ours.joined(theirs)));
        return new Person(preferred.isEmpty() ? other.preferred : preferred, addresses, all, told || other.told);
    }
}

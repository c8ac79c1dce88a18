package dev.heliograph.routing;

import dev.heliograph.conversation.TwoWay;
import dev.heliograph.message.Address;
import dev.heliograph.reach.Person;
import dev.heliograph.reach.Reach;
import dev.heliograph.reach.Recipients;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Finds out what is known of a recipient, before channels are chosen. Any thread may call. */
public interface Recall {
    /** Knows nobody. */
    Recall NOTHING = (account, to, identities, executor, answer) -> answer.accept(Known.NOTHING);

    /**
     * @param to the phone number, or {@link Address#NONE}
     * @param identities other addresses, by kind of channel
     * @param answer at once when it is in memory, else on {@code executor}
     */
    void of(String account, Address to, Map<String, String> identities, Executor executor, Consumer<Known> answer);

    /**
     * Asks what was learned and what was said, under the recipient's name and under every other address that the message or what was learned names.
     *
     * @param told by people themselves
     * @param sayings of providers
     */
    static Recall from(Reach reach, TwoWay told, Sayings sayings) {
        return (account, to, identities, executor, answer) -> {
            String name = Recipients.name(to, identities);
            reach.recall(account, name, executor, person -> {
                TreeSet<String> others = new TreeSet<>();
                person.identities().forEach((kind, address) -> others.add(Recipients.name(kind, address)));
                identities.forEach((kind, address) -> others.add(Recipients.name(kind, address)));
                others.remove(name);
                Consumer<Person> whole = all -> answer.accept(new KnownPerson(all, account, told, sayings));
                join(reach, account, person, others.iterator(), executor, whole);
            });
        };
    }

    private static void join(
            Reach reach,
            String account,
            Person person,
            Iterator<String> others,
            Executor executor,
            Consumer<Person> answer) {
        if (!others.hasNext()) {
            answer.accept(person);
            return;
        }
        reach.recall(
                account,
                others.next(),
                executor,
                other -> join(reach, account, person.joined(other), others, executor, answer));
    }
}

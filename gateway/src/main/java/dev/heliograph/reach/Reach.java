package dev.heliograph.reach;

import dev.heliograph.message.Attempt;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.store.Store;
import dev.heliograph.throttle.Scheduler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of recipients, in memory and on a shelf of the store. Any thread may call; what changes, changes on one event loop.
 *
 * <p>Most of what is {@link #seen} is no news and costs a look into memory. News are written a moment later with others; a crash may lose that moment, and sending learns
 * it again. What an account says itself is durable when it is answered.
 */
public final class Reach implements Sightings {
    private final ReachOptions options;
    private final LongSupplier wallMillis;
    private final Learning learning;
    private final Speeds speeds = new Speeds();
    private final ReachCounts counts = new ReachCounts();
    private final AtomicInteger handed = new AtomicInteger();
    private final People people;
    private volatile Map<String, ReachedOver> channels = Map.of();
    private volatile @Nullable Executor owner;

    public Reach(Store store, ReachOptions options, LongSupplier wallMillis) {
        this.options = options;
        this.wallMillis = wallMillis;
        this.learning = new Learning(options);
        this.people = new People(store, options, wallMillis, speeds, counts);
    }

    /** Begins to learn and to answer; once, before any channel or door is open. */
    public void start(Executor loop, Scheduler scheduler) {
        loop.execute(() -> people.start(loop, scheduler));
        owner = loop;
    }

    /** What there is from now on, by name. */
    public void channels(Map<String, ReachedOver> all) {
        channels = Map.copyOf(all);
    }

    public ReachCounts counts() {
        return counts;
    }

    /** @return recipients in memory */
    public int remembered() {
        return people.size();
    }

    /** @return milliseconds from handing over to delivery, the decaying mean of a channel; -1 while nothing is known */
    public long expectedMillis(String channel) {
        return speeds.of(channel);
    }

    // ---- asking

    /**
     * Asks what an account knows of a recipient, by {@link Recipients name}.
     *
     * @param answer at once when it is in memory, else on {@code executor}; {@link Person#NOBODY} also when the disk cannot tell
     */
    public void recall(String account, String recipient, Executor executor, Consumer<Person> answer) {
        Remembered known = people.inMemory(account, recipient);
        Executor loop = owner;
        if (known != null || loop == null) {
            answer.accept(known == null ? Person.NOBODY : known.person);
            return;
        }
        loop.execute(() -> people.with(account, recipient, found -> {
            Person person = found == null ? Person.NOBODY : found.person;
            executor.execute(() -> answer.accept(person));
        }));
    }

    // ---- learning

    @Override
    public void seen(Message message, Attempt attempt) {
        String channel = attempt.channel();
        ReachedOver over = channels.get(channel);
        if (over == null) {
            return;
        }
        if (attempt.state() == MessageState.DELIVERED) {
            speeds.note(channel, wallMillis.getAsLong() - attempt.startedAtMillis());
        }
        if (over.anyPhone() && attempt.state() != MessageState.FAILED) {
            return;
        }
        Sighting sighting = Sighting.of(attempt);
        if (sighting == null
                || (over.reports() && sighting.kind() == Sighting.Kind.TAKEN)
                || (over.anyPhone() && !sighting.failure().equals(Sighting.NOT_REACHABLE))) {
            return;
        }
        boolean good = sighting.failure().isEmpty();
        String identity =
                good && !message.to().value().isEmpty() ? message.identities().get(over.kind()) : null;
        learn(message.account(), Recipients.name(message.to(), message.identities()), before -> {
            Person after = learning.of(before, channel, sighting, wallMillis.getAsLong());
            return identity == null ? after : after.knownAs(over.kind(), identity);
        });
    }

    /** Somebody wrote to an account; of whom it is not known, nothing is learned. */
    public void wrote(String account, Event.Inbound event) {
        String channel = event.channel();
        String from = event.from().value();
        ReachedOver over = channels.get(channel);
        if (over != null
                && !over.anyPhone()
                && !from.isEmpty()
                && !event.context().unverified()) {
            String name = over.byNumber() && Recipients.isNumber(from) ? from : Recipients.name(over.kind(), from);
            learn(account, name, before -> learning.of(before, channel, Sighting.WROTE, event.atMillis()));
        }
    }

    /** A provider was asked whether it reaches somebody. */
    public void asked(String account, String recipient, String channel, boolean reached) {
        Sighting sighting = reached ? Sighting.REACHED : Sighting.UNREACHED;
        learn(account, recipient, before -> learning.of(before, channel, sighting, wallMillis.getAsLong()));
    }

    private void learn(String account, String recipient, UnaryOperator<Person> change) {
        Remembered known = people.inMemory(account, recipient);
        Executor loop = owner;
        if (loop == null
                || recipient.isEmpty()
                || (known != null && change.apply(known.person).equals(known.person))) {
            return;
        }
        if (handed.incrementAndGet() > options.handedMax()) {
            handed.decrementAndGet();
            counts.missed.increment();
            return;
        }
        loop.execute(() -> people.with(account, recipient, found -> {
            handed.decrementAndGet();
            people.learn(found, change);
        }));
    }

    // ---- what the account says itself

    /** @param answer on {@code executor}, true once it is durable; false when the disk cannot be read at present, and nothing was changed */
    public void prefer(
            String account, String recipient, List<String> preferred, Executor executor, Consumer<Boolean> answer) {
        tell(account, recipient, person -> person.preferring(preferred), executor, answer);
    }

    /**
     * Replaces the addresses of a recipient.
     *
     * @param identities by kind of channel
     * @param answer as for {@link #prefer}
     */
    public void identify(
            String account,
            String recipient,
            Map<String, String> identities,
            Executor executor,
            Consumer<Boolean> answer) {
        tell(account, recipient, person -> person.identifiedBy(identities), executor, answer);
    }

    private void tell(
            String account,
            String recipient,
            UnaryOperator<Person> change,
            Executor executor,
            Consumer<Boolean> answer) {
        started()
                .execute(() -> people.with(account, recipient, found -> {
                    if (found == null) {
                        executor.execute(() -> answer.accept(false));
                    } else {
                        people.tell(found, change, () -> executor.execute(() -> answer.accept(true)));
                    }
                }));
    }

    /**
     * Forgets a recipient, under this name and under every address that is known with it.
     *
     * @param answer as for {@link #prefer}
     */
    public void forget(String account, String recipient, Executor executor, Consumer<Boolean> answer) {
        started()
                .execute(() -> people.with(account, recipient, found -> {
                    if (found == null) {
                        executor.execute(() -> answer.accept(false));
                        return;
                    }
                    List<String> others = new ArrayList<>();
                    found.person.identities().forEach((kind, address) -> others.add(Recipients.name(kind, address)));
                    people.forget(account, others);
                    people.tell(found, person -> Person.NOBODY, () -> executor.execute(() -> answer.accept(true)));
                }));
    }

    private Executor started() {
        Executor loop = owner;
        if (loop == null) {
            throw new IllegalStateException("not started");
        }
        return loop;
    }

    /** @return done when everything that was learned is durable */
    public Future<Void> close() {
        Executor loop = owner;
        if (loop == null) {
            return Future.succeededFuture();
        }
        Promise<Void> written = Promise.promise();
        loop.execute(() -> people.writeAll(written::complete));
        return written.future();
    }
}

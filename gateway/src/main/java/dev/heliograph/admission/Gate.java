package dev.heliograph.admission;

import dev.heliograph.admission.Pressure.AccountLoad;
import dev.heliograph.content.ContentSize;
import dev.heliograph.dispatch.Dispatcher;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Message;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.message.Step;
import dev.heliograph.routing.Asked;
import dev.heliograph.routing.Chosen;
import dev.heliograph.routing.Recall;
import dev.heliograph.routing.Routes;
import dev.heliograph.store.Accepted;
import dev.heliograph.store.Amended;
import dev.heliograph.store.Found;
import dev.heliograph.store.Store;
import dev.heliograph.throttle.TokenBucket;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The gate: judges, then stores. See {@link Admission}. */
public final class Gate implements Admission {
    /** What a submission takes of the heap beside its content: the draft, the message, its encoded record's head, the answer's way back. */
    private static final int SIZE_OCTETS = 1_024;

    private static final Admitted FULL = Admitted.full("the gateway is full: try again later");

    private final Store store;
    private final Replies replies;
    private final GateOptions options;
    private final LongSupplier wallMillis;
    private final LongSupplier nanos;
    private final int node;
    private final Amendment amendment;
    private final Drafts drafts;
    private final Explaining explaining;
    private final Recall recall;
    private final AccountBuckets buckets = new AccountBuckets();
    private final GateCounts counts = new GateCounts();
    private final Pressure pressure;
    private final Searches searches;
    private volatile Routes routes;
    private volatile boolean stopping;

    /** A gate that knows no recipient, and tells nobody what it has let in. */
    public Gate(
            Store store,
            Dispatcher dispatcher,
            Routes routes,
            GateOptions options,
            LongSupplier wallMillis,
            LongSupplier nanos,
            int node) {
        this(store, dispatcher, routes, options, wallMillis, nanos, node, Recall.NOTHING);
    }

    /** A gate that tells nobody what it has let in. */
    public Gate(
            Store store,
            Dispatcher dispatcher,
            Routes routes,
            GateOptions options,
            LongSupplier wallMillis,
            LongSupplier nanos,
            int node,
            Recall recall) {
        this(
                store,
                dispatcher,
                new Replies(store, dispatcher, message -> {}, node),
                routes,
                options,
                wallMillis,
                nanos,
                node,
                recall);
    }

    /** @param recall asked only for messages whose channels the gateway chooses */
    public Gate(
            Store store,
            Dispatcher dispatcher,
            Replies replies,
            Routes routes,
            GateOptions options,
            LongSupplier wallMillis,
            LongSupplier nanos,
            int node,
            Recall recall) {
        this.recall = recall;
        this.store = store;
        this.replies = replies;
        this.routes = routes;
        this.options = options;
        this.wallMillis = wallMillis;
        this.nanos = nanos;
        this.node = node;
        this.pressure = new Pressure(options.pressure(), nanos);
        this.searches = new Searches(nanos);
        this.drafts = new Drafts(store, options, wallMillis);
        this.explaining = new Explaining(replies, recall, drafts, options, wallMillis);
        this.amendment = new Amendment(store, dispatcher, wallMillis, options);
    }

    /** Takes another routing table for what comes from now on. */
    public void routes(Routes table) {
        routes = table;
    }

    /** @return the routing table in force */
    public Routes routes() {
        return routes;
    }

    /** Refuses everything from now on. */
    public void stop() {
        stopping = true;
    }

    @Override
    public void admit(Draft draft, Executor owner, Consumer<Admitted> answer) {
        if (Replies.isOpen(draft)) {
            replies.resolve(
                    draft, owner, whole -> admit(whole, owner, answer), refusal -> refuse(draft, refusal, answer));
            return;
        }
        Admitted refusal =
                draft.door() == Door.SMPP ? null : checkLoad(draft.account(), draft.priority(), draft.door());
        if (refusal != null) {
            answer.accept(refusal);
            return;
        }
        refusal = check(draft);
        if (refusal != null) {
            refuse(draft, refusal, answer);
            return;
        }
        int segments = segments(draft);
        Routes table = routes;
        Asked asked = drafts.asked(draft, segments);
        List<Step> fixed = table.fixedSteps(asked);
        if (fixed != null) {
            admit(draft, new Chosen(fixed, draft.identities()), segments, owner, answer);
        } else if (segments > options.segmentsMax()) {
            refuse(draft, drafts.tooLong(segments), answer);
        } else {
            choose(draft, table, asked, owner, answer);
        }
    }

    @Override
    public @Nullable Admitted checkLoad(Account account, Priority priority, Door door) {
        if (!pressure.turnsAway(pressure.of(account.name()), priority)) {
            return null;
        }
        counts.of(door, Verdict.QUEUE_FULL).increment();
        return FULL;
    }

    /** What waits for its recipient to be read counts as under way. */
    private void choose(Draft draft, Routes table, Asked asked, Executor owner, Consumer<Admitted> answer) {
        AccountLoad load = pressure.of(draft.account().name());
        if (pressure.sheds(load, draft.priority())) {
            refuse(draft, FULL, answer);
            return;
        }
        int size = sizeOf(draft.content());
        pressure.entered(load, size);
        recall.of(draft.account().name(), draft.to(), draft.identities(), owner, known -> {
            pressure.left(load, size);
            admit(draft, table.choose(asked, known), asked.segments(), owner, answer);
        });
    }

    private void admit(Draft draft, Chosen way, int segments, Executor owner, Consumer<Admitted> answer) {
        Admitted refusal = drafts.checkWay(way.steps(), segments);
        if (refusal != null) {
            refuse(draft, refusal, answer);
            return;
        }
        long now = nanos.getAsLong();
        TokenBucket bucket = buckets.of(draft.account(), now);
        long wait = bucket == null ? 0 : bucket.tryAcquire(segments, now);
        if (wait > 0) {
            refuse(draft, overRate(draft.account(), wait), answer);
            return;
        }
        AccountLoad load = pressure.of(draft.account().name());
        if (pressure.sheds(load, draft.priority())) {
            giveBack(bucket, segments);
            refuse(draft, FULL, answer);
            return;
        }
        int size = sizeOf(draft.content());
        pressure.entered(load, size);
        boolean queued = store.accept(drafts.message(draft, way, segments), draft.idempotency(), owner, stored -> {
            pressure.left(load, size);
            answer(draft, stored, bucket, segments, answer);
        });
        if (!queued) {
            pressure.left(load, size);
            giveBack(bucket, segments);
            refuse(draft, Admitted.full("the gateway takes in more than its disk can"), answer);
        }
    }

    private @Nullable Admitted check(Draft draft) {
        return stopping
                ? Admitted.refused(Verdict.STOPPING, "", "the gateway is stopping")
                : Rules.check(draft, options, wallMillis.getAsLong());
    }

    private static Admitted overRate(Account account, long waitNanos) {
        String detail = "the account's rate of " + account.rate() + " segments is used up";
        return new Admitted(Verdict.THROTTLED, 0, 0, "", detail, Math.max(1, waitNanos / 1_000_000));
    }

    private void answer(
            Draft draft, Accepted stored, @Nullable TokenBucket bucket, int segments, Consumer<Admitted> answer) {
        Admitted admitted;
        if (stored instanceof Accepted.Stored taken) {
            admitted = new Admitted(Verdict.ACCEPTED, taken.message().id(), segments, "", "", 0);
            replies.onAccepted(taken.message());
        } else {
            giveBack(bucket, segments);
            if (stored instanceof Accepted.Duplicate first) {
                admitted = new Admitted(Verdict.DUPLICATE, first.id(), first.segments(), "", "", 0);
            } else if (stored instanceof Accepted.Conflict) {
                admitted = Admitted.refused(
                        Verdict.KEY_REUSED,
                        "",
                        "this idempotency key was used for another message within the last 24 hours");
            } else if (stored instanceof Accepted.Unreadable) {
                admitted = Admitted.full("the gateway's disk cannot be read at present");
            } else {
                admitted = Admitted.full("the gateway's disk is nearly full");
            }
        }
        counts.of(draft.door(), admitted.verdict()).increment();
        answer.accept(admitted);
    }

    /** @return octets of heap that a submission takes until it is stored, about */
    private static int sizeOf(Content content) {
        int octets = ContentSize.octets(content);
        // What a client submitted as octets is held twice while it is stored, text half as often again.
        return SIZE_OCTETS + (content instanceof Content.Sms ? 2 * octets : octets + octets / 2);
    }

    private void refuse(Draft draft, Admitted refusal, Consumer<Admitted> answer) {
        counts.of(draft.door(), refusal.verdict()).increment();
        answer.accept(refusal);
    }

    private static void giveBack(@Nullable TokenBucket bucket, int segments) {
        if (bucket != null) {
            bucket.giveBack(segments);
        }
    }

    @Override
    public int segments(Draft draft) {
        return Sizing.segments(draft.content(), options);
    }

    @Override
    public void explain(Draft draft, Executor owner, Consumer<Explanation> answer) {
        explaining.explain(draft, routes, owner, answer);
    }

    @Override
    public void find(Account account, long id, Executor owner, Consumer<@Nullable Found> answer, Runnable failed) {
        store.find(
                id,
                owner,
                found ->
                        answer.accept(found != null && found.message().account().equals(account.name()) ? found : null),
                failed);
    }

    @Override
    public void cancel(Account account, long id, Executor owner, Consumer<Amended> answer) {
        Consumer<@Nullable Found> cancel = found -> {
            if (found == null) {
                answer.accept(Amended.UNKNOWN);
            } else {
                amendment.cancel(found, owner, answer);
            }
        };
        find(account, id, owner, cancel, () -> answer.accept(Amended.UNREADABLE));
    }

    @Override
    public @Nullable Admitted checkSearch(Account account) {
        return searches.check(account.name());
    }

    @Override
    public @Nullable Admitted checkReplacement(Draft draft) {
        Admitted refusal = check(draft);
        if (refusal != null) {
            return refusal;
        }
        int segments = segments(draft);
        if (segments > options.segmentsMax()) {
            return drafts.tooLong(segments);
        }
        if (pressure.sheds(pressure.of(draft.account().name()), draft.priority())) {
            return FULL;
        }
        long now = nanos.getAsLong();
        TokenBucket bucket = buckets.of(draft.account(), now);
        long wait = bucket == null ? 0 : bucket.tryAcquire(segments, now);
        return wait == 0 ? null : overRate(draft.account(), wait);
    }

    @Override
    public void cancelAll(
            Account account,
            String from,
            String to,
            @Nullable String serviceType,
            Executor owner,
            Consumer<Amended> answer) {
        search(
                account,
                from,
                to,
                owner,
                messages -> amendment.cancelAll(messages, serviceType, owner, answer),
                () -> answer.accept(Amended.UNREADABLE));
    }

    private void search(
            Account account, String from, String to, Executor owner, Consumer<List<Message>> found, Runnable failed) {
        searches.begun();
        store.findPending(
                account.name(),
                from,
                to,
                owner,
                messages -> {
                    searches.ended();
                    found.accept(messages);
                },
                () -> {
                    searches.ended();
                    failed.run();
                });
    }

    @Override
    public void replace(
            Account account,
            long id,
            Content content,
            long sendAtMillis,
            long validityMillis,
            @Nullable ReceiptWish receipts,
            Executor owner,
            Consumer<Amended> answer) {
        Consumer<@Nullable Found> replace = found -> {
            if (found == null) {
                answer.accept(Amended.UNKNOWN);
            } else {
                amendment.replace(found, content, sendAtMillis, validityMillis, receipts, owner, answer);
            }
        };
        find(account, id, owner, replace, () -> answer.accept(Amended.UNREADABLE));
    }

    @Override
    public void findReplaceable(
            Account account,
            String from,
            String to,
            String serviceType,
            Executor owner,
            Consumer<Long> answer,
            Runnable failed) {
        search(account, from, to, owner, messages -> answer.accept(Amendment.newestOf(messages, serviceType)), failed);
    }

    @Override
    public int node() {
        return node;
    }

    /** @return how full the node is */
    public Pressure pressure() {
        return pressure;
    }

    public GateCounts counts() {
        return counts;
    }
}

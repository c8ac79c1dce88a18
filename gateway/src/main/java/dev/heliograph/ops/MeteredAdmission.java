package dev.heliograph.ops;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Admission;
import dev.heliograph.admission.Admitted;
import dev.heliograph.admission.Draft;
import dev.heliograph.admission.Explanation;
import dev.heliograph.admission.Verdict;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.store.Amended;
import dev.heliograph.store.Found;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The gate with a stopwatch beside it, for a sample of the submissions: two readings of the clock cost more than all counters together. */
public final class MeteredAdmission implements Admission {
    /** A power of two. */
    static final int SAMPLED_ONE_IN = 32;

    private final Admission gate;
    private final Traffic traffic;
    private final LongSupplier nanoClock;

    public MeteredAdmission(Admission gate, Traffic traffic, LongSupplier nanoClock) {
        this.gate = gate;
        this.traffic = traffic;
        this.nanoClock = nanoClock;
    }

    @Override
    public void admit(Draft draft, Executor owner, Consumer<Admitted> answer) {
        boolean byChance = (ThreadLocalRandom.current().nextInt() & (SAMPLED_ONE_IN - 1)) == 0;
        if (!byChance && !traffic.takesSample()) {
            gate.admit(draft, owner, answer);
            return;
        }
        long begun = nanoClock.getAsLong();
        gate.admit(draft, owner, admitted -> {
            if (admitted.verdict() == Verdict.ACCEPTED) {
                traffic.accepted(nanoClock.getAsLong() - begun);
            }
            answer.accept(admitted);
        });
    }

    @Override
    public @Nullable Admitted checkLoad(Account account, Priority priority, Door door) {
        return gate.checkLoad(account, priority, door);
    }

    @Override
    public int segments(Draft draft) {
        return gate.segments(draft);
    }

    @Override
    public void explain(Draft draft, Executor owner, Consumer<Explanation> answer) {
        gate.explain(draft, owner, answer);
    }

    @Override
    public void find(Account account, long id, Executor owner, Consumer<@Nullable Found> answer, Runnable failed) {
        gate.find(account, id, owner, answer, failed);
    }

    @Override
    public void cancel(Account account, long id, Executor owner, Consumer<Amended> answer) {
        gate.cancel(account, id, owner, answer);
    }

    @Override
    public @Nullable Admitted checkSearch(Account account) {
        return gate.checkSearch(account);
    }

    @Override
    public @Nullable Admitted checkReplacement(Draft draft) {
        return gate.checkReplacement(draft);
    }

    @Override
    public void cancelAll(
            Account account,
            String from,
            String to,
            @Nullable String serviceType,
            Executor owner,
            Consumer<Amended> answer) {
        gate.cancelAll(account, from, to, serviceType, owner, answer);
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
        gate.replace(account, id, content, sendAtMillis, validityMillis, receipts, owner, answer);
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
        gate.findReplaceable(account, from, to, serviceType, owner, answer, failed);
    }

    @Override
    public int node() {
        return gate.node();
    }
}

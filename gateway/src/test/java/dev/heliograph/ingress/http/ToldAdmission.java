package dev.heliograph.ingress.http;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Admission;
import dev.heliograph.admission.Admitted;
import dev.heliograph.admission.Draft;
import dev.heliograph.admission.Explanation;
import dev.heliograph.admission.Verdict;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.MessageId;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.message.Step;
import dev.heliograph.store.Amended;
import dev.heliograph.store.Found;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/** An admission that answers as it is told, at once or when it is let, and remembers what it was asked. */
final class ToldAdmission implements Admission {
    static final int NODE = 1;

    final Map<Long, Found> messages = new ConcurrentHashMap<>();
    private final List<Draft> drafts = new ArrayList<>();
    private final ArrayDeque<Runnable> held = new ArrayDeque<>();
    private Function<Draft, Admitted> verdict = draft -> accepted();
    private boolean holding;
    private boolean remembering = true;
    private long count;
    private int heldMax;

    private Admitted accepted() {
        return new Admitted(Verdict.ACCEPTED, MessageId.of(NODE, Math.max(1, count)), 1, "", "", 0);
    }

    static Admitted refused(Verdict verdict, String field, String detail, long retryAfterMillis) {
        return new Admitted(verdict, 0, 0, field, detail, retryAfterMillis);
    }

    synchronized void answer(Function<Draft, Admitted> with) {
        verdict = with;
    }

    /** Answers later, when {@link #release} says so. */
    synchronized void hold() {
        holding = true;
    }

    /** Answers what is held, and from now on at once. */
    synchronized void release() {
        holding = false;
        held.forEach(Runnable::run);
        held.clear();
    }

    /** Counts drafts and forgets them. */
    synchronized void forget() {
        remembering = false;
    }

    synchronized long count() {
        return count;
    }

    /** @return the most that ever waited for an answer at once */
    synchronized int heldMax() {
        return heldMax;
    }

    synchronized List<Draft> drafts() {
        return List.copyOf(drafts);
    }

    @Override
    public Admitted checkLoad(Account account, Priority priority, Door door) {
        return null;
    }

    @Override
    public synchronized void admit(Draft draft, Executor owner, Consumer<Admitted> answer) {
        count++;
        if (remembering) {
            drafts.add(draft);
        }
        Admitted admitted = verdict.apply(draft);
        if (holding) {
            held.add(() -> owner.execute(() -> answer.accept(admitted)));
            heldMax = Math.max(heldMax, held.size());
        } else if (admitted.verdict().isAccepted()) {
            owner.execute(() -> answer.accept(admitted));
        } else {
            answer.accept(admitted); // as the gate does: refusals are answered at once
        }
    }

    @Override
    public int segments(Draft draft) {
        return 1;
    }

    @Override
    public synchronized void explain(Draft draft, Executor owner, Consumer<Explanation> answer) {
        answer.accept(new Explanation(
                verdict.apply(draft),
                "GSM-7",
                2,
                1,
                List.of(Step.of("sms-main")),
                List.of(
                        new Explanation.Considered("sms-main", true, "the account's route leads over it"),
                        new Explanation.Considered("rcs", false, "the message does not ask for it"))));
    }

    @Override
    public void find(Account account, long id, Executor owner, Consumer<Found> answer, Runnable failed) {
        Found found = messages.get(id);
        boolean own = found != null && found.message().account().equals(account.name());
        owner.execute(() -> answer.accept(own ? found : null));
    }

    @Override
    public void cancel(Account account, long id, Executor owner, Consumer<Amended> answer) {
        find(
                account,
                id,
                owner,
                found -> {
                    if (found == null) {
                        answer.accept(Amended.UNKNOWN);
                    } else {
                        answer.accept(found.status().state().isFinal() ? Amended.TOO_LATE : Amended.DONE);
                    }
                },
                () -> {});
    }

    @Override
    public Admitted checkSearch(Account account) {
        return null;
    }

    @Override
    public Admitted checkReplacement(Draft draft) {
        return null;
    }

    @Override
    public void cancelAll(
            Account account, String from, String to, String serviceType, Executor owner, Consumer<Amended> answer) {
        throw new UnsupportedOperationException("HTTP has no such call");
    }

    @Override
    public void replace(
            Account account,
            long id,
            Content content,
            long sendAtMillis,
            long validityMillis,
            ReceiptWish receipts,
            Executor owner,
            Consumer<Amended> answer) {
        throw new UnsupportedOperationException("HTTP has no such call");
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
        throw new UnsupportedOperationException("HTTP has no such call");
    }

    @Override
    public int node() {
        return NODE;
    }
}

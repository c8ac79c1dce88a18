package dev.heliograph.ingress.smpp;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Admission;
import dev.heliograph.admission.Admitted;
import dev.heliograph.admission.Draft;
import dev.heliograph.admission.Explanation;
import dev.heliograph.admission.Verdict;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageError;
import dev.heliograph.message.MessageId;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.message.Step;
import dev.heliograph.store.Amended;
import dev.heliograph.store.Found;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An admission that keeps its messages in memory and sends none. Any thread. */
final class MemoryAdmission implements Admission {
    static final int NODE = 7;

    private final TreeMap<Long, Found> messages = new TreeMap<>();
    private final Map<String, Long> keys = new HashMap<>();
    private final List<Draft> drafts = new ArrayList<>();
    private final List<Runnable> held = new ArrayList<>();
    private long counter;
    private boolean holding;

    /** Said of every search and every replacement; null for yes. */
    volatile @Nullable Admitted notNow;

    /** Said of every submission before it is read; null for yes. */
    volatile @Nullable Admitted busy;

    /** What is said of a draft. */
    volatile Function<Draft, Verdict> judge = draft -> Verdict.ACCEPTED;

    synchronized List<Draft> drafts() {
        return List.copyOf(drafts);
    }

    synchronized List<Message> messages() {
        return messages.values().stream().map(Found::message).toList();
    }

    synchronized int count() {
        return messages.size();
    }

    synchronized MessageState state(long id) {
        return messages.get(id).status().state();
    }

    /** From now on answers are kept until {@link #release}. */
    synchronized void hold() {
        holding = true;
    }

    synchronized int heldCount() {
        return held.size();
    }

    synchronized void release() {
        holding = false;
        held.forEach(Runnable::run);
        held.clear();
    }

    synchronized void settle(long id, MessageState state, int errorCode, long atMillis) {
        MessageError error = errorCode == 0 ? null : new MessageError("failed", errorCode, null);
        messages.computeIfPresent(
                id, (key, found) -> new Found(found.message(), new MessageStatus(state, atMillis, List.of(), error)));
    }

    @Override
    public @Nullable Admitted checkLoad(Account account, Priority priority, Door door) {
        return busy;
    }

    @Override
    public synchronized void admit(Draft draft, Executor owner, Consumer<Admitted> answer) {
        drafts.add(draft);
        Admitted admitted = decide(draft);
        Runnable told = () -> owner.execute(() -> answer.accept(admitted));
        if (holding) {
            held.add(told);
        } else {
            told.run();
        }
    }

    private Admitted decide(Draft draft) {
        Verdict verdict = judge.apply(draft);
        if (!verdict.isAccepted()) {
            return new Admitted(verdict, 0, 0, "", "refused by the test", 0);
        }
        Long first = draft.idempotency() == null
                ? null
                : keys.get(draft.account().name() + " " + draft.idempotency().key());
        if (first != null) {
            return new Admitted(Verdict.DUPLICATE, first, 1, "", "", 0);
        }
        long id = MessageId.of(NODE, ++counter);
        if (draft.idempotency() != null) {
            keys.put(draft.account().name() + " " + draft.idempotency().key(), id);
        }
        long now = System.currentTimeMillis();
        Message message = new Message(
                id,
                draft.account().name(),
                draft.door(),
                draft.from(),
                draft.to(),
                draft.identities(),
                draft.content(),
                draft.priority(),
                draft.receipts(),
                draft.reference(),
                now,
                draft.sendAtMillis(),
                now + 60_000,
                1,
                List.of(Step.of("sms-main")));
        messages.put(id, new Found(message, new MessageStatus(MessageState.ACCEPTED, now, List.of(), null)));
        return new Admitted(Verdict.ACCEPTED, id, 1, "", "", 0);
    }

    @Override
    public int segments(Draft draft) {
        return 1;
    }

    @Override
    public void explain(Draft draft, Executor owner, Consumer<Explanation> answer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized void find(
            Account account, long id, Executor owner, Consumer<@Nullable Found> answer, Runnable failed) {
        Found found = own(account, id);
        owner.execute(() -> answer.accept(found));
    }

    private @Nullable Found own(Account account, long id) {
        Found found = messages.get(id);
        return found != null && found.message().account().equals(account.name()) ? found : null;
    }

    @Override
    public synchronized void cancel(Account account, long id, Executor owner, Consumer<Amended> answer) {
        Amended amended = amendable(account, id);
        if (amended == Amended.DONE) {
            settle(id, MessageState.CANCELLED, 0, System.currentTimeMillis());
        }
        owner.execute(() -> answer.accept(amended));
    }

    private Amended amendable(Account account, long id) {
        Found found = own(account, id);
        if (found == null) {
            return Amended.UNKNOWN;
        }
        return found.status().state() == MessageState.ACCEPTED ? Amended.DONE : Amended.TOO_LATE;
    }

    @Override
    public @Nullable Admitted checkSearch(Account account) {
        return notNow;
    }

    @Override
    public @Nullable Admitted checkReplacement(Draft draft) {
        return notNow;
    }

    @Override
    public synchronized void cancelAll(
            Account account,
            String from,
            String to,
            @Nullable String serviceType,
            Executor owner,
            Consumer<Amended> answer) {
        List<Long> pending = pending(account, from, to, serviceType);
        pending.forEach(id -> settle(id, MessageState.CANCELLED, 0, System.currentTimeMillis()));
        owner.execute(() -> answer.accept(pending.isEmpty() ? Amended.UNKNOWN : Amended.DONE));
    }

    private List<Long> pending(Account account, String from, String to, @Nullable String serviceType) {
        return messages.values().stream()
                .filter(found -> found.status().state() == MessageState.ACCEPTED)
                .map(Found::message)
                .filter(message -> message.account().equals(account.name())
                        && message.from().value().equals(from)
                        && message.to().value().equals(to)
                        && (serviceType == null
                                || ((Content.Sms) message.content())
                                        .serviceType()
                                        .equals(serviceType)))
                .map(Message::id)
                .toList();
    }

    @Override
    public synchronized void replace(
            Account account,
            long id,
            Content content,
            long sendAtMillis,
            long validityMillis,
            @Nullable ReceiptWish receipts,
            Executor owner,
            Consumer<Amended> answer) {
        Amended amended = amendable(account, id);
        if (amended == Amended.DONE) {
            messages.computeIfPresent(
                    id,
                    (key, found) -> new Found(
                            found.message()
                                    .replacedBy(
                                            content,
                                            1,
                                            receipts == null ? found.message().receipts() : receipts,
                                            sendAtMillis == 0 ? found.message().sendAtMillis() : sendAtMillis,
                                            found.message().expiresAtMillis()),
                            found.status()));
        }
        owner.execute(() -> answer.accept(amended));
    }

    @Override
    public synchronized void findReplaceable(
            Account account,
            String from,
            String to,
            String serviceType,
            Executor owner,
            Consumer<Long> answer,
            Runnable failed) {
        List<Long> pending = pending(account, from, to, serviceType);
        owner.execute(() -> answer.accept(pending.isEmpty() ? 0L : pending.get(pending.size() - 1)));
    }

    @Override
    public int node() {
        return NODE;
    }
}

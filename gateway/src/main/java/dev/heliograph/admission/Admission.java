package dev.heliograph.admission;

import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.store.Amended;
import dev.heliograph.store.Found;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The gate. Every call may be made on any event loop; the answer comes on {@code owner}. */
public interface Admission {
    /** Judges a submission and stores it; the answer {@link Verdict#ACCEPTED} means that it is on stable storage. Refusals are answered at once. */
    void admit(Draft draft, Executor owner, Consumer<Admitted> answer);

    /**
     * Whether the node is too busy for one more submission, before anything is spent on reading it. {@link #admit} asks it for every door but SMPP, whose sessions ask it
     * themselves, once for each message: a flood of submissions must cost less than its refusal is worth.
     *
     * @return the refusal, or null
     */
    @Nullable
    Admitted checkLoad(Account account, Priority priority, Door door);

    /** Says what would become of a submission, and does nothing; at once, unless the recipient or what it answers must be read from disk. */
    void explain(Draft draft, Executor owner, Consumer<Explanation> answer);

    /** @return SMS segments that a submission counts as, whatever channel it takes; at least 1 */
    int segments(Draft draft);

    /** @param answer the message and its status, or null when the account has no such message */
    void find(Account account, long id, Executor owner, Consumer<@Nullable Found> answer, Runnable failed);

    /** Cancels a message that was not sent yet. */
    void cancel(Account account, long id, Executor owner, Consumer<Amended> answer);

    /**
     * To be asked before {@link #cancelAll} and {@link #findReplaceable}, which look through everything that waits.
     *
     * @return why the account may not search now, or null
     */
    @Nullable
    Admitted checkSearch(Account account);

    /**
     * To be asked before {@link #replace}: a message that takes another's place is held to the rules of a submission, and takes as much of the account's rate.
     *
     * @param draft the message as it would be
     * @return the refusal, or null
     */
    @Nullable
    Admitted checkReplacement(Draft draft);

    /** Cancels every message from one address to another that was not sent yet: {@link Amended#DONE} when there was at least one (cancel_sm without an id). */
    void cancelAll(
            Account account,
            String from,
            String to,
            @Nullable String serviceType,
            Executor owner,
            Consumer<Amended> answer);

    /**
     * Replaces the words and times of a message that was not sent yet (replace_sm).
     *
     * @param sendAtMillis 0 to keep it
     * @param validityMillis from now; 0 to keep it
     * @param receipts null to keep them
     */
    void replace(
            Account account,
            long id,
            Content content,
            long sendAtMillis,
            long validityMillis,
            @Nullable ReceiptWish receipts,
            Executor owner,
            Consumer<Amended> answer);

    /** Finds the one pending message of the same source, destination and service type, for replace_if_present; 0 when there is none. */
    void findReplaceable(
            Account account,
            String from,
            String to,
            String serviceType,
            Executor owner,
            Consumer<Long> answer,
            Runnable failed);

    /** @return the number of this node, for reading short message ids */
    int node();
}

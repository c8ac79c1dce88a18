package dev.heliograph.receipt;

import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import java.util.ArrayList;
import java.util.List;

/** A message whose receipts are awaited, as the correlator knows it. */
final class Tracked {
    final Message message;
    MessageStatus status;

    /** Another channel has the message now: what is still reported of this one changes nothing. */
    boolean handedOn;

    /** Of {@link Finished}: how many reads of the store had begun when the end was durable. */
    long readsBefore;

    /** Changes handed to the store and not durable yet, and who waits for them: a receipt that repeats one is acknowledged no earlier. */
    private int writes;

    private List<Runnable> waiting = List.of();

    Tracked(Message message, MessageStatus status) {
        this.message = message;
        this.status = status;
    }

    void writing(MessageStatus next) {
        status = next;
        writes++;
    }

    void onceWritten(Runnable stored) {
        if (writes == 0) {
            stored.run();
            return;
        }
        if (waiting.isEmpty()) {
            waiting = new ArrayList<>(1);
        }
        waiting.add(stored);
    }

    void written() {
        if (--writes == 0 && !waiting.isEmpty()) {
            List<Runnable> now = waiting;
            waiting = List.of();
            now.forEach(Runnable::run);
        }
    }

    /**
     * @return whether what is known here is older than what the store knows: it is known from the channel that handed the message on, and the next one, of the same account,
     *     was given no id; or a receipt of the earlier attempt came while the later one was under way, whose outcome nobody knew after a restart
     */
    boolean isBehind(MessageStatus stored) {
        int known = status.attempts().size();
        boolean underWay = !handedOn
                && status.state() != MessageState.SENT
                && !status.state().isFinal();
        return stored.attempts().size() > known
                || (underWay && stored.attempts().size() == known);
    }
}

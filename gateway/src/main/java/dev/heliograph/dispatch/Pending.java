package dev.heliograph.dispatch;

import dev.heliograph.content.ContentSize;
import dev.heliograph.message.Attempt;
import dev.heliograph.message.Message;
import dev.heliograph.message.Step;
import dev.heliograph.store.Queued;
import java.util.ArrayList;
import java.util.List;

/** A message while a lane holds it; touched by the lane's loop only. */
final class Pending {
    /** What a message takes beside its content. */
    private static final int OCTETS_BASE = 800;

    final long position;
    /** Octets of memory, about; stays as it is when the message is replaced, for it is given back as it was taken. */
    final int octets;

    Message message;
    List<Attempt> attempts;
    /** Provider requests it takes, as its channel counts. */
    int cost;
    /** Times it was handed to this lane's channel. */
    int tries;
    /** Times that nobody could say whether the provider took it. */
    int unknowns;
    /** Times that it could not leave. */
    int putBacks;
    /** Times that handling it threw. */
    int crashes;
    /** When it was last handed over, milliseconds since 1970. */
    long startedAtMillis;
    /** Since when it waits for this channel, milliseconds since 1970. */
    final long queuedAtMillis;
    /** When it must have been taken: the end of its validity, or before that of its time on this channel when it goes on to another one then. */
    long endsAtMillis;

    /** Of its route. */
    private final int step;

    Pending(Queued queued, String channel) {
        this.position = queued.position();
        this.message = queued.message();
        this.octets = octetsOf(queued.message());
        this.attempts = queued.status().attempts();
        this.queuedAtMillis = queued.status().atMillis();
        this.step = message.route().size() == 1 ? 0 : Math.max(0, message.stepOf(channel));
        limit();
    }

    /** The message as it shall be sent from now on. */
    void replaceBy(Message replacement) {
        message = replacement;
        limit();
    }

    private void limit() {
        long since = Math.max(queuedAtMillis, message.sendAtMillis());
        endsAtMillis = Math.min(message.expiresAtMillis(), message.waitEndMillis(step, since));
    }

    /** @return whether another channel should rather have it than that it waits here so long */
    boolean goesOnBefore(long wallMillis) {
        return endsAtMillis < message.expiresAtMillis() && wallMillis >= endsAtMillis;
    }

    /** @return whether it is given time for a receipt on this channel, and then goes on to another one */
    boolean goesOnUnreported() {
        return message.waitEndMillis(step, 0) != Long.MAX_VALUE;
    }

    Step step() {
        return message.route().get(step);
    }

    /** @return how long the provider may try, in milliseconds: no longer than is waited for it */
    long validityMillis(long wallMillis) {
        long left = message.expiresAtMillis() - wallMillis;
        return step().endsWhenSent() ? left : Math.min(left, message.waitEndMillis(step, 0));
    }

    static int octetsOf(Message message) {
        return OCTETS_BASE + ContentSize.octets(message.content());
    }

    int attemptNumber() {
        return attempts.size() + 1;
    }

    /** @return the attempts so far and this one, oldest first; of a long row of retries the first and the latest are kept */
    List<Attempt> attemptsWith(Attempt attempt, int max) {
        List<Attempt> all = new ArrayList<>(attempts.size() + 1);
        all.addAll(attempts);
        all.add(attempt);
        while (all.size() > max) {
            all.remove(1);
        }
        return List.copyOf(all);
    }
}

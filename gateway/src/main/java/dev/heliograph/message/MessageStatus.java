package dev.heliograph.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a message so far.
 *
 * @param state see {@link MessageState}; exactly one final state is ever stored
 * @param atMillis when it reached that state
 * @param attempts every try, oldest first
 * @param error why it failed, or null
 */
public record MessageStatus(
        MessageState state,
        long atMillis,
        List<Attempt> attempts,
        @Nullable MessageError error) {

    /** @return the last attempt, or null before the first */
    public @Nullable Attempt lastAttempt() {
        return attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
    }

    /** @return how far it got, for people: a message that waits to be read is delivered */
    public MessageState reached() {
        Attempt last = lastAttempt();
        return state == MessageState.SENT && last != null && last.state().isSuccess() ? last.state() : state;
    }

    /** @return the channel that it was delivered over, else that of the last attempt; null before the first */
    public @Nullable String channel() {
        for (Attempt attempt : state.isSuccess() ? attempts : List.<Attempt>of()) {
            if (attempt.state().isSuccess()) {
                return attempt.channel();
            }
        }
        Attempt last = lastAttempt();
        return last == null ? null : last.channel();
    }
}

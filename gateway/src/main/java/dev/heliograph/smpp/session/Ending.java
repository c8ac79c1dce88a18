package dev.heliograph.smpp.session;

import dev.heliograph.smpp.pdu.Unbind;
import org.jspecify.annotations.Nullable;

/**
 * An end that was asked for and takes a moment: what is open is finished first (SMPP-CONFORMANCE B10, B11).
 *
 * @param unbindAt when our unbind is sent even though something is still open
 * @param deadline when it is over anyway
 * @param peersUnbind the unbind we owe an answer to, or null if this side ends the session
 */
record Ending(
        CloseReason reason,
        long unbindAt,
        long deadline,
        @Nullable Unbind peersUnbind) {
    enum Step {
        WAIT,
        SEND_UNBIND,
        FINISH
    }

    /** This side ends the session: half of the time is for open requests. */
    static Ending ours(CloseReason reason, long now, long timeoutMillis) {
        return new Ending(reason, now + timeoutMillis / 2, now + timeoutMillis, null);
    }

    /** The peer ends the session: its own open requests are answered before its unbind. */
    static Ending peers(Unbind unbind, long now, long timeoutMillis) {
        return new Ending(CloseReason.PEER_UNBOUND, Long.MAX_VALUE, now + timeoutMillis, unbind);
    }

    /** Whether the peer's messages are still taken: it did nothing to end the session, and may not send them again. */
    boolean takesRequests(boolean unbindSent) {
        return reason == CloseReason.RESPONSE_TIMEOUT && !unbindSent;
    }

    /**
     * What is to be done now.
     *
     * @param unanswered requests of the peer
     * @param outstanding requests of ours
     * @param unbindSent whether our unbind waits for its answer
     */
    Step next(long now, int unanswered, int outstanding, boolean unbindSent) {
        if (now >= deadline || (peersUnbind != null && unanswered == 0)) {
            return Step.FINISH;
        }
        if (peersUnbind != null || unbindSent) {
            return Step.WAIT;
        }
        boolean finished = unanswered == 0 && outstanding == 0;
        return finished || now >= unbindAt ? Step.SEND_UNBIND : Step.WAIT;
    }
}

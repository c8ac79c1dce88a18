package dev.heliograph.smpp.client;

import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.session.CloseReason;

/**
 * What a session tells its owner, always on the session's event loop. enquire_link, unbind and what the session's state does
 * not allow are answered by the session and never get here.
 */
public interface SmppClientHandler {
    /** The session is bound: called before any request of the peer is shown. */
    default void onBound(SmppClientSession session) {}

    /**
     * deliver_sm or data_sm, to be answered with {@link SmppClientSession#respond}, now or later, exactly once; or
     * alert_notification, which has no answer.
     */
    void onRequest(SmppClientSession session, Pdu.Request request);

    /** The peer reads again after a submit was refused with WRITE_QUEUE_FULL. */
    default void onDrain(SmppClientSession session) {}

    /** The session, which was bound, is over; its open requests have been told so before. */
    default void onClosed(SmppClientSession session, CloseReason reason) {}
}

package dev.heliograph.smpp.server;

import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.session.CloseReason;

/**
 * What a server tells its owner, always on the server's event loop. enquire_link, unbind, commands the session's state does not
 * allow and malformed PDUs are answered by the session and never get here.
 */
public interface SmppServerHandler {
    /** An ESME that was to be let in had gone by then: what the decision holds for it is to be given back. */
    default void onAbandoned(BindDecision.Accepted decision) {}

    /** The session is bound; its bind response is written. */
    default void onBound(SmppServerSession session) {}

    /**
     * A request to be answered with {@link SmppServerSession#respond}, now or later, exactly once: submit_sm, submit_multi,
     * data_sm, query_sm, cancel_sm or replace_sm, each valid in itself.
     */
    void onRequest(SmppServerSession session, Pdu.Request request);

    /** The peer reads again after a send was refused with WRITE_QUEUE_FULL. */
    default void onDrain(SmppServerSession session) {}

    /** The session, which was bound, is over; answers given later are dropped. */
    default void onClosed(SmppServerSession session, CloseReason reason) {}
}

package dev.heliograph.egress.receiver;

import dev.heliograph.message.Event;
import dev.heliograph.queue.BoundedInbox;
import dev.heliograph.smpp.pdu.DeliverSm;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.session.ResponseHandler;
import dev.heliograph.smpp.session.SendResult;
import dev.heliograph.smpp.session.Unanswered;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to an ESME. It travels: the pump's loop fills it, the session's loop sends it and writes how that ended, and the inbox brings it back to the
 * pump. Whoever holds it owns it; the handing over orders what they write.
 */
public final class Delivery implements ResponseHandler {
    /** How one sending ended. */
    enum End {
        ANSWERED,
        TIMED_OUT,
        /** The session ended with the answer outstanding. */
        CLOSED,
        /** Nothing was written; {@link #notSent} says why. */
        NOT_SENT
    }

    private final BoundedInbox<Delivery> inbox;
    final Event event;
    final String destination;

    // Written by the pump before it is sent.
    @Nullable
    DeliverSm pdu;

    @Nullable
    PumpedLine line;

    long sentMillis;
    int tries;
    int bugs;
    long dueNanos;

    // Written by the session's loop.
    End end = End.NOT_SENT;
    int status;
    SendResult notSent = SendResult.SENT;

    Delivery(Event event, BoundedInbox<Delivery> inbox) {
        this.event = event;
        this.destination = EventPdu.destinationOf(event);
        this.inbox = inbox;
    }

    /** @return what to send */
    public DeliverSm pdu() {
        DeliverSm ready = pdu;
        if (ready == null) {
            throw new IllegalStateException("this delivery was not given to a line");
        }
        return ready;
    }

    @Override
    public void onResponse(Pdu.Response response) {
        status = response.commandStatus();
        ended(End.ANSWERED);
    }

    @Override
    public void onUnanswered(Unanswered why) {
        ended(why == Unanswered.TIMED_OUT ? End.TIMED_OUT : End.CLOSED);
    }

    /** The session did not take it. */
    public void onNotSent(SendResult why) {
        notSent = why;
        ended(End.NOT_SENT);
    }

    private void ended(End how) {
        end = how;
        if (!inbox.offer(this)) {
            throw new IllegalStateException("the inbox is smaller than the pump's bound");
        }
    }
}

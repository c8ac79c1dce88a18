package dev.heliograph.smpp.session;

import dev.heliograph.smpp.pdu.CommandId;
import dev.heliograph.smpp.pdu.EnquireLink;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.PduEncoder;
import dev.heliograph.smpp.wire.PduChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this side asks the peer: the requests of its user, which share a window, and the protocol's own, bind and unbind, of
 * which one at a time is open beside it.
 */
final class OwnRequests {
    private static final Logger LOG = LoggerFactory.getLogger(OwnRequests.class);

    private final PduChannel channel;
    private final int windowMax;
    private final RequestWindow window = new RequestWindow();
    private final SequenceNumbers numbers = new SequenceNumbers(0);
    private @Nullable Control control;
    private boolean refusedByWriteQueue;

    private record Control(int sequenceNumber, CommandId response, ResponseHandler handler) {}

    OwnRequests(PduChannel channel, int windowMax) {
        this.channel = channel;
        this.windowMax = windowMax;
    }

    /** Requests of the user that wait for a response. */
    int outstanding() {
        return window.size();
    }

    /** Whether a bind or unbind waits for its response. */
    boolean controlOpen() {
        return control != null;
    }

    /** Sends a request of the user at this time of the session's attention. */
    SendResult send(Pdu.Request request, ResponseHandler handler, long time) {
        CommandId command = request.commandId();
        boolean expectsResponse = command.expectsResponse();
        if (expectsResponse && window.size() >= windowMax) {
            return SendResult.WINDOW_FULL;
        }
        if (!channel.isWritable()) {
            refusedByWriteQueue = true;
            return SendResult.WRITE_QUEUE_FULL;
        }
        int sequenceNumber = nextNumber();
        if (!write(request, sequenceNumber)) {
            return SendResult.NOT_ENCODABLE;
        }
        if (expectsResponse) {
            window.add(sequenceNumber, command, handler, time);
        }
        return SendResult.SENT;
    }

    /** Sends a bind or unbind, whose fields are known to be within their bounds. */
    void control(Pdu.Request request, ResponseHandler handler) {
        int sequenceNumber = nextNumber();
        control = new Control(sequenceNumber, request.commandId().response(), handler);
        if (!write(request, sequenceNumber)) {
            throw new IllegalArgumentException("a field is beyond its bound: " + request);
        }
    }

    /** Sends a request whose response nobody waits for: outbind, and enquire_link, which any sign of life answers. */
    boolean unattended(Pdu.Request request) {
        return write(request, nextNumber());
    }

    void enquireLink() {
        unattended(new EnquireLink(0));
    }

    /** Completes the request that this answers; what nobody asked for is ignored. */
    void onResponse(Pdu.Response response) {
        CommandId command = response.commandId();
        Control asked = control;
        ResponseHandler handler;
        if (asked != null
                && asked.sequenceNumber() == response.sequenceNumber()
                && (asked.response() == command || command == CommandId.GENERIC_NACK)) {
            control = null;
            handler = asked.handler();
        } else {
            handler = window.take(response.sequenceNumber(), command);
        }
        if (handler != null) {
            try {
                handler.onResponse(response);
            } catch (RuntimeException e) {
                LOG.error("taking {} failed", command, e);
            }
        }
    }

    /** Whether a request sent at this time or before is open. */
    boolean isOpenSince(long sentBy) {
        return window.isOpenSince(sentBy);
    }

    /** Gives up the requests sent at this time or before. */
    void expire(long sentBy) {
        for (ResponseHandler late = window.takeSentBy(sentBy); late != null; late = window.takeSentBy(sentBy)) {
            giveUp(late, Unanswered.TIMED_OUT);
        }
    }

    /** Gives up all requests. */
    void close() {
        Control asked = control;
        control = null;
        if (asked != null) {
            giveUp(asked.handler(), Unanswered.CLOSED);
        }
        for (ResponseHandler open = window.takeOldest(); open != null; open = window.takeOldest()) {
            giveUp(open, Unanswered.CLOSED);
        }
    }

    /** Whether a request was refused since this was last asked because the write queue was full. */
    boolean takeRefusedByWriteQueue() {
        boolean refused = refusedByWriteQueue;
        refusedByWriteQueue = false;
        return refused;
    }

    private boolean write(Pdu.Request request, int sequenceNumber) {
        return channel.write(request, sequenceNumber, PduEncoder.NO_CONGESTION_STATE);
    }

    private int nextNumber() {
        int number = numbers.next();
        while (window.contains(number)) {
            number = numbers.next();
        }
        return number;
    }

    private static void giveUp(ResponseHandler handler, Unanswered why) {
        try {
            handler.onUnanswered(why);
        } catch (RuntimeException e) {
            LOG.error("giving up a request failed", e);
        }
    }
}

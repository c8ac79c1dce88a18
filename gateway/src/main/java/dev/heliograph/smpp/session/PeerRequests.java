package dev.heliograph.smpp.session;

import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.EmptyResp;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.PduEncoder;
import dev.heliograph.smpp.wire.PduChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the peer asks this side: how many of its requests are unanswered, and the responses. Requests are counted, not listed, so
 * two that share a sequence number are two.
 */
final class PeerRequests {
    private static final Logger LOG = LoggerFactory.getLogger(PeerRequests.class);

    private static final int CONGESTED = 100;

    private final PduChannel channel;
    private final Attention attention;
    private final int overdueOctetsMax;
    private int windowMax;
    private int unanswered;
    private int congestionState = PduEncoder.NO_CONGESTION_STATE;

    PeerRequests(PduChannel channel, Attention attention, SessionLimits limits) {
        this.channel = channel;
        this.attention = attention;
        this.overdueOctetsMax = limits.writeQueueOctetsMax();
        this.windowMax = limits.windowMax();
    }

    void windowMax(int newWindowMax) {
        windowMax = newWindowMax;
    }

    void congestionState(int state) {
        congestionState = state < 0 ? PduEncoder.NO_CONGESTION_STATE : Math.min(CONGESTED, state);
    }

    int unanswered() {
        return unanswered;
    }

    /** A request goes to the session's user, who owes one response. */
    void taken() {
        unanswered++;
    }

    /** Stops reading if too many are unanswered. */
    void checkWindow(long now) {
        if (unanswered >= windowMax) {
            attention.pause(Attention.WINDOW, now);
        }
    }

    /** The user's response to one of the requests taken. */
    void answer(Pdu.Response response, long now) {
        if (unanswered == 0) {
            LOG.error("a {} that nobody waits for is not sent", response.commandId());
            return;
        }
        unanswered--;
        write(response, now);
        if (unanswered <= windowMax / 2) {
            attention.resume(Attention.WINDOW, now);
        }
    }

    /** A response, the user's or the protocol's own. */
    void write(Pdu.Response response, long now) {
        if (!channel.write(response, response.sequenceNumber(), congestionState)) {
            LOG.error("{} cannot be encoded; the peer is told of a system error", response.commandId());
            channel.write(
                    new EmptyResp(response.commandId(), CommandStatus.ESME_RSYSERR, response.sequenceNumber()),
                    response.sequenceNumber(),
                    PduEncoder.NO_CONGESTION_STATE);
        }
        // Own requests stop when the write queue is full; responses may fill it once more before reading stops.
        if (channel.overdueOctets() > overdueOctetsMax) {
            attention.pause(Attention.WRITE_QUEUE, now);
        }
    }
}

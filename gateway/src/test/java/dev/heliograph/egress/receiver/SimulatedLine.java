package dev.heliograph.egress.receiver;

import dev.heliograph.message.Event;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.DeliverSmResp;
import dev.heliograph.smpp.pdu.Tlvs;
import dev.heliograph.smpp.session.SendResult;
import dev.heliograph.smpp.session.Unanswered;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** A receiver's session whose answers its owner decides on. */
public final class SimulatedLine implements ReceiverLine {
    private final int windowMax;
    private final ArrayDeque<Delivery> open = new ArrayDeque<>();
    private final Runnable onSent;
    private boolean isClosed;

    /** @param onSent runs when there is something to answer */
    public SimulatedLine(int windowMax, Runnable onSent) {
        this.windowMax = windowMax;
        this.onSent = onSent;
    }

    @Override
    public int version() {
        return 0x34;
    }

    @Override
    public int windowMax() {
        return windowMax;
    }

    @Override
    public void send(List<Delivery> batch) {
        if (isClosed) {
            batch.forEach(delivery -> delivery.onNotSent(SendResult.NOT_BOUND));
        } else {
            open.addAll(batch);
            onSent.run();
        }
    }

    /** @return the events that wait for an answer, oldest first */
    public List<Event> unanswered() {
        List<Event> events = new ArrayList<>(open.size());
        open.forEach(delivery -> events.add(delivery.event));
        return events;
    }

    /** Answers the oldest delivery. */
    public void answer(boolean taken) {
        int status = taken ? CommandStatus.ESME_ROK : CommandStatus.ESME_RMSGQFUL;
        open.remove().onResponse(new DeliverSmResp(status, 1, "", Tlvs.EMPTY));
    }

    /** The session is over. */
    public void closed() {
        isClosed = true;
        while (!open.isEmpty()) {
            open.remove().onUnanswered(Unanswered.CLOSED);
        }
    }

    /** @return whether SMPP receivers are told of it */
    public static boolean tells(Event event) {
        return EventPdu.tells(event);
    }
}

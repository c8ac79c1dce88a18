package dev.heliograph.simulator;

import dev.heliograph.smpp.server.SmppServerSession;
import dev.heliograph.smpp.session.SendResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** One system_id: its sessions, and what waits for one of them that receives. */
final class SmscAccount {
    private final String systemId;
    private final int windowMax;
    private final SmscCounts counts;
    private final Consumer<Outgoing> later;
    private final Runnable onDone;
    private final List<SmppServerSession> receivers = new ArrayList<>();
    private final Deque<Outgoing> queue = new ArrayDeque<>();
    private int turn;

    /**
     * @param windowMax what a session may owe answers for
     * @param later offers it again after {@link Outgoing#LATER_MILLIS}
     * @param onDone runs for each that is over
     */
    SmscAccount(String systemId, int windowMax, SmscCounts counts, Consumer<Outgoing> later, Runnable onDone) {
        this.systemId = systemId;
        this.windowMax = windowMax;
        this.counts = counts;
        this.later = later;
        this.onDone = onDone;
    }

    String systemId() {
        return systemId;
    }

    boolean canReceive() {
        return !receivers.isEmpty();
    }

    void bound(SmppServerSession session) {
        if (session.canReceive()) {
            receivers.add(session);
            pump();
        }
    }

    void closed(SmppServerSession session) {
        receivers.remove(session);
    }

    void offer(Outgoing outgoing) {
        queue.add(outgoing);
        pump();
    }

    /** Its session died or its answer never came: first in the queue, for it is the oldest. */
    void again(Outgoing outgoing) {
        counts.redelivered.increment();
        queue.addFirst(outgoing);
        pump();
    }

    void later(Outgoing outgoing) {
        counts.redelivered.increment();
        later.accept(outgoing);
        pump();
    }

    void done(Outgoing outgoing, boolean taken) {
        if (!taken) {
            counts.undeliverable.increment();
        }
        outgoing.done(taken);
        onDone.run();
        pump();
    }

    void pump() {
        Outgoing outgoing = queue.peek();
        while (outgoing != null) {
            SendResult result = send(outgoing);
            if (result == SendResult.NOT_ENCODABLE) {
                queue.remove();
                done(outgoing, false);
            } else if (result == SendResult.SENT) {
                queue.remove();
            } else {
                return;
            }
            outgoing = queue.peek();
        }
    }

    /** To the next session that has room, each in its turn. */
    private SendResult send(Outgoing outgoing) {
        SendResult last = SendResult.NOT_BOUND;
        for (int tries = receivers.size(); tries > 0; tries--) {
            turn = turn + 1 < receivers.size() ? turn + 1 : 0;
            SmppServerSession session = receivers.get(turn);
            // Asked first, because making the PDU is what costs.
            last = session.outstanding() < windowMax
                    ? session.deliver(outgoing.pdu(), outgoing)
                    : SendResult.WINDOW_FULL;
            if (last == SendResult.SENT || last == SendResult.NOT_ENCODABLE) {
                return last;
            }
        }
        return last;
    }
}

package dev.heliograph.simulator;

import dev.heliograph.smpp.pdu.DeliverSm;

/** One part of a message from a person on its way to an account. */
final class SmscInbound extends Outgoing {
    private final SmscCounts counts;
    private final DeliverSm pdu;
    private final Runnable taken;

    SmscInbound(SmscAccount account, SmscCounts counts, DeliverSm pdu, Runnable taken) {
        super(account);
        this.counts = counts;
        this.pdu = pdu;
        this.taken = taken;
    }

    @Override
    DeliverSm pdu() {
        return pdu;
    }

    @Override
    void done(boolean wasTaken) {
        if (wasTaken) {
            counts.inboundDelivered.increment();
            taken.run();
        }
    }
}

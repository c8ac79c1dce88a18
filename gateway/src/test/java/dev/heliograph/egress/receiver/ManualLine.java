package dev.heliograph.egress.receiver;

import dev.heliograph.smpp.pdu.DeliverSmResp;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import dev.heliograph.smpp.pdu.Tlvs;
import dev.heliograph.smpp.session.SendResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** A session that keeps what it is given until the test answers. */
final class ManualLine implements ReceiverLine {
    final ArrayDeque<Delivery> open = new ArrayDeque<>();
    final List<Long> seen = new ArrayList<>();
    final int window;
    SendResult refuseWith = SendResult.SENT;
    int bugs;

    ManualLine(int window) {
        this.window = window;
    }

    @Override
    public int version() {
        if (bugs > 0) {
            bugs--;
            throw new IllegalStateException("a bug");
        }
        return InterfaceVersion.V3_4;
    }

    @Override
    public int windowMax() {
        return window;
    }

    @Override
    public void send(List<Delivery> batch) {
        for (Delivery delivery : batch) {
            if (refuseWith != SendResult.SENT) {
                delivery.onNotSent(refuseWith);
            } else {
                seen.add(delivery.event.cursor());
                open.add(delivery);
            }
        }
    }

    void answer(int status) {
        open.remove().onResponse(new DeliverSmResp(status, 1, "", Tlvs.EMPTY));
    }

    void answerAll(int status) {
        while (!open.isEmpty()) {
            answer(status);
        }
    }
}

package dev.heliograph.loadtest.gatling.smpp;

import dev.heliograph.smpp.client.SmppClient;
import dev.heliograph.smpp.client.SmppClientHandler;
import dev.heliograph.smpp.client.SmppClientSession;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.DeliverSm;
import dev.heliograph.smpp.pdu.DeliverSmResp;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.Tlvs;
import dev.heliograph.smpp.session.CloseReason;
import dev.heliograph.smpp.session.SendResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** One session, its window, and what waits for room in it. On the protocol's event loop. */
final class Esme implements SmppClientHandler {
    static final String NO_ROOM = "no room in the window in time";
    static final String NOT_BOUND = "not bound";

    /** Messages that may wait for room. */
    private static final int WAITING_MAX = 1_000_000;

    private final SmppProtocol protocol;
    private final Receipts receipts;
    private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>();
    private @Nullable SmppClientSession session;

    Esme(SmppProtocol protocol, Receipts receipts) {
        this.protocol = protocol;
        this.receipts = receipts;
    }

    Future<Void> bind(SmppClient client) {
        return client.connect(this).onSuccess(bound -> session = bound).mapEmpty();
    }

    Future<Void> unbind(Duration timeout) {
        SmppClientSession bound = session;
        return bound == null ? Future.succeededFuture() : bound.unbindAndClose(timeout);
    }

    void send(Outgoing outgoing) {
        if (waiting.size() >= WAITING_MAX) {
            outgoing.refused(NO_ROOM);
            return;
        }
        waiting.add(outgoing);
        pump();
    }

    private void pump() {
        SmppClientSession bound = session;
        while (true) {
            Outgoing first = waiting.peek();
            if (first == null) {
                return;
            }
            SendResult result = SendResult.NOT_BOUND;
            if (bound != null) {
                first.writing(this::pump);
                result = bound.submit(first.submission().pdu(), first);
            }
            switch (result) {
                case SENT -> waiting.remove().written();
                case WINDOW_FULL, WRITE_QUEUE_FULL -> {
                    return;
                }
                case NOT_BOUND -> waiting.remove().refused(NOT_BOUND);
                case NOT_ENCODABLE -> waiting.remove().refused("a field is beyond its bound");
            }
        }
    }

    void dropLate(long now) {
        long patience = protocol.patience().toNanos();
        for (Outgoing first = waiting.peek();
                first != null && now - first.dueNanos() > patience;
                first = waiting.peek()) {
            waiting.remove().refused(NO_ROOM);
        }
        pump();
    }

    @Override
    public void onRequest(SmppClientSession from, Pdu.Request request) {
        if (request instanceof DeliverSm deliver) {
            from.respond(new DeliverSmResp(CommandStatus.ESME_ROK, deliver.sequenceNumber(), "", Tlvs.EMPTY));
            receipts.delivered(deliver);
        }
    }

    @Override
    public void onDrain(SmppClientSession drained) {
        pump();
    }

    @Override
    public void onClosed(SmppClientSession closed, CloseReason reason) {
        session = null;
        pump();
    }
}

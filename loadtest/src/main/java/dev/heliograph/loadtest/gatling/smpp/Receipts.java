package dev.heliograph.loadtest.gatling.smpp;

import dev.heliograph.smpp.pdu.DeliverSm;
import dev.heliograph.smpp.pdu.DeliveryReceiptText;
import dev.heliograph.smpp.pdu.SmppMessageState;
import dev.heliograph.smpp.pdu.Tag;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/** The receipts that are awaited, over all sessions of a protocol. On its event loop. */
final class Receipts {
    /** Receipts kept that came ahead of the answer to their submission; later ones are only counted. */
    private static final int EARLY_MAX = 100_000;

    private final SmppListener listener;
    private final Map<String, Outgoing> awaited = new HashMap<>();
    private final Map<String, SmppMessageState> early = new HashMap<>();
    private final ArrayDeque<Outgoing> patient = new ArrayDeque<>();
    private int unmatched;

    Receipts(SmppListener listener) {
        this.listener = listener;
    }

    void await(String messageId, Outgoing outgoing) {
        SmppMessageState came = early.remove(messageId);
        if (came != null) {
            listener.unmatched(--unmatched);
            outgoing.receipt(came);
            return;
        }
        awaited.put(messageId, outgoing);
        if (outgoing.patientUntil() != Long.MAX_VALUE) {
            patient.add(outgoing);
        }
    }

    void delivered(DeliverSm deliver) {
        String id = deliver.tlvs().string(Tag.RECEIPTED_MESSAGE_ID);
        SmppMessageState state = SmppMessageState.of(deliver.tlvs().integer(Tag.MESSAGE_STATE, -1));
        if (id == null || state == null) {
            DeliveryReceiptText text = DeliveryReceiptText.of(deliver);
            id = text == null ? null : text.messageId();
            state = text == null ? null : text.state();
        }
        if (id == null || state == null || !state.isFinal()) {
            listener.delivered(deliver);
            return;
        }
        Outgoing outgoing = awaited.remove(id);
        if (outgoing != null) {
            outgoing.receipt(state);
            return;
        }
        listener.unmatched(++unmatched);
        if (early.size() < EARLY_MAX) {
            early.put(id, state);
        }
    }

    /** Users that have waited long enough go on; a receipt that comes after all is still told to the listener. */
    void dropLate(long now) {
        for (Outgoing first = patient.peek(); first != null; first = patient.peek()) {
            if (!first.hasEnded() && now - first.patientUntil() < 0) {
                return;
            }
            patient.remove();
            if (!first.hasEnded()) {
                first.gaveUp();
            }
        }
    }
}

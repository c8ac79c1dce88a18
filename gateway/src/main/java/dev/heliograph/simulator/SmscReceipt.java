package dev.heliograph.simulator;

import dev.heliograph.smpp.pdu.DeliverSm;
import dev.heliograph.smpp.pdu.DeliveryReceiptText;
import dev.heliograph.smpp.pdu.EsmClass;
import dev.heliograph.smpp.pdu.SmBuilder;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.SmppMessageState;

/** A receipt on its way to the account that submitted the message. */
final class SmscReceipt extends Outgoing {
    private static final String FAILED = "001";
    private static final String NO_ERROR = "000";

    private final SmscCounts counts;
    private final long number;
    private final SmppAddress source;
    private final SmppAddress destination;
    private final long submittedAtMillis;
    private final long doneAtMillis;
    private final SmppMessageState state;
    private final ReceiptForm form;
    private final MessageIdForm idForm;

    SmscReceipt(
            SmscAccount account,
            SmscCounts counts,
            Taken of,
            long doneAtMillis,
            SmppMessageState state,
            SmscBehaviour by) {
        super(account);
        this.counts = counts;
        this.number = of.number();
        this.source = of.destination();
        this.destination = of.source();
        this.submittedAtMillis = of.atMillis();
        this.doneAtMillis = doneAtMillis;
        this.state = state;
        this.form = by.receiptForm();
        this.idForm = by.receiptIds();
    }

    @Override
    DeliverSm pdu() {
        boolean delivered = state == SmppMessageState.DELIVERED;
        boolean under = state == SmppMessageState.ENROUTE;
        DeliveryReceiptText receipt = new DeliveryReceiptText(
                idForm.text(number),
                1,
                delivered ? 1 : 0,
                DeliveryReceiptText.date(submittedAtMillis),
                DeliveryReceiptText.date(doneAtMillis),
                state,
                delivered || under ? NO_ERROR : FAILED,
                "");
        SmBuilder builder = new SmBuilder()
                .source(source)
                .destination(destination)
                .esmClass(under ? EsmClass.TYPE_INTERMEDIATE : EsmClass.TYPE_RECEIPT);
        if (form != ReceiptForm.TLV) {
            builder.shortMessage(receipt.toOctets());
        }
        if (form != ReceiptForm.TEXT) {
            builder.tlvs(receipt.toTlvs());
        }
        return builder.deliverSm();
    }

    @Override
    void done(boolean taken) {
        if (taken) {
            counts.receiptsDelivered.increment();
        }
    }
}

package dev.heliograph.simulator;

import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.DeliverSm;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.session.ResponseHandler;
import dev.heliograph.smpp.session.Unanswered;

/** A receipt or message for an account's clients, from the moment it is due until one of them took it. */
abstract class Outgoing extends Due implements ResponseHandler {
    /** A client's "later" is taken to mean this, in milliseconds. */
    static final long LATER_MILLIS = 1_000;

    private final SmscAccount account;

    Outgoing(SmscAccount account) {
        this.account = account;
    }

    /** The PDU, made when it is sent: what waits should be small. */
    abstract DeliverSm pdu();

    /** It is over: taken, or refused for good. */
    abstract void done(boolean taken);

    @Override
    final void run() {
        account.offer(this);
    }

    @Override
    public final void onResponse(Pdu.Response response) {
        switch (response.commandStatus()) {
            case CommandStatus.ESME_ROK -> account.done(this, true);
            case CommandStatus.ESME_RX_T_APPN,
                    CommandStatus.ESME_RTHROTTLED,
                    CommandStatus.ESME_RMSGQFUL,
                    CommandStatus.ESME_RSYSERR -> account.later(this);
            default -> account.done(this, false);
        }
    }

    @Override
    public final void onUnanswered(Unanswered why) {
        account.again(this);
    }
}

package dev.heliograph.admission;

import dev.heliograph.smpp.pdu.CommandStatus;
import java.util.Locale;

/** What admission says of a submission: one row for both doors, with the SMPP command_status and the HTTP status that say so. */
public enum Verdict {
    ACCEPTED(CommandStatus.ESME_ROK, 202),
    /** Seen before, with the same body: the first answer again. */
    DUPLICATE(CommandStatus.ESME_ROK, 202),
    /** The key was used before, with another body. */
    KEY_REUSED(CommandStatus.ESME_RSUBMITFAIL, 422),
    /** Over the account's rate: wait, then send again. */
    THROTTLED(CommandStatus.ESME_RTHROTTLED, 429),
    /** The gateway is full, whoever asks. */
    QUEUE_FULL(CommandStatus.ESME_RMSGQFUL, 503),
    /** The gateway is stopping. */
    STOPPING(CommandStatus.ESME_RSYSERR, 503),
    SENDER_NOT_ALLOWED(CommandStatus.ESME_RINVSRCADR, 403),
    SENDER_INVALID(CommandStatus.ESME_RINVSRCADR, 422),
    RECIPIENT_INVALID(CommandStatus.ESME_RINVDSTADR, 422),
    /** No route, or none of the channels asked for, leads to the recipient. */
    NO_ROUTE(CommandStatus.ESME_RINVDSTADR, 422),
    CONTENT_EMPTY(CommandStatus.ESME_RINVMSGLEN, 422),
    CONTENT_TOO_LONG(CommandStatus.ESME_RINVMSGLEN, 422),
    SCHEDULE_INVALID(CommandStatus.ESME_RINVSCHED, 422),
    VALIDITY_INVALID(CommandStatus.ESME_RINVEXPIRY, 422),
    /** What it answers is not there, or is not the account's. */
    REPLY_UNKNOWN(CommandStatus.ESME_RSUBMITFAIL, 422);

    private final int commandStatus;
    private final int httpStatus;
    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

    Verdict(int commandStatus, int httpStatus) {
        this.commandStatus = commandStatus;
        this.httpStatus = httpStatus;
    }

    public boolean isAccepted() {
        return httpStatus < 300;
    }

    public int commandStatus() {
        return commandStatus;
    }

    public int httpStatus() {
        return httpStatus;
    }

    /** @return the stable name, the last word of the problem document's type */
    public String text() {
        return text;
    }
}

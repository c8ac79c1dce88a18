package dev.heliograph.smpp.client;

import dev.heliograph.smpp.pdu.CommandStatus;
import java.io.Serial;

/** The message centre answered the bind with an error; how a connect future fails then. */
public final class BindRefusedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final int status;

    BindRefusedException(int status) {
        super("bind refused: " + CommandStatus.name(status), null, false, false);
        this.status = status;
    }

    /** command_status of the bind response. */
    public int status() {
        return status;
    }
}

package dev.heliograph.boot.client;

import java.io.Serial;

/** The gateway refused, or could not be reached; the message is one line for a person. */
public final class ApiException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    /** True when the gateway understood and said no: trying again changes nothing. */
    private final boolean refused;

    ApiException(String message, boolean refused) {
        super(message);
        this.refused = refused;
    }

    public boolean isRefused() {
        return refused;
    }
}

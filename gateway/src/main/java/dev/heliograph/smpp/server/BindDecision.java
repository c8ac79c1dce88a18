package dev.heliograph.smpp.server;

import dev.heliograph.smpp.pdu.BindRequest;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import org.jspecify.annotations.Nullable;

/** What an authenticator makes of a bind. */
public sealed interface BindDecision {
    /**
     * The ESME may bind.
     *
     * @param systemId the account, as the session will call it
     * @param windowMax requests of this session that may be unanswered before it is no longer read, at least 1
     * @param attachment whatever the caller wants to find again at the session
     */
    record Accepted(
            String systemId, int windowMax, @Nullable Object attachment) implements BindDecision {
        public Accepted {
            if (windowMax < 1) {
                throw new IllegalArgumentException("windowMax must be at least 1, not " + windowMax);
            }
        }
    }

    /** The bind is answered with this status, then the connection is closed. */
    record Refused(int status) implements BindDecision {}

    static BindDecision accept(String systemId, int windowMax, @Nullable Object attachment) {
        return new Accepted(systemId, windowMax, attachment);
    }

    static BindDecision refuse(int status) {
        return new Refused(status);
    }

    /**
     * The refusal of a wrong system_id or password that does not tell which of the two was wrong: ESME_RBINDFAIL to an ESME of
     * 5.0, which has no better code, ESME_RINVPASWD to an older one.
     */
    static BindDecision refuseCredentials(BindRequest request) {
        boolean v5 =
                InterfaceVersion.negotiate(InterfaceVersion.V5_0, request.interfaceVersion()) >= InterfaceVersion.V5_0;
        return new Refused(v5 ? CommandStatus.ESME_RBINDFAIL : CommandStatus.ESME_RINVPASWD);
    }
}

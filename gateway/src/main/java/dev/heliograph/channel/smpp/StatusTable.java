package dev.heliograph.channel.smpp;

import dev.heliograph.channel.Failure;
import dev.heliograph.smpp.pdu.CommandStatus;
import java.util.HashMap;
import java.util.Map;

/**
 * What a message centre's refusal of a submit_sm means (CHANNELS 15.2). A vendor's own codes, and its own reading of others, go before this table; what nobody
 * knows is final, for a message that cannot be sent must not be sent for ever.
 */
final class StatusTable {
    private static final Map<Integer, Failure> STANDARD = standard();

    private final Map<Integer, Failure> vendor;

    /** @param vendor command_status to class, looked at first */
    StatusTable(Map<Integer, Failure> vendor) {
        this.vendor = Map.copyOf(vendor);
    }

    /**
     * @param status command_status, not 0
     * @param attempt 1 for the message's first
     */
    Failure failure(int status, int attempt) {
        Failure configured = vendor.get(status);
        if (configured != null) {
            return configured;
        }
        if (status == CommandStatus.ESME_RSUBMITFAIL) {
            return attempt > 1 ? Failure.FAILED : Failure.TRANSIENT;
        }
        return STANDARD.getOrDefault(status, Failure.FAILED);
    }

    /** Whether a refused bind says that the account or its credentials are wrong, so that trying again soon cannot help. */
    static boolean isAuthentication(int status) {
        return STANDARD.get(status) == Failure.AUTH;
    }

    private static Map<Integer, Failure> standard() {
        Map<Integer, Failure> table = new HashMap<>();
        put(table, Failure.THROTTLED, CommandStatus.ESME_RTHROTTLED, CommandStatus.ESME_RMSGQFUL);
        // A wrong bind state is the session's fault, not the message's: the channel binds anew and the message goes
        // again.
        put(
                table,
                Failure.TRANSIENT,
                CommandStatus.ESME_RINVBNDSTS,
                CommandStatus.ESME_RALYBND,
                CommandStatus.ESME_RSYSERR,
                CommandStatus.ESME_RX_T_APPN,
                CommandStatus.ESME_RUNKNOWNERR);
        put(
                table,
                Failure.NOT_REACHABLE,
                CommandStatus.ESME_RINVDSTADR,
                CommandStatus.ESME_RINVDSTTON,
                CommandStatus.ESME_RINVDSTNPI);
        put(
                table,
                Failure.REJECTED,
                CommandStatus.ESME_RINVSRCADR,
                CommandStatus.ESME_RINVSRCTON,
                CommandStatus.ESME_RINVSRCNPI,
                CommandStatus.ESME_RINVSERTYP,
                CommandStatus.ESME_RX_R_APPN);
        put(
                table,
                Failure.AUTH,
                CommandStatus.ESME_RBINDFAIL,
                CommandStatus.ESME_RINVPASWD,
                CommandStatus.ESME_RINVSYSID,
                CommandStatus.ESME_RINVSYSTYP);
        put(
                table,
                Failure.POLICY,
                CommandStatus.ESME_RSERTYPUNAUTH,
                CommandStatus.ESME_RPROHIBITED,
                CommandStatus.ESME_RSERTYPUNAVAIL,
                CommandStatus.ESME_RSERTYPDENIED);
        put(table, Failure.FAILED, CommandStatus.ESME_RX_P_APPN, CommandStatus.ESME_RDELIVERYFAILURE);
        put(
                table,
                Failure.CONTENT_INVALID,
                CommandStatus.ESME_RINVMSGLEN,
                CommandStatus.ESME_RINVCMDLEN,
                CommandStatus.ESME_RINVCMDID,
                CommandStatus.ESME_RINVPRTFLG,
                CommandStatus.ESME_RINVREGDLVFLG,
                CommandStatus.ESME_RINVNUMDESTS,
                CommandStatus.ESME_RINVDLNAME,
                CommandStatus.ESME_RINVDESTFLAG,
                CommandStatus.ESME_RINVSUBREP,
                CommandStatus.ESME_RINVESMCLASS,
                CommandStatus.ESME_RCNTSUBDL,
                CommandStatus.ESME_RINVREPFLAG,
                CommandStatus.ESME_RINVSCHED,
                CommandStatus.ESME_RINVEXPIRY,
                CommandStatus.ESME_RINVDFTMSGID,
                CommandStatus.ESME_RINVTLVSTREAM,
                CommandStatus.ESME_RTLVNOTALLWD,
                CommandStatus.ESME_RINVTLVLEN,
                CommandStatus.ESME_RMISSINGTLV,
                CommandStatus.ESME_RINVTLVVAL,
                CommandStatus.ESME_RINVDCS);
        return Map.copyOf(table);
    }

    private static void put(Map<Integer, Failure> table, Failure failure, int... statuses) {
        for (int status : statuses) {
            if (table.put(status, failure) != null) {
                throw new ExceptionInInitializerError("two rows for " + CommandStatus.name(status));
            }
        }
    }
}

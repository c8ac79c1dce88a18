package dev.heliograph.ingress.smpp;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Accounts;
import dev.heliograph.admission.Admission;
import dev.heliograph.admission.Admitted;
import dev.heliograph.admission.Pressure;
import dev.heliograph.egress.receiver.ReceiverPumps;
import dev.heliograph.message.Door;
import dev.heliograph.message.Priority;
import dev.heliograph.smpp.pdu.SubmitSm;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What all instances of the SMPP ingress share.
 *
 * @param accounts looked up anew for every submission, so that a reload takes effect on bound sessions
 * @param pressure how full the node is: told to ESMEs of 5.0 in responses, and stops sessions from being read for a moment
 * @param wallMillis milliseconds since 1970
 */
public record SmppDoor(
        Accounts accounts,
        Admission admission,
        BindGate gate,
        SessionRegistry sessions,
        ReceiverPumps pumps,
        Pressure pressure,
        LongSupplier wallMillis) {

    /** @return why a submission is not even read now, or null; one whose priority cannot be read is left to whoever reads it */
    @Nullable
    Admitted checkLoad(Account account, SubmitSm submit) {
        Priority priority = DraftReader.priority(submit);
        return priority == null ? null : admission.checkLoad(account, priority, Door.SMPP);
    }
}

package dev.heliograph.ingress.smpp;

import dev.heliograph.admission.Accounts;
import dev.heliograph.admission.Admission;
import dev.heliograph.admission.Pressure;
import dev.heliograph.egress.receiver.ReceiverPumps;
import java.util.function.LongSupplier;

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
        LongSupplier wallMillis) {}

package dev.heliograph.ingress.smpp;

import dev.heliograph.admission.Accounts;
import dev.heliograph.admission.Admission;
import dev.heliograph.egress.receiver.ReceiverPumps;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * What all instances of the SMPP ingress share.
 *
 * @param accounts looked up anew for every submission, so that a reload takes effect on bound sessions
 * @param congestion how busy the gateway is, 0 idle to 100 congested, told to ESMEs of 5.0 in responses; negative says nothing. Called often, so to be cheap
 * @param wallMillis milliseconds since 1970
 */
public record SmppDoor(
        Accounts accounts,
        Admission admission,
        BindGate gate,
        SessionRegistry sessions,
        ReceiverPumps pumps,
        IntSupplier congestion,
        LongSupplier wallMillis) {}

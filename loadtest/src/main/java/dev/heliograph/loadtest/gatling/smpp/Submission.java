package dev.heliograph.loadtest.gatling.smpp;

import dev.heliograph.smpp.pdu.SubmitSm;

/**
 * One message to submit.
 *
 * @param number the simulation's own, told back to its {@link SmppListener}
 * @param pdu its sequence number is the session's matter
 */
public record Submission(long number, SubmitSm pdu) {
    /** A message that nobody needs to tell from others. */
    public static Submission of(SubmitSm pdu) {
        return new Submission(0, pdu);
    }
}

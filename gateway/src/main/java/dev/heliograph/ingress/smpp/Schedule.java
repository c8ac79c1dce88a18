package dev.heliograph.ingress.smpp;

import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.SmppTime;
import java.time.Instant;

/**
 * When a message may leave and how long it is good for, as schedule_delivery_time and validity_period say (3.4 section 7.1.1).
 *
 * @param status {@link CommandStatus#ESME_ROK}, or why the times were refused
 * @param sendAtMillis milliseconds since 1970; 0 for now, which a schedule in the past means as well: clocks differ
 * @param validityMillis from when it may first leave, which is how admission counts; 0 when none was given
 */
record Schedule(int status, long sendAtMillis, long validityMillis) {

    /**
     * @param keptSendAtMillis when the message leaves if {@code schedule} is empty; 0 for now
     * @param lifeSeconds the TLV qos_time_to_live, used when {@code validity} is empty; negative for none
     * @param nowMillis when the request was received
     */
    static Schedule read(String schedule, String validity, long keptSendAtMillis, int lifeSeconds, long nowMillis) {
        Instant now = Instant.ofEpochMilli(nowMillis);
        long sendAt = keptSendAtMillis;
        if (!schedule.isEmpty()) {
            Instant at = SmppTime.parse(schedule, now);
            if (at == null) {
                return new Schedule(CommandStatus.ESME_RINVSCHED, 0, 0);
            }
            sendAt = at.toEpochMilli();
        }
        sendAt = sendAt > nowMillis ? sendAt : 0;
        long from = Math.max(nowMillis, sendAt);
        long validityMillis = 0;
        if (!validity.isEmpty()) {
            Instant until = SmppTime.parse(validity, now);
            if (until == null || until.toEpochMilli() <= from) {
                return new Schedule(CommandStatus.ESME_RINVEXPIRY, 0, 0);
            }
            validityMillis = until.toEpochMilli() - from;
        } else if (lifeSeconds >= 0) {
            validityMillis = Math.max(1, lifeSeconds * 1000L);
        }
        return new Schedule(CommandStatus.ESME_ROK, sendAt, validityMillis);
    }
}

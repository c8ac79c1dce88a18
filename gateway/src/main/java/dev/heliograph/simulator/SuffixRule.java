package dev.heliograph.simulator;

import dev.heliograph.smpp.pdu.CommandStatus;
import org.jspecify.annotations.Nullable;

/**
 * What the last two digits of a recipient ask for, so that a test needs no other way to steer the stand-in (CHANNELS 19.5, the rows that make sense for SMS).
 */
enum SuffixRule {
    DELIVERED("00", 0),
    DELIVERED_NEVER_READ("01", 0),
    /** Taken, and never heard of again. */
    SILENCE("02", 0),
    NOT_REACHABLE("10", CommandStatus.ESME_RINVDSTADR),
    NOT_REACHABLE_LATER("11", 0),
    /** The first {@link #REFUSALS} submits to this number. */
    THROTTLED_AT_FIRST("30", CommandStatus.ESME_RTHROTTLED),
    QUEUE_FULL_AT_FIRST("31", CommandStatus.ESME_RMSGQFUL),
    /** The first submit to this number. */
    ERROR_ONCE("40", CommandStatus.ESME_RSYSERR),
    /** Taken, then the connection is cut instead of an answer; the first submit to this number. */
    DROPPED_ONCE("41", 0),
    CONTENT_INVALID("50", CommandStatus.ESME_RINVMSGLEN),
    NOT_AUTHORISED("60", CommandStatus.ESME_RBINDFAIL),
    RECEIPT_FIRST("70", 0),
    RECEIPT_TWICE("71", 0),
    /** An intermediate receipt after the final one. */
    RECEIPTS_DISORDERED("72", 0),
    EXPIRED("80", 0),
    /** First an EXPIRED receipt, then a DELIVRD one. */
    EXPIRED_THEN_DELIVERED("81", 0);

    /** How often {@link #THROTTLED_AT_FIRST} and {@link #QUEUE_FULL_AT_FIRST} refuse. */
    static final int REFUSALS = 3;

    private static final @Nullable SuffixRule[] BY_SUFFIX = bySuffix();

    private final String suffix;
    private final int status;

    SuffixRule(String suffix, int status) {
        this.suffix = suffix;
        this.status = status;
    }

    /**
     * @param earlier submits to this number so far
     * @return the status to refuse with, or 0 to take the message
     */
    int status(int earlier) {
        int times = switch (this) {
            case THROTTLED_AT_FIRST, QUEUE_FULL_AT_FIRST -> REFUSALS;
            case ERROR_ONCE -> 1;
            default -> Integer.MAX_VALUE;
        };
        return earlier < times ? status : CommandStatus.ESME_ROK;
    }

    /** Whether it matters how many submits came before. */
    boolean counts() {
        return this == THROTTLED_AT_FIRST || this == QUEUE_FULL_AT_FIRST || this == ERROR_ONCE || this == DROPPED_ONCE;
    }

    /** The rule for this number, or null. */
    static @Nullable SuffixRule of(String recipient) {
        int length = recipient.length();
        if (length < 2) {
            return null;
        }
        int tens = recipient.charAt(length - 2) - '0';
        int ones = recipient.charAt(length - 1) - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? null : BY_SUFFIX[tens * 10 + ones];
    }

    private static @Nullable SuffixRule[] bySuffix() {
        @Nullable SuffixRule[] table = new SuffixRule[100];
        for (SuffixRule rule : values()) {
            table[Integer.parseInt(rule.suffix)] = rule;
        }
        for (Coverage coverage : Coverage.values()) {
            if (!coverage.reaches(Coverage.SMS)) {
                table[Integer.parseInt(coverage.suffix())] =
                        coverage == Coverage.CALLS_SMS_REFUSED ? NOT_REACHABLE : NOT_REACHABLE_LATER;
            }
        }
        return table;
    }
}

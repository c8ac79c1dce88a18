package dev.heliograph.admission;

/**
 * Admission's answer.
 *
 * @param id of the message, 0 unless it was accepted
 * @param segments SMS segments it counts as, 0 unless it was accepted
 * @param field which field is to blame, as a JSON pointer into the message ({@code /content/text}); empty when none is
 * @param detail one sentence: what is wrong and what would be right; empty when accepted
 * @param retryAfterMillis when it is worth trying again, 0 when it never is
 */
public record Admitted(Verdict verdict, long id, int segments, String field, String detail, long retryAfterMillis) {
    /** What a client is told to wait when the gateway is full, in milliseconds. */
    private static final long FULL_RETRY_MILLIS = 1_000;

    /** The gateway is full: nobody's fault, and soon over. */
    public static Admitted full(String detail) {
        return new Admitted(Verdict.QUEUE_FULL, 0, 0, "", detail, FULL_RETRY_MILLIS);
    }

    static Admitted refused(Verdict verdict, String field, String detail) {
        return new Admitted(verdict, 0, 0, field, detail, 0);
    }
}

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
    static Admitted refused(Verdict verdict, String field, String detail) {
        return new Admitted(verdict, 0, 0, field, detail, 0);
    }
}

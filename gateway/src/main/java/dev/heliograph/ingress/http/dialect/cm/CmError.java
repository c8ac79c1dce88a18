package dev.heliograph.ingress.http.dialect.cm;

import dev.heliograph.admission.Admitted;

/** CM's error codes: of a request, and of one message in it. */
enum CmError {
    NONE(0),
    NO_ACCOUNT(101),
    NO_TOKEN(103),
    NOT_ALL_SENT(201),
    MALFORMED(202),
    MSG_ARRAY(203),
    FROM(301),
    TO(302),
    NUMBER(303),
    BODY(304),
    FIELD(305),
    REJECTED(403),
    INTERNAL(500);

    private final int code;

    CmError(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** @param refusal of a message that was well formed */
    static CmError of(Admitted refusal) {
        return switch (refusal.verdict()) {
            case SENDER_INVALID, SENDER_NOT_ALLOWED -> FROM;
            case RECIPIENT_INVALID -> NUMBER;
            case CONTENT_EMPTY, CONTENT_TOO_LONG -> BODY;
            case SCHEDULE_INVALID, VALIDITY_INVALID, KEY_REUSED -> FIELD;
            default -> REJECTED;
        };
    }
}

package dev.heliograph.channel;

/** What every channel has to show, one row each. */
public enum ContractRow {
    /** Taken by the provider, under the provider's id. */
    ACCEPTED,
    DELIVERED,
    READ,
    /** Refused in the answer to the submission. */
    NOT_REACHABLE,
    /** Taken, and reported failed later. */
    NOT_REACHABLE_LATER,
    OUTSIDE_WINDOW,
    OPTED_OUT,
    THROTTLED,
    /** Throttled, and told for how long. */
    THROTTLED_WITH_HINT,
    RECIPIENT_THROTTLED,
    SERVER_ERROR,
    /** The connection breaks after the request was written. */
    DROPPED,
    CONTENT_INVALID,
    TEMPLATE_INVALID,
    MEDIA_ERROR,
    AUTH,
    /** A refused access token is exchanged for another, and the message leaves. */
    TOKEN_RENEWED,
    RECEIPT_FIRST,
    RECEIPT_TWICE,
    RECEIPTS_DISORDERED,
    EXPIRED,
    /** A positive receipt after a final negative one. */
    LATE,
    INBOUND,
    FORGED,
    REPLAYED,
    /** No provider there at all. */
    UNREACHABLE_PROVIDER,
    NO_ADDRESS,
    CLOSE
}

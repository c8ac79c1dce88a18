package dev.heliograph.channel;

/** What every channel has to show, one row each. */
public enum ContractRow {
    /** Taken by the provider, under the provider's id. */
    ACCEPTED,
    DELIVERED,
    READ,
    /** Refused in the answer to the submission. */
    NOT_REACHABLE,
    /** Refused before anything was sent, because the provider was asked; and asked once. Of providers that can be asked. */
    NOT_REACHABLE_ASKED,
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
    /** The same submission again is no second message. Of idempotent channels. */
    REPEATED,
    /** A message that was not delivered is taken back; one that was is not. Of channels that can. */
    REVOKED,
    CONTENT_INVALID,
    /** What is not in the provider's documents is refused by it. */
    WRONG_SHAPE,
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
    /** A reply that somebody taps is an answer, and names the message below which it stood. */
    ANSWERED,
    /** The provider makes sure that the webhook is ours. Of providers that do. */
    HANDSHAKE,
    FORGED,
    REPLAYED,
    /** No provider there at all. */
    UNREACHABLE_PROVIDER,
    NO_ADDRESS,
    /** Faster than the provider's documents allow is refused by it. Where it is not queued there. */
    OVER_RATE,
    CLOSE
}

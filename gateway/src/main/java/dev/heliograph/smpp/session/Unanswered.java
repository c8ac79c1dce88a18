package dev.heliograph.smpp.session;

/** Why a request never got a response. Either way its outcome is unknown: the peer may have acted on it. */
public enum Unanswered {
    /** The response timer ran out, at a message centre; a late response is ignored. */
    TIMED_OUT,
    /** The session ended first. */
    CLOSED
}

package dev.heliograph.smpp.session;

/** Why a session ended: the first cause, even if others followed. */
public enum CloseReason {
    /** The peer closed the connection, or it broke. */
    PEER_CLOSED,
    /** The peer sent unbind. */
    PEER_UNBOUND,
    /** This side unbound or closed. */
    LOCALLY_CLOSED,
    /** The bind was refused. */
    BIND_REFUSED,
    /** No bind within the session_init_timer. */
    SESSION_INIT_TIMEOUT,
    /** enquire_link stayed unanswered. */
    ENQUIRE_LINK_TIMEOUT,
    /** A message centre did not answer a request in time. */
    RESPONSE_TIMEOUT,
    /** No message within the inactivity_timer. */
    INACTIVE,
    /** The peer did not read what was written for too long. */
    SLOW_READER,
    /** A frame's length could not be trusted. */
    PROTOCOL_ERROR
}

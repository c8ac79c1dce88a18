package dev.heliograph.smpp.session;

/** The two ends of a session. */
public enum Side {
    /** External short messaging entity: the one that binds. */
    ESME,
    /** Message centre: the one that is bound to. */
    MESSAGE_CENTRE
}

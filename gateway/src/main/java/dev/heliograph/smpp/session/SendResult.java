package dev.heliograph.smpp.session;

/** What became of a request one wanted to send. Only {@link #SENT} leads to a call of the {@link ResponseHandler}. */
public enum SendResult {
    /** Written; the handler will be called exactly once. */
    SENT,
    /** As many requests are unanswered as the window allows: try again after one completes. */
    WINDOW_FULL,
    /** The peer does not read fast enough: try again when the session reports that it drained. */
    WRITE_QUEUE_FULL,
    /** The session is not bound, is ending, or is not bound in a mode that carries this command. */
    NOT_BOUND,
    /** A field is beyond its bound or the peer's version cannot carry it: trying again cannot help. */
    NOT_ENCODABLE
}

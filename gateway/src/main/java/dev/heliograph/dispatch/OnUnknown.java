package dev.heliograph.dispatch;

/** What a lane does when nobody can say whether the provider took a message: the answer never came, or the connection broke first. */
public enum OnUnknown {
    /** Send it again: it may arrive twice, at most a window of messages per broken connection. */
    RETRY,
    /** Wait for its receipt as long as the message is valid. */
    HOLD,
    /** Give it up as unknown. */
    FAIL
}
